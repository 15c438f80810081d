// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/iothread.h"

#include <QAbstractEventDispatcher>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include <algorithm>

using namespace heliograph;

class IoThreadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsElsewhereAndWaits();
    void postsInOrderWithoutWaiting();
    void twoAreIndependent();
    void hasAnEventLoop();
};

void IoThreadTest::runsElsewhereAndWaits()
{
    IoThread io;
    QThread *where = nullptr;
    io.runAndWait([&where] { where = QThread::currentThread(); });
    QVERIFY(where);
    QVERIFY(where != QThread::currentThread());
    QCOMPARE(where->objectName(), QStringLiteral("heliograph-io"));
}

void IoThreadTest::postsInOrderWithoutWaiting()
{
    IoThread io;
    QSemaphore gate;
    QList<int> order;
    // The first one is held back, so posting the others can only succeed without waiting.
    io.post([&gate] { gate.acquire(); });
    for (int i = 0; i < 100; ++i)
        io.post([&order, i] { order.append(i); });
    gate.release();
    io.runAndWait([] {});
    QCOMPARE(order.size(), 100);
    QVERIFY(std::is_sorted(order.cbegin(), order.cend()));
}

void IoThreadTest::twoAreIndependent()
{
    IoThread first;
    IoThread second;
    QSemaphore gate;
    first.post([&gate] { gate.acquire(); });
    bool ran = false;
    second.runAndWait([&ran] { ran = true; });
    QVERIFY(ran);
    gate.release();
}

void IoThreadTest::hasAnEventLoop()
{
    IoThread io;
    QSemaphore fired;
    io.post([&fired] {
        QMetaObject::invokeMethod(
            QThread::currentThread()->eventDispatcher(), [&fired] { fired.release(); },
            Qt::QueuedConnection);
    });
    QVERIFY(fired.tryAcquire(1, 10'000));
}

QTEST_GUILESS_MAIN(IoThreadTest)
#include "tst_iothread.moc"
