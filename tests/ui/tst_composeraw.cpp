// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/lintview.h"
#include "ui/compose/raweditor.h"
#include "ui/compose/rawlint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

Q_DECLARE_METATYPE(heliograph::LintRow::Kind)

class TestComposeRaw final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsExactlyWhatIsWritten_data();
    void sendsExactlyWhatIsWritten();
    void beginsWithTheEventsBytes();
    void marksWrongEscapes();
    void pastesBytes_data();
    void pastesBytes();
    void pastesWhatWasCopiedHere();
    void lintsWhatAClientReads_data();
    void lintsWhatAClientReads();
    void goesToTheLineOfARow();
    void survivesARestart();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

namespace {

/// What came after the response's header, without HTTP framing.
QByteArray streamOf(const RawClient &client)
{
    QByteArray stream;
    const QByteArray &all = client.received();
    qsizetype at = all.indexOf("\r\n\r\n") + 4;
    while (at >= 4 && at < all.size()) {
        const qsizetype end = all.indexOf("\r\n", at);
        const qsizetype size = all.mid(at, end - at).toLongLong(nullptr, 16);
        stream += all.mid(end + 2, size);
        at = end + 2 + size + 2;
    }
    return stream;
}

RawEditor *toRaw(WindowFixture &fixture)
{
    fixture.find<QPushButton>("composeModeRaw")->click();
    auto *raw = fixture.find<RawEditor>("composeRaw");
    raw->setContent({});
    return raw;
}

} // namespace

void TestComposeRaw::sendsExactlyWhatIsWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes");
    const auto bytes = [](const char *text, qsizetype size) { return QByteArray(text, size); };
    QTest::newRow("event") << QByteArray("data: x\n\n") << QByteArray("data: x\n\n");
    QTest::newRow("CR") << QByteArray("data: x\\r\\r") << QByteArray("data: x\r\r");
    QTest::newRow("CRLF") << QByteArray("data: x\\r\n\\r\n") << QByteArray("data: x\r\n\r\n");
    QTest::newRow("NUL and bytes")
        << QByteArray("id: \\0\ndata: \\xff\\x80\n\n") << bytes("id: \0\ndata: \xff\x80\n\n", 16);
    QTest::newRow("character") << QByteArray("data: \\u{1f600}\n\n")
                               << QByteArray("data: \xf0\x9f\x98\x80\n\n");
    QTest::newRow("unfinished") << QByteArray("event: half\ndata: x")
                                << QByteArray("event: half\ndata: x");
    QTest::newRow("two blocks") << QByteArray(": one\n\ndata: ${seq}\n\n")
                                << QByteArray(": one\n\ndata: ${seq}\n\n");
}

void TestComposeRaw::sendsExactlyWhatIsWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    const QByteArray before = streamOf(*client);
    RawEditor *raw = toRaw(fixture);
    raw->setContent(text);
    QTest::keyClick(raw, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(streamOf(*client).size() >= before.size() + bytes.size());
    QCOMPARE(streamOf(*client), before + bytes);
    QVERIFY(fixture.find<QLabel>("composeOutcome")->text().contains(QStringLiteral("1 client")));
}

void TestComposeRaw::beginsWithTheEventsBytes()
{
    WindowFixture fixture;
    fixture.find<QComboBox>("composeEvent")->setEditText(QStringLiteral("order.paid"));
    fixture.find<QComboBox>("composeIdChoice")->setCurrentIndex(1);
    fixture.find<DataEditor>("composeData")->setData("C:\\x\nsecond");
    fixture.window().compose().setDraft(fixture.window().compose().draft());
    fixture.find<QPushButton>("composeModeRaw")->click();
    auto *raw = fixture.find<RawEditor>("composeRaw");
    QVERIFY(raw->isVisible());
    QVERIFY(!fixture.find<DataEditor>("composeData")->isVisible());
    QCOMPARE(raw->content(), QByteArray("event: order.paid\ndata: C:\\\\x\ndata: second\n\n"));
    // They follow the event, until they are changed.
    fixture.find<QPushButton>("composeModeEvent")->click();
    fixture.find<DataEditor>("composeData")->setData("third");
    fixture.window().compose().setDraft(fixture.window().compose().draft());
    fixture.find<QPushButton>("composeModeRaw")->click();
    QCOMPARE(raw->content(), QByteArray("event: order.paid\ndata: third\n\n"));
    raw->setContent("data: mine\n\n");
    fixture.find<QPushButton>("composeModeEvent")->click();
    fixture.find<QPushButton>("composeModeRaw")->click();
    QCOMPARE(raw->content(), QByteArray("data: mine\n\n"));
}

void TestComposeRaw::marksWrongEscapes()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    RawEditor *raw = toRaw(fixture);
    raw->setContent("data: \\q\n\n");
    auto *send = fixture.find<QPushButton>("composeSend");
    QTRY_VERIFY(!send->isEnabled());
    QCOMPARE(raw->extraSelections().size(), 1);
    QCOMPARE(raw->extraSelections().constFirst().cursor.selectedText(), QStringLiteral("\\q"));
    QVERIFY(fixture.find<QLabel>("composeRawError")
                ->text()
                .startsWith(QStringLiteral("There is no such escape.")));
    QTest::keyClick(raw, Qt::Key_Return, Qt::ControlModifier);
    raw->setContent("data: \\\\q\n\n");
    QTRY_VERIFY(send->isEnabled());
    QVERIFY(raw->extraSelections().isEmpty());
    QVERIFY(fixture.find<QLabel>("composeRawError")->isHidden());
    QTest::keyClick(raw, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(client->has("data: \\q\n\n"));
    QCOMPARE(client->count("data:"), 1);
}

void TestComposeRaw::pastesBytes_data()
{
    QTest::addColumn<QString>("clipboard");
    QTest::addColumn<bool>("withEscapes");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("lines") << QStringLiteral("data: x\n\n") << false << QByteArray("data: x\n\n");
    QTest::newRow("CR stays") << QStringLiteral("data: x\r\n\r\n") << false
                              << QByteArray("data: x\\r\n\\r\n");
    QTest::newRow("backslash stands for itself")
        << QStringLiteral("data: \"a\\nb\"") << false << QByteArray("data: \"a\\\\nb\"");
    QTest::newRow("NUL") << QStringLiteral("a") + QChar(u'\0') << false << QByteArray("a\\x00");
    QTest::newRow("escapes meant")
        << QStringLiteral("data: \\xff") << true << QByteArray("data: \\xff");
}

void TestComposeRaw::pastesBytes()
{
    QFETCH(QString, clipboard);
    QFETCH(bool, withEscapes);
    QFETCH(QByteArray, text);
    WindowFixture fixture(false);
    RawEditor *raw = toRaw(fixture);
    QGuiApplication::clipboard()->setText(clipboard);
    if (withEscapes)
        raw->pasteEscapes();
    else
        raw->paste();
    QCOMPARE(raw->content(), text);
}

void TestComposeRaw::pastesWhatWasCopiedHere()
{
    WindowFixture fixture(false);
    RawEditor *raw = toRaw(fixture);
    const QByteArray text = "data: \\xff\\r\nid: \\0\n";
    raw->setContent(text);
    raw->selectAll();
    raw->copy();
    raw->setContent({});
    raw->paste();
    QCOMPARE(raw->content(), text);
}

void TestComposeRaw::lintsWhatAClientReads_data()
{
    using Kind = LintRow::Kind;
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("row");
    QTest::addColumn<LintRow::Kind>("kind");
    QTest::addColumn<int>("line");
    QTest::addColumn<qsizetype>("position");
    QTest::addColumn<QString>("says");
    const auto add = [](const char *name, const QString &text, qsizetype row, Kind kind, int line,
                        qsizetype position, const QString &says) {
        QTest::newRow(name) << text << row << kind << line << position << says;
    };
    add("event", QStringLiteral("data: x\n\n"), 0, Kind::Event, 1, 0, QStringLiteral("x"));
    add("second event", QStringLiteral("data: x\n\ndata: y\n\n"), 1, Kind::Event, 3, 9,
        QStringLiteral("y"));
    add("id", QStringLiteral("id: 7\ndata: x\n\n"), 0, Kind::Event, 1, 0,
        QStringLiteral("id 7  x"));
    add("comment", QStringLiteral(": hello\n\n"), 0, Kind::Nothing, 1, 0,
        QStringLiteral("dispatches nothing: comment “hello”"));
    add("retry", QStringLiteral("retry: 3000\n\n"), 0, Kind::Nothing, 1, 0,
        QStringLiteral("dispatches nothing: sets retry to"));
    add("unknown field", QStringLiteral("data: x\ndatta: y\n\n"), 1, Kind::Finding, 2, 8,
        QStringLiteral("“datta” is no field"));
    add("retry not digits", QStringLiteral("retry: 3s\ndata: x\n\n"), 1, Kind::Finding, 1, 0,
        QStringLiteral("Retry takes digits only; “3s”"));
    add("NUL in id", QStringLiteral("data: x\nid: a\\0\n\n"), 1, Kind::Finding, 2, 8,
        QStringLiteral("An id that holds NUL"));
    add("not UTF-8", QStringLiteral("data: é\\xff\n\n"), 1, Kind::Finding, 1, 7,
        QStringLiteral("These bytes are not UTF-8"));
    add("unfinished", QStringLiteral("data: x\n"), 0, Kind::Finding, 2, 8,
        QStringLiteral("It does not end with a blank line"));
    add("line of an escape", QStringLiteral("data: x\\n\\nfoo: \\u{e9}\nbar\n\n"), 1, Kind::Nothing,
        1, 11, QStringLiteral("dispatches nothing"));
    add("after an escaped character", QStringLiteral("data: \\u{1f600}😀\nbar\n\n"), 1,
        Kind::Finding, 2, 18, QStringLiteral("“bar” is no field"));
    add("BOM in the middle", QStringLiteral("\\u{feff}data: x\n\n"), 1, Kind::Finding, 1, 0,
        QStringLiteral("“"));
}

void TestComposeRaw::lintsWhatAClientReads()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, row);
    const RawLint lint = lintOf(text);
    QVERIFY(lint.rows.size() > row);
    QTEST(lint.rows.at(row).kind, "kind");
    QTEST(lint.rows.at(row).line, "line");
    QTEST(lint.rows.at(row).position, "position");
    QFETCH(QString, says);
    QVERIFY2(lint.rows.at(row).text.startsWith(says), qPrintable(lint.rows.at(row).text));
}

void TestComposeRaw::goesToTheLineOfARow()
{
    WindowFixture fixture(false);
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    RawEditor *raw = toRaw(fixture);
    raw->setContent("data: x\n\ndatta: y\n\n");
    auto *lint = fixture.find<LintView>("composeLint");
    QTRY_COMPARE(lint->model()->rowCount(), 3);
    QCOMPARE(fixture.find<QLabel>("composeRawVerdict")->text(),
             QStringLiteral("1 event · 1 finding"));
    QCOMPARE(fixture.find<QLabel>("composeRawSize")->text(), QStringLiteral("19 bytes"));
    const QRect rect = lint->visualRect(lint->model()->index(2, 0));
    QTest::mouseClick(lint->viewport(), Qt::LeftButton, {}, rect.center());
    QCOMPARE(raw->textCursor().blockNumber(), 2);
    QVERIFY(raw->hasFocus());
}

void TestComposeRaw::survivesARestart()
{
    {
        WindowFixture fixture;
        toRaw(fixture)->setContent("data: \\xff\n\n");
        fixture.window().compose().send();
    }
    WindowFixture fixture;
    QVERIFY(fixture.find<RawEditor>("composeRaw")->isVisible());
    QCOMPARE(fixture.find<RawEditor>("composeRaw")->content(), QByteArray("data: \\xff\n\n"));
    const auto client = fixture.connectClient();
    fixture.window().compose().resendLast();
    QTRY_VERIFY(client->has("data: \xff\n\n"));
}

QTEST_MAIN(TestComposeRaw)
#include "tst_composeraw.moc"
