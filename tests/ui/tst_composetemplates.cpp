// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

class TestComposeTemplates final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsWhatIsFilledIn();
    void previewsWhatIsFilledIn();
    void judgesWhatIsFilledIn();
    void marksWhatCannotBeFilledIn_data();
    void marksWhatCannotBeFilledIn();
    void stopsWhatLoops();
    void sendsTemplatesAsTextWhenOff();
    void startsOver();
    void insertsExamples();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

namespace {

void setDraft(WindowFixture &fixture, const QString &event, const QByteArray &data)
{
    Draft draft;
    draft.event = event;
    draft.idChoice = IdChoice::None;
    draft.data = data;
    fixture.window().compose().setDraft(draft);
}

} // namespace

void TestComposeTemplates::sendsWhatIsFilledIn()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    setDraft(fixture, QStringLiteral("e${1 + 1}"), "{\"n\":${seq}}\n${\"}\"}");
    auto *data = fixture.find<DataEditor>("composeData");
    for (int n = 0; n < 3; ++n)
        QTest::keyClick(data, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(client->has("event: e2\ndata: {\"n\":3}\ndata: }\n\n"));
    for (const char *each : {"{\"n\":1}", "{\"n\":2}", "{\"n\":3}"})
        QCOMPARE(client->count(each), 1);
}

void TestComposeTemplates::previewsWhatIsFilledIn()
{
    WindowFixture fixture;
    setDraft(fixture, QStringLiteral("x"), "${seq * 10}");
    auto *wire = fixture.find<QPlainTextEdit>("composeWire");
    QTRY_COMPARE(wire->toPlainText(), QStringLiteral("event: x↵\ndata: 10↵\n↵"));
    QVERIFY(fixture.find<QLabel>("composeTemplates")->isVisible());
    fixture.window().compose().send();
    QTRY_COMPARE(wire->toPlainText(), QStringLiteral("event: x↵\ndata: 20↵\n↵"));
    fixture.find<DataEditor>("composeData")->setData("plain");
    QTRY_COMPARE(wire->toPlainText(), QStringLiteral("event: x↵\ndata: plain↵\n↵"));
    QVERIFY(fixture.find<QLabel>("composeTemplates")->isHidden());
}

void TestComposeTemplates::judgesWhatIsFilledIn()
{
    WindowFixture fixture(false);
    setDraft(fixture, {}, "{\"n\": ${1 + 1}}");
    QTRY_COMPARE(fixture.find<QLabel>("composeHint")->text(),
                 QStringLiteral("valid JSON, 8 bytes"));
}

void TestComposeTemplates::marksWhatCannotBeFilledIn_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("underlined"); ///< in the data; empty: the event is marked
    QTest::newRow("unknown name") << QStringLiteral("x") << QByteArray("a ${nobody} b")
                                  << QStringLiteral("${nobody}");
    QTest::newRow("throws") << QStringLiteral("x") << QByteArray("é ${null.x}")
                            << QStringLiteral("${null.x}");
    QTest::newRow("no JavaScript")
        << QStringLiteral("x") << QByteArray("${1 +}") << QStringLiteral("${1 +}");
    QTest::newRow("without end") << QStringLiteral("x") << QByteArray("a ${seq") << QString();
    QTest::newRow("in the type") << QStringLiteral("a${nobody}") << QByteArray("x") << QString();
    QTest::newRow("filled in with a line break")
        << QStringLiteral("a${\"\\n\"}") << QByteArray("x") << QString();
}

void TestComposeTemplates::marksWhatCannotBeFilledIn()
{
    QFETCH(QString, event);
    QFETCH(QByteArray, data);
    QFETCH(QString, underlined);
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    QSignalSpy failed(&fixture.session().compose(), &ComposeController::sendFailed);
    QSignalSpy sent(&fixture.session().compose(), &ComposeController::sent);
    setDraft(fixture, event, data);
    fixture.window().compose().send(); // before it was looked at
    QTRY_COMPARE(failed.count(), 1);
    auto *send = fixture.find<QPushButton>("composeSend");
    QTRY_VERIFY(!send->isEnabled());
    auto *editor = fixture.find<DataEditor>("composeData");
    auto *type = fixture.find<QComboBox>("composeEvent");
    QCOMPARE(type->property("invalid").toBool(), data == "x");
    QCOMPARE(editor->property("invalid").toBool(), data != "x");
    const char *label = data == "x" ? "composeFieldError" : "composeDataError";
    QVERIFY(fixture.find<QLabel>(label)->isVisible());
    if (!underlined.isEmpty()) {
        QCOMPARE(editor->extraSelections().size(), 1);
        QCOMPARE(editor->extraSelections().constFirst().cursor.selectedText(), underlined);
    }
    fixture.window().compose().send();
    QTest::keyClick(editor, Qt::Key_Return, Qt::ControlModifier);
    editor->setData("good");
    type->setEditText(QStringLiteral("good"));
    QTRY_VERIFY(send->isEnabled());
    QVERIFY(editor->extraSelections().isEmpty());
    fixture.window().compose().send();
    QTRY_VERIFY(client->has("event: good\ndata: good\n\n"));
    QCOMPARE(client->count("data:"), 1);
    QCOMPARE(sent.count(), 1);
    QCOMPARE(failed.count(), 1);
}

void TestComposeTemplates::stopsWhatLoops()
{
    WindowFixture fixture;
    setDraft(fixture, {}, "${(() => { for (;;); })()}");
    QTRY_VERIFY(!fixture.find<QPushButton>("composeSend")->isEnabled());
    QVERIFY(fixture.find<QLabel>("composeDataError")->isVisible());
    fixture.find<DataEditor>("composeData")->setData("${1 + 1}");
    QTRY_VERIFY(fixture.find<QPushButton>("composeSend")->isEnabled());
}

void TestComposeTemplates::sendsTemplatesAsTextWhenOff()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    setDraft(fixture, {}, "${seq}");
    fixture.find<QAction>("composeTemplatesToggle")->setChecked(false);
    fixture.window().compose().send();
    QTRY_VERIFY(client->has("data: ${seq}\n\n"));
}

void TestComposeTemplates::startsOver()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    setDraft(fixture, {}, "n${seq}");
    fixture.window().compose().send();
    fixture.window().compose().send();
    QTRY_VERIFY(client->has("data: n2\n\n"));
    fixture.find<QAction>("composeStartOver")->trigger();
    fixture.window().compose().send();
    QTRY_COMPARE(client->count("data: n1\n\n"), 2);
}

void TestComposeTemplates::insertsExamples()
{
    WindowFixture fixture;
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    setDraft(fixture, QStringLiteral("a"), "b");
    auto *menu = fixture.find<QMenu>("composeInsert");
    auto *data = fixture.find<DataEditor>("composeData");
    data->setFocus();
    data->moveCursor(QTextCursor::End);
    menu->actions().constFirst()->trigger();
    QCOMPARE(data->data(), QByteArray("b${seq}"));
    auto *event = fixture.find<QComboBox>("composeEvent");
    event->setFocus();
    event->lineEdit()->end(false);
    menu->actions().constFirst()->trigger();
    QCOMPARE(event->currentText(), QStringLiteral("a${seq}"));
    for (QAction *action : menu->actions()) {
        data->setData({});
        data->setFocus();
        action->trigger();
        QTRY_VERIFY2(fixture.find<QPlainTextEdit>("composeWire")
                         ->toPlainText()
                         .contains(QStringLiteral("event: a")),
                     qPrintable(action->text()));
    }
}

QTEST_MAIN(TestComposeTemplates)
#include "tst_composetemplates.moc"
