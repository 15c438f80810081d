// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/playerworker.h"

#include <algorithm>

namespace heliograph {

namespace {

using std::chrono::microseconds;

constexpr std::chrono::milliseconds tick{50};
constexpr std::chrono::milliseconds longestSleep = std::chrono::hours{1};
constexpr int slice = 1000; // rows read in one go, so that nobody waits long for an answer

} // namespace

PlayerWorker::PlayerWorker(const Clock &clock, PublishBlocks publish)
    : m_clock(clock), m_publish(std::move(publish)), m_engine(clock), m_wake(this), m_ticker(this)
{
    m_wake.setSingleShot(true);
    m_wake.setTimerType(Qt::PreciseTimer);
    m_ticker.setInterval(tick);
    connect(&m_wake, &QTimer::timeout, this, &PlayerWorker::turn);
    connect(&m_ticker, &QTimer::timeout, this, &PlayerWorker::tellNow);
}

void PlayerWorker::open(const QString &file, RecordingReaderOptions options, microseconds from)
{
    close();
    ++m_opened;
    auto reader = RecordingReader::open(file, options);
    if (!reader)
        return fail(reader.error());
    m_reader = std::move(*reader);
    m_start = m_reader->position();
    m_engine.moveTo(0, microseconds{0});
    if (from.count() > 0)
        seekToTime(from);
    else
        turn();
}

void PlayerWorker::close()
{
    m_engine.pause();
    m_engine.setStopAt({});
    m_engine.queue().setEdits({});
    m_engine.moveTo(0, microseconds{0});
    m_reader.reset();
    m_index.reset();
    m_target.reset();
    m_fault.reset();
    m_error = {};
    m_round = m_blocks = m_events = m_blocksBefore = 0;
    m_wake.stop();
    tellNow();
}

void PlayerWorker::play()
{
    rewindIfAtEnd();
    m_engine.play();
    turn();
}

void PlayerWorker::pause()
{
    m_engine.pause();
    turn();
}

void PlayerWorker::step()
{
    rewindIfAtEnd();
    m_engine.step();
    turn();
}

void PlayerWorker::stop()
{
    m_engine.pause();
    seek({0, microseconds{0}, true});
}

void PlayerWorker::setSpeed(double speed)
{
    m_engine.setSpeed(std::clamp(speed, Player::minSpeed, Player::maxSpeed));
    turn();
}

void PlayerWorker::setLoop(bool loops)
{
    m_loops = loops;
    turn();
}

void PlayerWorker::seekToRow(quint64 row)
{
    seek({row, microseconds{0}, false});
}

void PlayerWorker::seekToTime(microseconds at)
{
    seek({0, std::max(at, microseconds{0}), true});
}

void PlayerWorker::setStopAt(std::optional<quint64> row)
{
    m_engine.setStopAt(row);
    turn();
}

void PlayerWorker::setEdits(const RecordingEdits &edits)
{
    m_engine.queue().setEdits(edits);
    turn();
}

void PlayerWorker::setIndex(std::shared_ptr<const RecordingIndex> index)
{
    m_index = std::move(index);
}

void PlayerWorker::acknowledge(quint64 blocks)
{
    m_engine.acknowledge(blocks);
    if (m_reader)
        turn();
    else
        tell();
}

// --- Seeking ------------------------------------------------------------------------------------

void PlayerWorker::seek(const Target &target)
{
    if (!m_reader)
        return;
    RecordingPosition from = m_start;
    if (m_index)
        from = target.keepsTime ? m_index->positionOf(target.at) : m_index->positionOf(target.row);
    if (!m_reader->seek(from))
        return fail({"unreadable", {}, tr("This recording cannot be played from another place.")});
    m_target = target;
    turn();
}

void PlayerWorker::readTowardsTarget()
{
    for (int i = 0; i < slice; ++i) {
        auto block = readNext();
        if (!block) {
            const RecordingPosition end = m_reader->position();
            arrive(end.row, end.at);
            m_engine.queue().end();
            return;
        }
        if (block->isNote || block->row < m_target->row || block->at < m_target->at)
            continue;
        arrive(block->row, m_target->keepsTime ? m_target->at : block->at);
        m_engine.queue().push(std::move(*block));
        return;
    }
}

void PlayerWorker::arrive(quint64 row, microseconds at)
{
    m_target.reset();
    m_engine.moveTo(row, at);
    m_blocksBefore = m_blocks;
}

void PlayerWorker::rewindIfAtEnd()
{
    if (m_reader && !m_target && m_engine.isAtEnd())
        seek({0, microseconds{0}, true});
}

// --- Playing ------------------------------------------------------------------------------------

void PlayerWorker::turn()
{
    if (!m_reader)
        return;
    if (m_target) {
        readTowardsTarget();
    } else {
        handOut();
        readAhead();
        beginRoundIfOver();
    }
    wakeWhenDue();
    tell();
}

void PlayerWorker::handOut()
{
    const QList<PlayedBlock> due = m_engine.takeDue();
    if (due.isEmpty())
        return;
    m_blocks += static_cast<quint64>(due.size());
    m_events += static_cast<quint64>(std::count_if(
        due.cbegin(), due.cend(), [](const auto &block) { return block.dispatches; }));
    m_publish(due);
}

void PlayerWorker::readAhead()
{
    PlaybackQueue &queue = m_engine.queue();
    for (int i = 0; i < slice && queue.wantsMore(); ++i) {
        if (auto block = readNext())
            queue.push(std::move(*block));
        else
            queue.end();
    }
}

void PlayerWorker::beginRoundIfOver()
{
    if (!m_engine.isAtEnd() || m_engine.mode() == PlaybackEngine::Mode::Paused)
        return;
    const bool playedAnything = m_blocks > m_blocksBefore;
    const bool goesOn = m_loops && m_engine.mode() == PlaybackEngine::Mode::Playing;
    if (!goesOn || m_fault || !playedAnything || !m_reader->seek(m_start))
        return m_engine.pause();
    ++m_round;
    m_blocksBefore = m_blocks;
    m_engine.beginRound();
    readAhead();
}

std::optional<RecordedBlock> PlayerWorker::readNext()
{
    auto block = m_reader->next();
    if (!block)
        m_fault = m_reader->fault();
    return block;
}

void PlayerWorker::wakeWhenDue()
{
    m_wake.stop();
    if (!m_reader)
        return;
    if (m_target || m_engine.queue().wantsMore())
        return m_wake.start(0);
    if (const auto due = m_engine.nextDue()) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - m_clock.monotonic());
        m_wake.start(std::clamp(left, std::chrono::milliseconds{0}, longestSleep));
    }
}

void PlayerWorker::fail(const Error &error)
{
    close();
    m_error = error;
    tellNow();
}

// --- Telling ------------------------------------------------------------------------------------

PlayerState PlayerWorker::state() const
{
    if (!m_error.message.isEmpty())
        return PlayerState::Failed;
    if (!m_reader)
        return PlayerState::Closed;
    if (m_target)
        return PlayerState::Seeking;
    if (m_engine.mode() != PlaybackEngine::Mode::Paused)
        return PlayerState::Playing;
    return m_engine.isAtEnd() ? PlayerState::Ended : PlayerState::Paused;
}

PlayerStatus PlayerWorker::currentStatus() const
{
    PlayerStatus status;
    status.state = state();
    status.opened = m_opened;
    status.head = m_reader ? m_reader->head() : RecordingHead{};
    status.row = m_engine.queue().row();
    status.inserted = m_engine.queue().inserted();
    status.position = m_engine.position();
    status.speed = m_engine.speed();
    status.loops = m_loops;
    status.stopAt = m_engine.stopAt();
    status.round = m_round;
    status.blocks = m_blocks;
    status.events = m_events;
    status.unacknowledged = m_engine.unacknowledged();
    status.fault = m_fault;
    status.error = m_error;
    return status;
}

/// Tells at once what a button or a label hangs on, and the rest with the next tick.
void PlayerWorker::tell()
{
    const bool isChanged = state() != m_told.state || m_opened != m_told.opened
        || m_fault != m_told.fault || m_engine.stopAt() != m_told.stopAt || m_loops != m_told.loops
        || m_engine.speed() != m_told.speed;
    if (isChanged)
        tellNow();
    else if (!m_ticker.isActive())
        m_ticker.start();
}

void PlayerWorker::tellNow()
{
    const PlayerStatus status = currentStatus();
    if (status == m_told) {
        m_ticker.stop();
        return;
    }
    m_told = status;
    Q_EMIT statusChanged(status);
    m_ticker.start();
}

} // namespace heliograph
