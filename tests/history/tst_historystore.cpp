// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/history/historyfile.h"
#include "app/history/historystore.h"
#include "tests/history/historyfixture.h"
#include "tests/history/historysamples.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <atomic>
#include <numeric>
#include <rapidcheck.h>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace heliograph;
using namespace std::chrono_literals;

/// The store between the thread that publishes and the file: who is answered, when and in which
/// order, and what happens while nothing can be saved.
class HistoryStoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_folder.isValid()); }
    void init();

    void remembersOverARestart();
    void answersInOrderFromTheEventLoop();
    void answersInOrderUnderLoad_data();
    void answersInOrderUnderLoad();
    void takesEmptyCalls();
    void callbacksMayWriteAgain();
    void recallSeesWhatIsOnItsWay();
    void knowsWhatWasWrittenAtOnce();
    void closeCommitsAndAnswers();
    void destructionCommitsInSilence();
    void refusesWhenNotOpen();
    void anySequenceComesBack();

    void failsAndRecovers();
    void dropsTheOldestWhileItFails();
    void countsOnlyWhatWouldStillBeThere();
    void closeTriesOnceMore();
    void closeSaysWhatIsLost();
    void aFullDiskEmptiesAgain();
    void opensOnAFullDisk();
    void damageIsNotRetried();
    void worksInMemoryAfterAFailedOpening_data();
    void worksInMemoryAfterAFailedOpening();

private:
    [[nodiscard]] QList<HistoryRecord> inFile(const QByteArray &endpoint) const;
    [[nodiscard]] QList<RememberedEndpoint> endpointsInFile() const;

    QTemporaryDir m_folder{quickFolder()};
    const SystemClock m_clock{};
    QString m_path;
    int m_number = 0;
};

namespace {

const QByteArray path = QByteArrayLiteral("/events");

HistoryStoreLimits quickRetries()
{
    HistoryStoreLimits limits;
    limits.retryInterval = 5ms;
    return limits;
}

/// Callbacks that note in which order they are called, and with what.
class Answers {
public:
    [[nodiscard]] HistoryStore::Done next()
    {
        return [this, number = m_given++](bool stored) {
            m_numbers.append(number);
            m_stored.append(stored);
        };
    }

    [[nodiscard]] qsizetype count() const { return m_numbers.size(); }
    [[nodiscard]] bool areComplete() const { return m_numbers.size() == m_given; }
    [[nodiscard]] const QList<bool> &stored() const { return m_stored; }

    /// All are there, in the order of the calls, and say @p stored.
    [[nodiscard]] bool areAll(bool stored) const
    {
        QList<int> expected(m_given);
        std::iota(expected.begin(), expected.end(), 0);
        return m_numbers == expected && m_stored == QList<bool>(m_given, stored);
    }

private:
    QList<int> m_numbers;
    QList<bool> m_stored;
    int m_given = 0;
};

QList<HistoryChange> changes(quint64 from, quint64 to)
{
    QList<HistoryChange> made;
    for (quint64 position = from; position < to; ++position)
        made.append(change(path, position));
    return made;
}

std::atomic<int> refusedWrites = 0;

/// While it lives, no file of this program can grow: every write fails with an I/O error, and is
/// counted in refusedWrites.
class NoWrites {
public:
    NoWrites()
    {
#ifdef Q_OS_UNIX
        std::signal(SIGXFSZ, [](int) { ++refusedWrites; });
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit none = m_before;
        none.rlim_cur = 1;
        m_works = ::setrlimit(RLIMIT_FSIZE, &none) == 0;
#endif
    }

    ~NoWrites()
    {
        end();
    }
    NoWrites(const NoWrites &) = delete;
    NoWrites &operator=(const NoWrites &) = delete;

    void end()
    {
#ifdef Q_OS_UNIX
        if (m_works)
            ::setrlimit(RLIMIT_FSIZE, &m_before);
#endif
    }

    [[nodiscard]] bool works() const
    {
        return m_works;
    }

private:
#ifdef Q_OS_UNIX
    rlimit m_before{};
#endif
    bool m_works = false;
};

#define SKIP_UNLESS_WRITES_CAN_FAIL(noWrites)                                                      \
    if (!(noWrites).works())                                                                       \
    QSKIP("Needs a limit on the size of files.")

/// Takes up what room is left on @p disk.
void fill(const SmallDisk &disk)
{
    QFile filler(disk.path() + QStringLiteral("/filler"));
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const QByteArray block(4'096, 'x');
    while (filler.write(block) == block.size()) { }
}

void makeRoom(const SmallDisk &disk)
{
    QVERIFY(QFile::remove(disk.path() + QStringLiteral("/filler")));
}

} // namespace

void HistoryStoreTest::init()
{
    m_path = m_folder.filePath(QStringLiteral("history%1.db").arg(++m_number));
}

QList<HistoryRecord> HistoryStoreTest::inFile(const QByteArray &endpoint) const
{
    const auto file = HistoryFile::open(m_path, m_clock.wall());
    return file ? (*file)->recall(endpoint, {}).value_or(QList<HistoryRecord>())
                : QList<HistoryRecord>();
}

QList<RememberedEndpoint> HistoryStoreTest::endpointsInFile() const
{
    const auto file = HistoryFile::open(m_path, m_clock.wall());
    return file ? (*file)->endpoints().value_or(QList<RememberedEndpoint>())
                : QList<RememberedEndpoint>();
}

void HistoryStoreTest::remembersOverARestart()
{
    const QList<HistoryChange> written = changes(0, 3);
    {
        HistoryStore store(m_path, m_clock);
        const auto opened = store.open();
        QVERIFY2(opened, why(opened).constData());
        QVERIFY(!store.knows(path));
        Answers answers;
        store.write(written, answers.next());
        QTRY_VERIFY(answers.areAll(true));
        QVERIFY(store.close());
    }
    HistoryStore store(m_path, m_clock);
    QVERIFY(store.open());
    QVERIFY(store.knows(path));
    QVERIFY(!store.knows("/other"));
    QCOMPARE(store.remembered(path), (RememberedEndpoint{path, 4, 3}));
    QCOMPARE(store.remembered("/other"), (RememberedEndpoint{"/other", 1, 0}));
    QCOMPARE(*store.recall(path, {}), recordsOf(written));
    QCOMPARE(*store.recall("/other", {}), QList<HistoryRecord>());
    const HistoryState state = store.state();
    QCOMPARE(state, (HistoryState{m_path, true, 0, 0, 0, {}}));
}

void HistoryStoreTest::answersInOrderFromTheEventLoop()
{
    HistoryStore store(m_path, m_clock);
    QVERIFY(store.open());
    Answers answers;
    qsizetype pending = 0;
    for (quint64 position = 0; position < 100; ++position) {
        store.write({change(path, position)}, answers.next());
        QVERIFY(store.pendingBytes() > pending);
        pending = store.pendingBytes();
    }
    store.write({numberOnly(path, 200)}, {});
    QCOMPARE(answers.count(), 0);
    QTRY_VERIFY(answers.areAll(true));
    QTRY_COMPARE(store.pendingBytes(), 0);
    QCOMPARE(store.state().stored, quint64{100});
}

void HistoryStoreTest::answersInOrderUnderLoad_data()
{
    QTest::addColumn<int>("batchChanges");
    QTest::addColumn<int>("batchBytes");

    QTest::newRow("usual batches") << 1'024 << 1'000'000;
    QTest::newRow("one at a time") << 1 << 1'000'000;
    QTest::newRow("calls larger than a batch") << 3 << 1'000'000;
    QTest::newRow("batches of few bytes") << 1'024 << 500;
}

void HistoryStoreTest::answersInOrderUnderLoad()
{
    QFETCH(int, batchChanges);
    QFETCH(int, batchBytes);
    HistoryStoreLimits limits;
    limits.batchChanges = batchChanges;
    limits.batchBytes = batchBytes;
    HistoryStore store(m_path, m_clock, limits);
    QVERIFY(store.open());
    Answers answers;
    QList<HistoryChange> all;
    quint64 position = 0;
    // Some while nothing is under way, some while batches come and go.
    for (int round = 0; round < 8; ++round) {
        for (quint64 size = 0; size < 8; ++size) {
            const QList<HistoryChange> call = changes(position, position + size);
            position += size;
            all += call;
            store.write(call, answers.next());
        }
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(answers.areAll(true));
    QVERIFY(store.close());
    QCOMPARE(inFile(path), recordsOf(all));
}

void HistoryStoreTest::takesEmptyCalls()
{
    HistoryStore store(m_path, m_clock);
    QVERIFY(store.open());
    Answers answers;
    store.write({}, answers.next());
    store.write({}, {});
    store.write({change(path, 0)}, answers.next());
    QTRY_VERIFY(answers.areAll(true));
}

void HistoryStoreTest::callbacksMayWriteAgain()
{
    HistoryStore store(m_path, m_clock);
    QVERIFY(store.open());
    quint64 position = 0;
    std::function<void(bool)> again = [&](bool stored) {
        QVERIFY(stored);
        if (++position < 20)
            store.write({change(path, position)}, again);
    };
    store.write({change(path, 0)}, again);
    QTRY_COMPARE(position, quint64{20});
    QCOMPARE(store.recall(path, {})->size(), 20);
}

void HistoryStoreTest::recallSeesWhatIsOnItsWay()
{
    HistoryStore store(m_path, m_clock);
    QVERIFY(store.open());
    const QList<HistoryChange> all = changes(0, 50);
    for (const HistoryChange &one : all) {
        store.write({one}, {});
        QCOMPARE(store.recall(path, {})->size(), qsizetype(one.record->position) + 1);
    }
    QCOMPARE(*store.recall(path, {}), recordsOf(all));
    QCOMPARE(*store.recall(path, {7, 10'000, {}}), recordsOf(all.last(7)));
    store.write({numberOnly(path, 60, 45)}, {});
    QCOMPARE(*store.recall(path, {}), recordsOf(all.last(5)));
    QTRY_COMPARE(store.pendingBytes(), 0);
    QCOMPARE(*store.recall(path, {}), recordsOf(all.last(5)));
}

void HistoryStoreTest::knowsWhatWasWrittenAtOnce()
{
    HistoryStore store(m_path, m_clock);
    QVERIFY(store.open());
    store.write({change(path, 4)}, {});
    QVERIFY(store.knows(path));
    QCOMPARE(store.remembered(path), (RememberedEndpoint{path, 6, 5}));
    store.write({numberOnly(path, 9)}, {});
    QCOMPARE(store.remembered(path), (RememberedEndpoint{path, 9, 5}));
    store.write({numberOnly(path, 2, 8)}, {});
    QCOMPARE(store.remembered(path), (RememberedEndpoint{path, 9, 8}));
}

void HistoryStoreTest::closeCommitsAndAnswers()
{
    HistoryStoreLimits limits;
    limits.batchChanges = 2;
    HistoryStore store(m_path, m_clock, limits);
    QVERIFY(store.open());
    Answers answers;
    for (const HistoryChange &one : changes(0, 100))
        store.write({one}, answers.next());
    QVERIFY(store.close());
    QVERIFY(answers.areAll(true));
    QCOMPARE(store.pendingBytes(), 0);
    QVERIFY(!store.state().storing);
    QCOMPARE(inFile(path), recordsOf(changes(0, 100)));
    QVERIFY(store.close());
    // What the worker announced meanwhile finds nothing to do.
    QCoreApplication::processEvents();
}

void HistoryStoreTest::destructionCommitsInSilence()
{
    const auto alive = std::make_shared<int>();
    int calls = 0;
    {
        HistoryStore store(m_path, m_clock);
        QVERIFY(store.open());
        for (const HistoryChange &one : changes(0, 100))
            store.write({one}, [&calls, alive](bool) { ++calls; });
    }
    QCoreApplication::processEvents();
    QCOMPARE(calls, 0);
    QCOMPARE(alive.use_count(), 1L);
    QCOMPARE(inFile(path), recordsOf(changes(0, 100)));
}

void HistoryStoreTest::refusesWhenNotOpen()
{
    HistoryStore store(m_path, m_clock);
    Answers answers;
    store.write({change(path, 0)}, answers.next());
    QCOMPARE(answers.count(), 0);
    QTRY_VERIFY(answers.areAll(false));
    QVERIFY(!store.knows(path));
    QCOMPARE(*store.recall(path, {}), QList<HistoryRecord>());
    QVERIFY(store.open());
    store.write({change(path, 0)}, {});
    QVERIFY(store.close());
    store.write({change(path, 1)}, answers.next());
    QTRY_COMPARE(answers.stored(), (QList<bool>{false, false}));
    QCOMPARE(store.state().stored, quint64{1});
    QCOMPARE(store.state().lost, quint64{2});
}

void HistoryStoreTest::anySequenceComesBack()
{
    const auto holds = rc::check("any batching gives the same file", [this] {
        init();
        const auto steps = *rc::gen::container<std::vector<HistoryStep>>(genHistoryStep());
        HistoryStoreLimits limits;
        limits.batchChanges = *rc::gen::inRange(1, 6);
        HistoryExpectation expected;
        auto store = std::make_unique<HistoryStore>(m_path, m_clock, limits);
        RC_ASSERT(store->open().has_value());
        Answers answers;
        QList<HistoryChange> call;
        for (const HistoryStep &step : steps) {
            call.append(expected.apply(step));
            if (step.endsBatch)
                store->write(std::exchange(call, {}), answers.next());
            if (step.reopens) {
                RC_ASSERT(store->close().has_value());
                store = std::make_unique<HistoryStore>(m_path, m_clock, limits);
                RC_ASSERT(store->open().has_value());
            } else if (step.keeps % 3 == 0) {
                QCoreApplication::processEvents();
            }
        }
        store->write(call, answers.next());
        for (const QByteArray &endpoint : expected.paths())
            RC_ASSERT(*store->recall(endpoint, {}) == expected.records(endpoint));
        RC_ASSERT(store->close().has_value());
        RC_ASSERT(answers.areAll(true));
        RC_ASSERT(expected.matches(endpointsInFile()));
        for (const QByteArray &endpoint : expected.paths())
            RC_ASSERT(inFile(endpoint) == expected.records(endpoint));
        QFile::remove(m_path);
    });
    QVERIFY(holds);
}

void HistoryStoreTest::failsAndRecovers()
{
    HistoryStore store(m_path, m_clock, quickRetries());
    QVERIFY(store.open());
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    Answers before;
    store.write(changes(0, 10), before.next());
    QTRY_VERIFY(before.areAll(true));

    NoWrites noWrites;
    SKIP_UNLESS_WRITES_CAN_FAIL(noWrites);
    Answers meanwhile;
    for (const HistoryChange &one : changes(10, 60))
        store.write({one}, meanwhile.next());
    QTRY_VERIFY(meanwhile.areAll(false));
    QCOMPARE(failed.size(), 1);
    const auto error = failed.constFirst().constFirst().value<Error>();
    QCOMPARE(error.code, QByteArray("history-failed"));
    QVERIFY2(error.message.contains(m_path), qPrintable(error.message));
    QCOMPARE(store.state(), (HistoryState{m_path, false, 10, 50, 0, error.message}));
    // Answered at once, and still in the history; several retries fail meanwhile.
    store.write({change(path, 60)}, meanwhile.next());
    QCOMPARE(meanwhile.count(), 50);
    const int refused = refusedWrites;
    QTRY_VERIFY(refusedWrites >= refused + 3);
    QVERIFY(meanwhile.areAll(false));
    QCOMPARE(store.recall(path, {})->last(51), recordsOf(changes(10, 61)));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(store.pendingBytes(), 0);

    noWrites.end();
    QTRY_COMPARE(recovered.size(), 1);
    QCOMPARE(recovered.constFirst().at(0).toULongLong(), 51ULL);
    QCOMPARE(recovered.constFirst().at(1).toULongLong(), 0ULL);
    QCOMPARE(store.state(), (HistoryState{m_path, true, 61, 0, 0, {}}));
    Answers after;
    store.write({change(path, 61)}, after.next());
    QTRY_VERIFY(after.areAll(true));
    QVERIFY(store.close());
    QCOMPARE(inFile(path), recordsOf(changes(0, 62)));
    QCOMPARE(failed.size(), 1);
}

void HistoryStoreTest::dropsTheOldestWhileItFails()
{
    HistoryStoreLimits limits;
    limits.retryInterval = 1h;
    limits.unsaved.maxChanges = 10;
    limits.batchChanges = 4;
    HistoryStore store(m_path, m_clock, limits);
    QVERIFY(store.open());
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    Answers answers;
    store.write(changes(0, 5), answers.next());
    QTRY_VERIFY(answers.areComplete());

    NoWrites noWrites;
    SKIP_UNLESS_WRITES_CAN_FAIL(noWrites);
    // Of these two nothing remains but their numbers.
    store.write({change("/a", 7), numberOnly("/b", 33)}, answers.next());
    for (const HistoryChange &one : changes(5, 30))
        store.write({one}, answers.next());
    QTRY_VERIFY(answers.areComplete());
    QCOMPARE(store.state().unsaved, quint64{10});
    QCOMPARE(store.state().lost, quint64{16});
    QCOMPARE(*store.recall(path, {}), recordsOf(changes(20, 30)));
    noWrites.end();
    QVERIFY(store.close());
    QCOMPARE(recovered.size(), 1);
    QCOMPARE(recovered.constFirst().at(0).toULongLong(), 10ULL);
    QCOMPARE(recovered.constFirst().at(1).toULongLong(), 16ULL);
    QCOMPARE(inFile(path), recordsOf(changes(20, 30)));
    QList<RememberedEndpoint> endpoints = endpointsInFile();
    QVERIFY(endpoints.removeOne({path, 31, 30}));
    QVERIFY(endpoints.removeOne({"/a", 9, 8}));
    QVERIFY(endpoints.removeOne({"/b", 33, 0}));
    QVERIFY(endpoints.isEmpty());
}

void HistoryStoreTest::countsOnlyWhatWouldStillBeThere()
{
    HistoryStoreLimits limits = quickRetries();
    limits.unsaved.maxChanges = 10;
    HistoryStore store(m_path, m_clock, limits);
    QVERIFY(store.open());
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    NoWrites noWrites;
    SKIP_UNLESS_WRITES_CAN_FAIL(noWrites);
    // The endpoint keeps its last five events, so the buffer has all that matters.
    Answers answers;
    for (quint64 position = 0; position < 100; ++position)
        store.write({change(path, position, position < 5 ? 0 : position - 4)}, answers.next());
    QTRY_VERIFY(answers.areAll(false));
    QCOMPARE(store.state().lost, quint64{0});
    noWrites.end();
    QTRY_COMPARE(recovered.size(), 1);
    QVERIFY(store.close());
    QCOMPARE(inFile(path).size(), 5);
    QCOMPARE(inFile(path).constLast().position, quint64{99});
}

void HistoryStoreTest::closeTriesOnceMore()
{
    HistoryStoreLimits limits;
    limits.retryInterval = 1h;
    HistoryStore store(m_path, m_clock, limits);
    QVERIFY(store.open());
    NoWrites noWrites;
    SKIP_UNLESS_WRITES_CAN_FAIL(noWrites);
    Answers answers;
    for (const HistoryChange &one : changes(0, 10))
        store.write({one}, answers.next());
    QTRY_VERIFY(answers.areAll(false));
    noWrites.end();
    QVERIFY(store.close());
    QCOMPARE(inFile(path), recordsOf(changes(0, 10)));
}

void HistoryStoreTest::closeSaysWhatIsLost()
{
    HistoryStore store(m_path, m_clock, quickRetries());
    QVERIFY(store.open());
    Answers answers;
    store.write({change(path, 0)}, answers.next());
    QTRY_VERIFY(answers.areAll(true));
    {
        NoWrites noWrites;
        SKIP_UNLESS_WRITES_CAN_FAIL(noWrites);
        for (const HistoryChange &one : changes(1, 5))
            store.write({one}, answers.next());
        const auto closed = store.close();
        QVERIFY(!closed);
        QCOMPARE(closed.error().code, QByteArray("history-failed"));
    }
    QCOMPARE(answers.stored(), (QList<bool>{true, false, false, false, false}));
    QCOMPARE(store.state().lost, quint64{4});
    QCOMPARE(store.state().unsaved, quint64{0});
    QCOMPARE(inFile(path), recordsOf(changes(0, 1)));
}

void HistoryStoreTest::aFullDiskEmptiesAgain()
{
    const SmallDisk disk(m_folder.filePath(QStringLiteral("full")), 512 * 1024);
    if (!disk.isMounted())
        QSKIP("Only root may mount a small disk.");
    m_path = disk.path() + QStringLiteral("/history.db");
    HistoryStore store(m_path, m_clock, quickRetries());
    QVERIFY(store.open());
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    for (int round = 0; round < 3; ++round) {
        fill(disk);
        Answers answers;
        const quint64 from = quint64(round) * 50;
        for (const HistoryChange &one : changes(from, from + 50))
            store.write({one}, answers.next());
        QTRY_COMPARE(failed.size(), round + 1);
        QCOMPARE(failed.constLast().constFirst().value<Error>().code, QByteArray("history-full"));
        QTRY_VERIFY(answers.areComplete());
        QCOMPARE(store.recall(path, {})->size(), qsizetype(from) + 50);
        makeRoom(disk);
        QTRY_COMPARE(recovered.size(), round + 1);
    }
    QCOMPARE(store.state().lost, quint64{0});
    QVERIFY(store.close());
    QCOMPARE(inFile(path), recordsOf(changes(0, 150)));
}

void HistoryStoreTest::opensOnAFullDisk()
{
    const SmallDisk disk(m_folder.filePath(QStringLiteral("open")), 512 * 1024);
    if (!disk.isMounted())
        QSKIP("Only root may mount a small disk.");
    m_path = disk.path() + QStringLiteral("/history.db");
    fill(disk);
    HistoryStore store(m_path, m_clock, quickRetries());
    QSignalSpy failed(&store, &HistoryStore::failed);
    QSignalSpy recovered(&store, &HistoryStore::recovered);
    const auto opened = store.open();
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, QByteArray("history-full"));
    Answers answers;
    store.write(changes(0, 5), answers.next());
    QTRY_VERIFY(answers.areAll(false));
    QCOMPARE(*store.recall(path, {}), recordsOf(changes(0, 5)));
    QVERIFY(!store.state().storing);
    makeRoom(disk);
    QTRY_COMPARE(recovered.size(), 1);
    QCOMPARE(recovered.constFirst().at(0).toULongLong(), 5ULL);
    QCOMPARE(failed.size(), 0);
    QVERIFY(store.close());
    QCOMPARE(inFile(path), recordsOf(changes(0, 5)));
}

void HistoryStoreTest::damageIsNotRetried()
{
    // A table that refuses a record, as a damaged one would.
    QVERIFY(HistoryFile::open(m_path, m_clock.wall()));
    edit(m_path,
         {QStringLiteral("ALTER TABLE events ADD COLUMN c INTEGER NOT NULL DEFAULT 0 "
                         "CHECK (position < 13)")});
    HistoryStore store(m_path, m_clock, quickRetries());
    const auto opened = store.open();
    QVERIFY2(opened, why(opened).constData());
    QSignalSpy failed(&store, &HistoryStore::failed);
    Answers answers;
    store.write(changes(0, 13), answers.next());
    QTRY_VERIFY(answers.areAll(true));
    store.write(changes(13, 14), answers.next());
    QTRY_COMPARE(answers.stored(), (QList<bool>{true, false}));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.constFirst().constFirst().value<Error>().code, QByteArray("history-corrupt"));
    // Whole again, so that a retry would succeed; the retries' time passes.
    edit(m_path, {QStringLiteral("ALTER TABLE events DROP COLUMN c")});
    QTimer retries;
    QSignalSpy passed(&retries, &QTimer::timeout);
    retries.start(quickRetries().retryInterval);
    QTRY_VERIFY(passed.size() >= 3);
    QCOMPARE(store.state().unsaved, quint64{1});
    const auto closed = store.close();
    QVERIFY(!closed);
    QCOMPARE(store.state().lost, quint64{1});
}

void HistoryStoreTest::worksInMemoryAfterAFailedOpening_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("code");

    QTest::newRow("damaged") << QByteArray(5'000, 'x') << QByteArray("history-corrupt");
    QTest::newRow("unwritable") << QByteArray() << QByteArray("history-unwritable");
}

void HistoryStoreTest::worksInMemoryAfterAFailedOpening()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, code);
    if (bytes.isEmpty()) {
        m_path = m_folder.filePath(QStringLiteral("none/history.db"));
    } else {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    {
        HistoryStore store(m_path, m_clock, quickRetries());
        const auto opened = store.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, code);
        QCOMPARE(store.state().problem, opened.error().message);
        Answers answers;
        store.write(changes(0, 5), answers.next());
        QTRY_VERIFY(answers.areAll(false));
        QVERIFY(store.knows(path));
        QCOMPARE(*store.recall(path, {}), recordsOf(changes(0, 5)));
        QVERIFY(!store.close());
    }
    QFile file(m_path);
    QCOMPARE(file.open(QIODevice::ReadOnly), !bytes.isEmpty());
    QCOMPARE(file.isOpen() ? file.readAll() : QByteArray(), bytes);
}

QTEST_GUILESS_MAIN(HistoryStoreTest)
#include "tst_historystore.moc"
