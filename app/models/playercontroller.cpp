// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playercontroller.h"

#include "app/core/iothread.h"
#include "app/models/playershape.h"
#include "app/models/servercontroller.h"

#include <QFileInfo>
#include <QThreadPool>

namespace heliograph {

/// Work on the pool, which may outlive its interest.
struct PlayerController::Job {
    std::atomic_bool cancelled = false;
};

namespace {

int percentOf(qint64 done, qint64 total)
{
    return total > 0 ? static_cast<int>(std::clamp<qint64>(done * 100 / total, 0, 100)) : 0;
}

bool isSameFile(const QString &a, const QString &b)
{
    return QFileInfo(a).canonicalFilePath() == QFileInfo(b).canonicalFilePath();
}

} // namespace

PlayerController::PlayerController(IoThread &io, Server &server, ServerController &controller,
                                   const Clock &clock, QObject *parent)
    : QObject(parent), m_server(controller), m_home(this),
      m_sink(io, server, clock, m_home, [this](const PlayedBatch &batch) { takeBatch(batch); }),
      m_edits(new PlayerEdits(this)), m_player(std::make_unique<Player>(clock, m_sink))
{
    m_sink.setPlayer(m_player.get());
    connect(m_player.get(), &Player::statusChanged, this, &PlayerController::takeStatus);
    connect(m_edits, &PlayerEdits::rowChanged, this,
            [this] { m_player->setEdits(m_edits->edits()); });
    connect(&m_server, &ServerController::listening, this, [this] {
        if (m_tally.error.code == "not-listening")
            setError({});
    });
}

PlayerController::~PlayerController()
{
    m_home.end();
    m_sink.setPlayer(nullptr);
    cancelIndexing();
    cancelSaving();
    m_player.reset();
}

void PlayerController::open(const QString &file)
{
    cancelIndexing();
    ++m_opened;
    m_file = file;
    m_index.reset();
    m_shape.clear();
    m_marks.clear();
    m_tally = {};
    m_isOpened = false;
    m_passed.reset();
    m_edits->clear();
    m_player->open(file);
    startIndexing();
    Q_EMIT fileChanged();
    Q_EMIT tallyChanged(m_tally);
}

void PlayerController::close()
{
    if (!isOpen())
        return;
    cancelIndexing();
    m_file.clear();
    m_index.reset();
    m_shape.clear();
    m_marks.clear();
    m_tally = {};
    m_edits->clear();
    m_player->close();
    Q_EMIT fileChanged();
}

// --- The index ----------------------------------------------------------------------------------

void PlayerController::startIndexing()
{
    m_indexing = std::make_shared<Job>();
    QThreadPool::globalInstance()->start([this, home = m_home, job = m_indexing, file = m_file] {
        const auto progress = [this, &home, job, last = -1](qint64 done, qint64 total) mutable {
            const int percent = percentOf(done, total);
            if (percent == std::exchange(last, percent))
                return;
            home.post([this, job, percent] {
                if (job == m_indexing)
                    Q_EMIT indexProgressed(percent);
            });
        };
        const auto result = RecordingIndex::build(file, {}, progress, &job->cancelled);
        home.post([this, job, result] { takeIndex(job, result); });
        if (!result || job->cancelled)
            return;
        const auto shape = playerShape(**result, shapeParts, job->cancelled);
        home.post([this, job, shape] { takeShape(job, shape); });
    });
}

void PlayerController::takeIndex(const std::shared_ptr<Job> &job,
                                 const Result<std::shared_ptr<const RecordingIndex>> &result)
{
    if (job != m_indexing)
        return;
    if (!result) {
        m_indexing.reset();
        Q_EMIT indexed(result.error().message);
        return;
    }
    m_index = *result;
    m_player->setIndex(m_index);
    Q_EMIT indexed({});
}

void PlayerController::takeShape(const std::shared_ptr<Job> &job, const std::vector<quint32> &shape)
{
    if (job != m_indexing)
        return;
    m_indexing.reset();
    m_shape = shape;
    Q_EMIT indexed({});
}

void PlayerController::cancelIndexing()
{
    if (!m_indexing)
        return;
    m_indexing->cancelled = true;
    m_indexing.reset();
    if (!m_index)
        Q_EMIT indexed({});
}

// --- Playing ------------------------------------------------------------------------------------

void PlayerController::play()
{
    if (!mayPlay())
        return;
    if (status().state == PlayerState::Paused)
        m_passed = status().row;
    aimStop();
    m_player->play();
}

void PlayerController::pause()
{
    m_player->pause();
}

void PlayerController::playOrPause()
{
    if (status().state == PlayerState::Playing)
        pause();
    else
        play();
}

void PlayerController::step()
{
    if (mayPlay())
        m_player->step();
}

void PlayerController::stop()
{
    m_player->stop();
}

void PlayerController::setSpeed(double speed)
{
    m_player->setSpeed(speed);
}

void PlayerController::setLoop(bool loops)
{
    m_player->setLoop(loops);
}

void PlayerController::seekToRow(quint64 row)
{
    m_player->seekToRow(row);
}

void PlayerController::seekToTime(std::chrono::microseconds at)
{
    m_player->seekToTime(at);
}

void PlayerController::setTarget(const PlayerTarget &target)
{
    m_target = target;
    m_sink.setTarget(target);
}

bool PlayerController::mayPlay()
{
    if (!isOpen())
        return false;
    if (!m_server.isListening()) {
        setError({"not-listening", {}, tr("The server does not listen. Start it (F5) to play.")});
        return false;
    }
    if (m_target.to && m_target.to->isEmpty()) {
        setError({"nobody", {}, tr("No client is selected. Select some in the Clients table.")});
        return false;
    }
    setError({});
    return true;
}

void PlayerController::setError(const Error &error)
{
    if (m_tally.error == error)
        return;
    m_tally.error = error;
    Q_EMIT tallyChanged(m_tally);
}

/// What was refused is played again when playing goes on.
void PlayerController::takeBatch(const PlayedBatch &batch)
{
    if (batch.published > 0) {
        m_tally.published += batch.published;
        m_tally.events += batch.events;
        m_tally.recipients = batch.recipients;
        m_tally.delay = batch.delay;
        m_tally.error = {};
    } else if (m_tally.error.code.isEmpty()) {
        m_tally.error = batch.error;
        m_player->pause();
        m_player->seekToRow(batch.first.row);
    }
    Q_EMIT tallyChanged(m_tally);
}

void PlayerController::takeStatus(const PlayerStatus &status)
{
    if (!isOpen() || status.opened != m_opened)
        return;
    if (status.state == PlayerState::Failed) {
        const Error error = status.error;
        close();
        Q_EMIT openFailed(error);
        return;
    }
    if (!std::exchange(m_isOpened, true))
        Q_EMIT opened();
    if (status.state == PlayerState::Playing && !m_marks.isEmpty())
        aimStop(); // it may have gone elsewhere
    Q_EMIT statusChanged(status);
}

void PlayerController::toggleMark(quint64 row, std::chrono::microseconds at)
{
    if (m_marks.remove(row) == 0)
        m_marks.insert(row, at);
    if (m_passed == row)
        m_passed.reset();
    aimStop();
    Q_EMIT marksChanged(row);
}

/// The player knows one stop at a time: the next mark from where it stands, or, when it begins
/// anew at the end, the first. The row it was let go from does not hold it again.
void PlayerController::aimStop()
{
    const quint64 row = status().state == PlayerState::Ended ? 0 : status().row;
    if (m_passed != row)
        m_passed.reset();
    auto mark = m_passed ? m_marks.upperBound(row) : m_marks.lowerBound(row);
    if (mark == m_marks.end() && status().loops)
        mark = m_marks.begin();
    const bool holds = mark != m_marks.end() && mark.key() != m_passed;
    m_player->setStopAt(holds ? std::optional(mark.key()) : std::nullopt);
}

// --- Saving -------------------------------------------------------------------------------------

void PlayerController::saveAs(const QString &file)
{
    if (!isOpen() || m_saving)
        return;
    m_saving = std::make_shared<Job>();
    QThreadPool::globalInstance()->start(
        [this, home = m_home, job = m_saving, from = m_file, edits = m_edits->edits(), file] {
            const auto progress = [this, &home, last = -1](qint64 done, qint64 total) mutable {
                const int percent = percentOf(done, total);
                if (percent != std::exchange(last, percent))
                    home.post([this, percent] { Q_EMIT saveProgressed(percent); });
            };
            const auto result = saveEdited(from, edits, file, {}, progress, &job->cancelled);
            home.post([this, job, result, file, edits] {
                if (result)
                    m_edits->setSaved(edits);
                takeSaved(job, result, file);
            });
        });
}

void PlayerController::cancelSaving()
{
    if (m_saving)
        m_saving->cancelled = true;
}

void PlayerController::takeSaved(const std::shared_ptr<Job> &job,
                                 const Result<SavedRecording> &result, const QString &file)
{
    if (job == m_saving)
        m_saving.reset();
    Q_EMIT saveEnded();
    if (!result) {
        if (result.error().code != "cancelled")
            Q_EMIT saveFailed(result.error());
        return;
    }
    Q_EMIT saved(file, *result);
    if (isOpen() && isSameFile(file, m_file))
        open(m_file); // its edits are in it now
}

} // namespace heliograph
