// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/player.h"

#include "app/recording/playerworker.h"

namespace heliograph {

namespace {

/// Runs @p command on the thread of @p worker.
template <typename Command> void post(PlayerWorker *worker, Command &&command)
{
    QMetaObject::invokeMethod(worker, std::forward<Command>(command), Qt::QueuedConnection);
}

} // namespace

Player::Player(const Clock &clock, Publish publish, QObject *parent)
    : QObject(parent), m_worker(new PlayerWorker(clock, std::move(publish)))
{
    qRegisterMetaType<PlayerStatus>();
    m_thread.setObjectName(QStringLiteral("heliograph-player"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(m_worker, &PlayerWorker::statusChanged, this, [this](const PlayerStatus &status) {
        m_status = status;
        Q_EMIT statusChanged(status);
    });
    m_thread.start();
}

Player::~Player()
{
    m_thread.quit();
    m_thread.wait();
}

void Player::open(const QString &file, RecordingReaderOptions options,
                  std::chrono::microseconds from)
{
    post(m_worker, [worker = m_worker, file, options, from] { worker->open(file, options, from); });
}

void Player::close()
{
    post(m_worker, [worker = m_worker] { worker->close(); });
}

void Player::play()
{
    post(m_worker, [worker = m_worker] { worker->play(); });
}

void Player::pause()
{
    post(m_worker, [worker = m_worker] { worker->pause(); });
}

void Player::step()
{
    post(m_worker, [worker = m_worker] { worker->step(); });
}

void Player::stop()
{
    post(m_worker, [worker = m_worker] { worker->stop(); });
}

void Player::setSpeed(double speed)
{
    post(m_worker, [worker = m_worker, speed] { worker->setSpeed(speed); });
}

void Player::setLoop(bool loops)
{
    post(m_worker, [worker = m_worker, loops] { worker->setLoop(loops); });
}

void Player::seekToRow(quint64 row)
{
    post(m_worker, [worker = m_worker, row] { worker->seekToRow(row); });
}

void Player::seekToTime(std::chrono::microseconds at)
{
    post(m_worker, [worker = m_worker, at] { worker->seekToTime(at); });
}

void Player::setStopAt(std::optional<quint64> row)
{
    post(m_worker, [worker = m_worker, row] { worker->setStopAt(row); });
}

void Player::setEdits(const RecordingEdits &edits)
{
    post(m_worker, [worker = m_worker, edits] { worker->setEdits(edits); });
}

void Player::setIndex(std::shared_ptr<const RecordingIndex> index)
{
    post(m_worker, [worker = m_worker, index = std::move(index)] { worker->setIndex(index); });
}

void Player::acknowledge(quint64 blocks)
{
    post(m_worker, [worker = m_worker, blocks] { worker->acknowledge(blocks); });
}

} // namespace heliograph
