// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/recorderrun.h"

#include "app/core/clock.h"
#include "app/journal/journal.h"
#include "app/sse/blocks.h"

#include <QFileInfo>
#include <QLocale>

#include <deque>

namespace heliograph {

namespace {

constexpr std::chrono::milliseconds drainDelay{50};
constexpr std::chrono::milliseconds reportEvery{250};
constexpr qsizetype batch = 2000; ///< entries, then others on the thread have their turn

Sequence before(Sequence sequence)
{
    return sequence == Sequence::None ? sequence : Sequence{toNumber(sequence) - 1};
}

std::chrono::microseconds inMicroseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(time);
}

} // namespace

RecorderRun::RecorderRun(Journal &journal, const Clock &clock, RecordingId id, RecordPlan plan)
    : m_journal(journal), m_clock(clock), m_file(plan.file),
      m_writer(m_file, QFileInfo(plan.file).fileName()), m_tick(this), m_asked(clock.monotonic()),
      m_askedWall(clock.wall()), m_zero(m_asked), m_heldUpTo(journal.last())
{
    m_state.id = id;
    m_state.plan = std::move(plan);
    m_position = m_heldUpTo;
    m_tick.setInterval(reportEvery);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        keep(m_hasHead ? m_writer.flush() : Result<void>());
        report();
    });
}

RecorderRun::~RecorderRun()
{
    m_journal.removeListener(this);
}

void RecorderRun::begin()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        m_state.problem = tr("%1 could not be written: %2. Choose another place.")
                              .arg(QFileInfo(m_file).fileName(), m_file.errorString());
        end(RecordingState::Phase::Failed);
        return;
    }
    if (m_state.plan.withHeld)
        goBack();
    else
        writeHead(nullptr);
    if (!m_state.isRunning())
        return;
    m_tick.start();
    m_journal.addListener(
        this, [this] { drain(); }, drainDelay);
    drain();
}

/// To the beginning of what is held of the stream.
void RecorderRun::goBack()
{
    LogScope &scope = m_state.plan.scope;
    const JournalStatus held = m_journal.status();
    const Sequence first = held.entries > 0 ? held.first : next(held.last);
    if (scope.kind == LogScope::Kind::Client && scope.opened == Sequence::None)
        scope.opened = findOpening(before(first));
    // A client's stream is known from its opening on, so what is gone of it can be told.
    m_position = before(scope.opened == Sequence::None ? first : scope.opened);
}

/// Where the client's stream was opened: a window that has just seen it may not know that yet.
/// None when it is not held.
Sequence RecorderRun::findOpening(Sequence after) const
{
    while (true) {
        const QList<JournalEntryPtr> entries = m_journal.read(after, batch);
        if (entries.isEmpty())
            return Sequence::None;
        for (const JournalEntryPtr &entry : entries) {
            if (entry->kind == EntryKind::ClientOpened
                && entry->connection == m_state.plan.scope.client)
                return entry->sequence;
        }
        after = entries.constLast()->sequence;
    }
}

void RecorderRun::stop()
{
    while (m_state.isRunning() && m_file.isOpen() && readBatch()) { }
    if (m_state.isRunning())
        end(RecordingState::Phase::Stopped);
}

void RecorderRun::drain()
{
    if (m_state.isRunning() && readBatch())
        QMetaObject::invokeMethod(this, &RecorderRun::drain, Qt::QueuedConnection);
}

/// Returns whether there is more to read.
bool RecorderRun::readBatch()
{
    const QList<JournalEntryPtr> entries = m_journal.read(m_position, batch);
    if (!entries.isEmpty())
        noteGap(entries.constFirst()->sequence);
    for (const JournalEntryPtr &entry : entries) {
        m_position = entry->sequence;
        take(*entry);
        if (!m_state.isRunning())
            return false;
    }
    if (!m_hasHead && m_position >= m_heldUpTo)
        writeHead(nullptr); // nothing of it was held
    return m_state.isRunning() && !entries.isEmpty() && m_position < m_journal.last();
}

void RecorderRun::noteGap(Sequence first)
{
    const quint64 missing = toNumber(first) - toNumber(m_position) - 1;
    if (missing == 0)
        return;
    m_state.missing += missing;
    if (!m_hasHead)
        writeHead(nullptr);
    const QString count = QLocale::c().toString(missing);
    keep(m_writer.note(
        m_writer.duration(),
        missing == 1
            ? tr("1 journal entry left the journal before it was recorded")
            : tr("%1 journal entries left the journal before they were recorded").arg(count)));
}

void RecorderRun::take(const JournalEntry &entry)
{
    const LogScope &scope = m_state.plan.scope;
    const bool concerns = scope.kind == LogScope::Kind::Subscription
        ? entry.subscription == scope.subscription
        : scope.kind == LogScope::Kind::Client && entry.connection == scope.client;
    if (!scope.contains(entry) && !(concerns && entry.kind == EntryKind::Problem))
        return;
    const bool isClient = scope.kind == LogScope::Kind::Client;
    switch (entry.kind) {
    case EntryKind::Published:
    case EntryKind::Received:
    case EntryKind::ReceivedBlock:
        writeBytes(entry);
        break;
    case EntryKind::Heartbeat:
        if (m_state.plan.withHeartbeats)
            writeBytes(entry);
        break;
    case EntryKind::Replayed:
        if (isClient)
            takeReplay(entry);
        break;
    case EntryKind::Problem:
        if (entry.wire.isEmpty())
            writeNote(entry, entry.text);
        else
            writeBytes(entry); // the comment that tells a client about it
        break;
    case EntryKind::SubscriptionState:
        writeNote(entry, tr("state: %1").arg(entry.text));
        break;
    case EntryKind::SlowReader:
        if (isClient)
            writeNote(entry, entry.text);
        break;
    case EntryKind::ClientOpened:
        if (isClient)
            writeNote(entry, tr("the client connected"));
        break;
    case EntryKind::ClientClosed:
        if (!isClient)
            break;
        writeNote(entry, tr("the client left: %1").arg(entry.text));
        if (m_state.isRunning())
            end(RecordingState::Phase::StreamEnded);
        break;
    case EntryKind::Console:
        break;
    }
}

/// A replay is journalled as one entry without its bytes; they are those of the events that were
/// published to everyone last, as many as it says.
void RecorderRun::takeReplay(const JournalEntry &entry)
{
    const QList<JournalEntryPtr> blocks = replayedBefore(entry);
    if (!m_hasHead)
        writeHead(&entry);
    const quint64 lost = entry.recipients - static_cast<quint64>(blocks.size());
    if (lost > 0)
        writeNote(entry,
                  tr("%1 events were replayed that the journal does not hold any more")
                      .arg(QLocale::c().toString(lost)));
    for (const JournalEntryPtr &block : blocks)
        keep(m_writer.append(timeOf(entry), block->wire));
}

QList<JournalEntryPtr> RecorderRun::replayedBefore(const JournalEntry &entry) const
{
    std::deque<JournalEntryPtr> last;
    Sequence position{};
    while (next(position) < entry.sequence) {
        const QList<JournalEntryPtr> entries = m_journal.read(position, batch);
        if (entries.isEmpty())
            break;
        position = entries.constLast()->sequence;
        for (const JournalEntryPtr &each : entries) {
            if (each->sequence >= entry.sequence)
                break;
            if (each->kind != EntryKind::Published || each->endpoint != entry.endpoint
                || each->targets || !isWholeBlock(each->wire))
                continue;
            last.push_back(each);
            if (last.size() > entry.recipients)
                last.pop_front();
        }
    }
    return {last.begin(), last.end()};
}

void RecorderRun::writeHead(const JournalEntry *first)
{
    RecordingHead head;
    head.source = source();
    head.started = first ? first->wall : m_askedWall;
    if (first)
        m_zero = first->monotonic;
    m_hasHead = true;
    keep(m_writer.begin(head));
}

void RecorderRun::writeBytes(const JournalEntry &entry)
{
    if (!m_hasHead)
        writeHead(&entry);
    keep(m_writer.append(timeOf(entry), entry.wire));
}

void RecorderRun::writeNote(const JournalEntry &entry, const QString &text)
{
    if (!m_hasHead)
        writeHead(&entry);
    keep(m_writer.note(timeOf(entry), text));
}

/// A disk that is full ends the recording; what is written stays.
void RecorderRun::keep(const Result<void> &result)
{
    if (result || !m_state.isRunning())
        return;
    m_state.problem = result.error().message;
    end(RecordingState::Phase::Failed);
}

void RecorderRun::end(RecordingState::Phase phase)
{
    m_journal.removeListener(this);
    m_tick.stop();
    if (phase != RecordingState::Phase::Failed) {
        if (!m_hasHead)
            writeHead(nullptr);
        keep(m_writer.finish(m_writer.duration()));
        if (!m_state.isRunning())
            return; // that failed, and was told
    }
    m_state.phase = phase;
    m_file.close();
    report();
}

void RecorderRun::report()
{
    m_state.elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.monotonic() - m_asked);
    m_state.events = m_writer.events();
    m_state.bytes = m_writer.bytes();
    Q_EMIT reported(m_state);
}

QByteArray RecorderRun::source() const
{
    const LogScope &scope = m_state.plan.scope;
    if (scope.kind != LogScope::Kind::Subscription)
        return m_state.plan.server + scope.endpoint;
    Sequence position{};
    for (;;) {
        const QList<JournalEntryPtr> entries = m_journal.read(position, batch);
        if (entries.isEmpty())
            return {};
        for (const JournalEntryPtr &entry : entries) {
            if (entry->subscription == scope.subscription)
                return entry->endpoint;
        }
        position = entries.constLast()->sequence;
    }
}

std::chrono::microseconds RecorderRun::timeOf(const JournalEntry &entry) const
{
    return std::max(std::chrono::microseconds{0}, inMicroseconds(entry.monotonic - m_zero));
}

} // namespace heliograph
