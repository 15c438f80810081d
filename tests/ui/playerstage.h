// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/playercontroller.h"
#include "app/models/playermodel.h"
#include "app/recording/recordingreader.h"
#include "tests/ui/windowfixture.h"
#include "ui/player/playerpanel.h"
#include "ui/player/playertable.h"

#include <QAbstractButton>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>

/// What the window's tests of recordings and their player share.
namespace heliograph::test {

/// The n-th block of the recordings of these tests, from 1: no two are written alike.
inline QByteArray block(int n)
{
    const QByteArray number = QByteArray::number(n);
    switch (n % 3) {
    case 0:
        return ": a comment\nid:" + number + "\ndata:" + number + "\ndata: more\n\n";
    case 1:
        return "event: tick\nid: " + number + "\ndata: {\"n\":" + number + "}\n\n";
    default:
        return "data: " + number + "\r\nunknown: field\r\n\r\n";
    }
}

/// @p count blocks, one each @p gap.
inline QByteArray recording(int count, std::chrono::milliseconds gap)
{
    QByteArray file = ": heliograph recording 1\n: source http://127.0.0.1:9/events\n"
                      ": started 2026-11-21T10:12:13.456789Z\n\n";
    for (int n = 1; n <= count; ++n)
        file += ": at " + QByteArray::number(double((gap * (n - 1)).count()) / 1000, 'f', 6) + '\n'
            + block(n);
    return file;
}

inline QByteArray blocks(int first, int last)
{
    QByteArray all;
    for (int n = first; n <= last; ++n)
        all += block(n);
    return all;
}

/// What came on the stream: the answer's chunks without their framing.
inline QByteArray streamOf(const RawClient &client)
{
    const QByteArray all = client.received();
    QByteArray rest = all.mid(all.indexOf("\r\n\r\n") + 4);
    QByteArray stream;
    for (;;) {
        const qsizetype end = rest.indexOf("\r\n");
        bool isNumber = false;
        const int size = rest.left(end).toInt(&isNumber, 16);
        if (end < 0 || !isNumber || size == 0 || rest.size() < end + 2 + size)
            return stream;
        stream += rest.mid(end + 2, size);
        rest = rest.mid(end + 2 + size + 2);
    }
}

inline QList<QByteArray> eventsOf(const QString &file)
{
    QList<QByteArray> events;
    auto reader = RecordingReader::open(file);
    while (reader) {
        const auto next = (*reader)->next();
        if (!next)
            break;
        if (!next->isNote)
            events.append(next->bytes);
    }
    return events;
}

/// A window with its player on a file.
struct Stage {
    TemporarySettings settings;
    QTemporaryDir folder;
    WindowFixture fixture;

    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("orders.sse"))
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("Cannot write %s.", qPrintable(file.fileName()));
        return file.fileName();
    }

    void open(const QByteArray &bytes)
    {
        fixture.window().showTab(MainWindow::Tab::Player);
        panel().open(write(bytes));
        if (!QTest::qWaitFor([this] { return player().index() != nullptr; }, 10'000))
            qFatal("The recording was not opened.");
        if (!QTest::qWaitFor([this] { return player().status().state == PlayerState::Paused; },
                             10'000))
            qFatal("The player is not ready.");
    }

    void click(const char *name) { fixture.find<QAbstractButton>(name)->click(); }

    void select(int row)
    {
        panel().table().selectRow(row);
        auto *text = fixture.find<QPlainTextEdit>("blockText");
        if (!QTest::qWaitFor([text] { return !text->toPlainText().isEmpty(); }, 10'000))
            qFatal("The block was not shown.");
    }

    [[nodiscard]] PlayerPanel &panel() { return fixture.window().player(); }
    [[nodiscard]] PlayerController &player() { return fixture.session().player(); }
    [[nodiscard]] QString status() { return fixture.find<QLabel>("playerStatus")->text(); }
};

} // namespace heliograph::test
