// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/journal/journal.h"

#include <QTest>

#include <array>
#include <thread>
#include <vector>

using namespace heliograph;

/// The journal between the thread that appends and the one that shows. Worth most with
/// ThreadSanitizer.
class JournalThreadsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsReadOnceAndInOrder();
    void limitsMayChangeMeanwhile();
    void aBurstEndsWithACallToTheListener();
};

namespace {

constexpr int producers = 3;
constexpr int each = 500;

/// Appends from several threads at once; joined when it goes.
class Producers {
public:
    explicit Producers(Journal &journal)
    {
        for (int producer = 0; producer < producers; ++producer)
            m_threads.emplace_back([&journal, producer] { append(journal, producer); });
    }

    ~Producers() { join(); }
    Producers(const Producers &) = delete;
    Producers &operator=(const Producers &) = delete;

    void join()
    {
        for (std::thread &thread : m_threads)
            thread.join();
        m_threads.clear();
    }

private:
    static void append(Journal &journal, int producer)
    {
        for (int number = 0; number < each; ++number) {
            JournalEntry entry;
            entry.kind = EntryKind::Published;
            entry.endpoint = QByteArray::number(producer);
            entry.eventId = QByteArray::number(number);
            journal.append(std::move(entry));
        }
    }

    std::vector<std::thread> m_threads;
};

} // namespace

void JournalThreadsTest::everyEntryIsReadOnceAndInOrder()
{
    const SystemClock clock;
    Journal journal(clock);
    Producers appending(journal);
    std::array<int, producers> next{};
    Sequence last{};
    while (toNumber(last) < producers * each) {
        for (const JournalEntryPtr &entry : journal.read(last, 100)) {
            QCOMPARE(toNumber(entry->sequence), toNumber(last) + 1);
            last = entry->sequence;
            auto &number = next.at(entry->endpoint.toUInt());
            QCOMPARE(entry->eventId, QByteArray::number(number++));
        }
        std::this_thread::yield();
    }
    QCOMPARE(journal.last(), last);
}

void JournalThreadsTest::limitsMayChangeMeanwhile()
{
    const SystemClock clock;
    Journal journal(clock);
    Producers appending(journal);
    for (int most = 1; most <= 50; ++most) {
        JournalLimits limits;
        limits.maxEntries = most;
        journal.setLimits(limits);
        QVERIFY(journal.status().entries <= most);
        if (most % 10 == 0)
            journal.clear();
    }
    appending.join();
    const JournalStatus status = journal.status();
    QVERIFY(status.entries <= 50);
    QCOMPARE(toNumber(status.last), quint64{producers * each});
}

void JournalThreadsTest::aBurstEndsWithACallToTheListener()
{
    const SystemClock clock;
    Journal journal(clock);
    QObject context;
    Sequence seen{};
    int calls = 0;
    journal.addListener(
        &context,
        [&] {
            seen = journal.last();
            ++calls;
        },
        std::chrono::milliseconds{0});
    Producers(journal).join();
    QTRY_COMPARE(toNumber(seen), quint64{producers * each});
    QVERIFY2(calls <= 2, "calls must be merged while nobody listens");
}

QTEST_GUILESS_MAIN(JournalThreadsTest)
#include "tst_journalthreads.moc"
