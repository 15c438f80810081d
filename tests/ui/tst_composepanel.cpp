// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"
#include "app/models/connectionsmodel.h"
#include "app/models/eventlogmodel.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/datahint.h"
#include "ui/log/logpanel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

class TestComposePanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsWhatWasComposed();
    void sendsToSelectedClients();
    void marksWhatTheFormatCannotCarry_data();
    void marksWhatTheFormatCannotCarry();
    void keepsPastedLineBreaks();
    void keepsSpecialCharactersOfData();
    void holdsLargeDataAside();
    void judgesData_data();
    void judgesData();
    void previewNeverClaimsAnUnknownId();
    void remembersSentEvents();
    void keepsTheOtherModesText();
    void longLinesAreNotCut();
    void aHeldKeySendsOnce();
    void tabGoesThroughInOrder();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestComposePanel::sendsWhatWasComposed()
{
    WindowFixture fixture;
    const auto client = fixture.connectClient();
    QTRY_COMPARE(fixture.session().connectionsModel().liveCount(), 1);
    fixture.window().clients().selectClient(fixture.session().connectionsModel().row(0).facts->id);

    fixture.find<QComboBox>("composeEvent")->setEditText(QStringLiteral("order.paid"));
    fixture.find<QLineEdit>("composeRetry")->setText(QStringLiteral("3000"));
    auto *data = fixture.find<DataEditor>("composeData");
    data->setFocus();
    QTest::keyClicks(data, QStringLiteral("{\"order\":1842}"));
    QTest::keyClick(data, Qt::Key_Return);
    QTest::keyClicks(data, QStringLiteral("second"));
    QTest::keyClick(data, Qt::Key_Return, Qt::ControlModifier);

    QTRY_VERIFY(client->has("event: order.paid\nid: 1\nretry: 3000\n"
                            "data: {\"order\":1842}\ndata: second\n\n"));
    EventLogModel &log = fixture.window().clients().log().model();
    QTRY_VERIFY([&] {
        for (int row = 0; row < log.rowCount(); ++row) {
            if (log.entry(row)->eventType == "order.paid")
                return true;
        }
        return false;
    }());
    QTRY_COMPARE(fixture.find<QLabel>("composeOutcome")->text(),
                 QStringLiteral("Sent as id 1 to 1 client"));
    QCOMPARE(data->data(), QByteArray("{\"order\":1842}\nsecond"));
}

void TestComposePanel::sendsToSelectedClients()
{
    WindowFixture fixture;
    const auto first = fixture.connectClient();
    const auto second = fixture.connectClient();
    ConnectionsModel &model = fixture.session().connectionsModel();
    QTRY_COMPARE(model.liveCount(), 2);
    fixture.window().clients().selectClient(model.row(1).facts->id);
    auto *to = fixture.find<QComboBox>("composeTo");
    QTRY_COMPARE(to->itemText(1), QStringLiteral("Selected clients (1)"));
    to->setCurrentIndex(1);
    fixture.find<DataEditor>("composeData")->setData("for one");
    fixture.window().compose().send();
    to->setCurrentIndex(0);
    fixture.find<DataEditor>("composeData")->setData("for all");
    fixture.window().compose().send();
    QTRY_VERIFY(first->has("for all") && second->has("for all"));
    QCOMPARE(int(first->has("for one")) + int(second->has("for one")), 1);
}

void TestComposePanel::marksWhatTheFormatCannotCarry_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    const auto event = QStringLiteral("composeEvent");
    const auto id = QStringLiteral("composeOwnId");
    const auto retry = QStringLiteral("composeRetry");
    QTest::newRow("plain event") << event << QStringLiteral("order.paid") << true;
    QTest::newRow("LF in event") << event << QStringLiteral("a\nb") << false;
    QTest::newRow("CR in event") << event << QStringLiteral("a\rb") << false;
    QTest::newRow("empty id") << id << QString() << true;
    QTest::newRow("LF in id") << id << QStringLiteral("1\n2") << false;
    QTest::newRow("NUL in id") << id << QStringLiteral("1") + QChar(u'\0') << false;
    QTest::newRow("whole retry") << retry << QStringLiteral("0") << true;
    QTest::newRow("negative retry") << retry << QStringLiteral("-1") << false;
    QTest::newRow("fraction") << retry << QStringLiteral("1.5") << false;
    QTest::newRow("other digits") << retry << QStringLiteral("٣") << false;
    QTest::newRow("endless retry") << retry << QStringLiteral("99999999999999999999") << false;
    QTest::newRow("no path") << QStringLiteral("composeEndpoint") << QStringLiteral("events")
                             << false;
}

void TestComposePanel::marksWhatTheFormatCannotCarry()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(bool, valid);
    WindowFixture fixture(false);
    fixture.find<QComboBox>("composeIdChoice")->setCurrentIndex(2);
    auto *widget = fixture.window().findChild<QWidget *>(field);
    if (auto *combo = qobject_cast<QComboBox *>(widget))
        combo->setEditText(text);
    else
        qobject_cast<QLineEdit *>(widget)->setText(text);
    QTRY_COMPARE(widget->property("invalid").toBool(), !valid);
    auto *sendButton = fixture.find<QPushButton>("composeSend");
    QCOMPARE(sendButton->isEnabled(), valid);
    const bool says = !fixture.find<QLabel>("composeFieldError")->text().isEmpty()
        || !fixture.find<QLabel>("composeEndpointError")->text().isEmpty();
    QCOMPARE(says, !valid);
    QSignalSpy published(&fixture.session().compose(), &ComposeController::sent);
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    widget->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(published.count(), valid ? 1 : 0);
}

void TestComposePanel::keepsPastedLineBreaks()
{
    WindowFixture fixture(false);
    auto *event = fixture.find<QComboBox>("composeEvent");
    event->setEditText(QString());
    QGuiApplication::clipboard()->setText(QStringLiteral("order\ndata: forged"));
    event->setFocus();
    event->lineEdit()->paste();
    QCOMPARE(event->currentText(), QStringLiteral("order\ndata: forged"));
    QTRY_VERIFY(!fixture.find<QPushButton>("composeSend")->isEnabled());
}

void TestComposePanel::keepsSpecialCharactersOfData()
{
    DataEditor editor;
    const QByteArray text = QStringLiteral("a\u00a0b\u2028c\t\u00e9\nend").toUtf8();
    editor.setData(text);
    QCOMPARE(editor.data(), text);
    editor.setData({});
    QTest::keyClicks(&editor, QStringLiteral("x"));
    QTest::keyClick(&editor, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(&editor, QStringLiteral("y"));
    QCOMPARE(editor.data(), QByteArray("x\ny"));
}

void TestComposePanel::holdsLargeDataAside()
{
    WindowFixture fixture(false);
    auto *data = fixture.find<DataEditor>("composeData");
    const QByteArray large(10 * 1024 * 1024, 'x');
    QGuiApplication::clipboard()->setText(QString::fromLatin1(large));
    data->setData({});
    data->paste();
    QVERIFY(data->isHeldAside());
    QCOMPARE(data->data(), large);
    QVERIFY(data->toPlainText().size() < 10'000);
    QTRY_VERIFY(fixture.find<QPlainTextEdit>("composeWire")->toPlainText().size() > 1000);
    QVERIFY(fixture.find<QPlainTextEdit>("composeWire")->toPlainText().size() < 10'000);
    QTest::keyClick(data, Qt::Key_Delete);
    QCOMPARE(data->data(), QByteArray());
}

void TestComposePanel::judgesData_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QString>("begins");
    QTest::newRow("object") << QByteArray("{\"a\":1}") << QStringLiteral("valid JSON, 7 bytes");
    QTest::newRow("number") << QByteArray("42") << QStringLiteral("valid JSON, 2 bytes");
    QTest::newRow("two numbers") << QByteArray("1,2") << QStringLiteral("text, 3 bytes");
    QTest::newRow("text") << QByteArray("hello") << QStringLiteral("text, 5 bytes");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
    QTest::newRow("error") << QByteArray("{\n \"a\": x}")
                           << QStringLiteral("JSON error at line 2, column ");
    QTest::newRow("bytes, not characters")
        << QByteArray("\xc5\x81") << QStringLiteral("text, 2 bytes");
}

void TestComposePanel::judgesData()
{
    QFETCH(QByteArray, data);
    QFETCH(QString, begins);
    const QString text = dataHint(data).text;
    QVERIFY2(text.startsWith(begins), qPrintable(text));
}

void TestComposePanel::previewNeverClaimsAnUnknownId()
{
    WindowFixture fixture;
    auto *wire = fixture.find<QPlainTextEdit>("composeWire");
    fixture.find<DataEditor>("composeData")->setData("x");
    QTRY_VERIFY(wire->toPlainText().contains(QStringLiteral("id: (next)↵\ndata: x↵\n↵")));
    fixture.window().compose().send();
    QTRY_VERIFY(wire->toPlainText().contains(QStringLiteral("id: 2↵")));
}

void TestComposePanel::remembersSentEvents()
{
    {
        WindowFixture fixture;
        fixture.find<QComboBox>("composeEvent")->setEditText(QStringLiteral("order.paid"));
        fixture.find<DataEditor>("composeData")->setData("{\"order\":1}");
        fixture.window().compose().send();
    }
    WindowFixture fixture;
    auto *event = fixture.find<QComboBox>("composeEvent");
    QCOMPARE(event->currentText(), QStringLiteral("order.paid"));
    QVERIFY(event->findText(QStringLiteral("order.paid")) >= 0);
    QCOMPARE(fixture.find<DataEditor>("composeData")->data(), QByteArray("{\"order\":1}"));
    QSettings settings;
    SentHistory history;
    history.restore(settings);
    QCOMPARE(history.drafts().size(), 1);
    QCOMPARE(history.drafts().first().draft.event, QStringLiteral("order.paid"));
}

void TestComposePanel::keepsTheOtherModesText()
{
    WindowFixture fixture(false);
    ComposePanel &panel = fixture.window().compose();
    Draft both;
    both.data = "typed";
    both.raw = QStringLiteral("data: raw\n\n");
    panel.setDraft(both);
    Draft event;
    event.data = "taken";
    panel.setDraft(event);
    QCOMPARE(panel.draft().raw, both.raw);
    Draft raw;
    raw.mode = DraftMode::Raw;
    raw.raw = QStringLiteral(": taken\n\n");
    panel.setDraft(raw);
    QCOMPARE(panel.draft().raw, raw.raw);
    QCOMPARE(panel.draft().data, QByteArray("taken"));
    panel.setDraft(both);
    QCOMPARE(panel.draft(), both);
}

void TestComposePanel::longLinesAreNotCut()
{
    WindowFixture fixture(false);
    Draft draft;
    draft.endpoint = u'/' + QString(40'000, u'e');
    draft.event = QString(40'000, u't');
    draft.idChoice = IdChoice::Own;
    draft.ownId = QString(40'000, u'i');
    draft.comment = QString(40'000, u'c');
    draft.match = QString(40'000, u'm');
    fixture.window().compose().setDraft(draft);
    QVERIFY(fixture.window().compose().draft() == draft);
}

void TestComposePanel::aHeldKeySendsOnce()
{
    WindowFixture fixture;
    QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
    const auto client = fixture.connectClient();
    auto *data = fixture.find<DataEditor>("composeData");
    data->setData("held");
    data->setFocus();
    for (int n = 0; n < 5; ++n)
        qt_handleKeyEvent(fixture.window().windowHandle(), QEvent::KeyPress, Qt::Key_Return,
                          Qt::ControlModifier, QString(), n > 0);
    data->setData("end");
    fixture.window().compose().send();
    QTRY_VERIFY(client->has("data: end\n\n"));
    QCOMPARE(client->count("data: held\n\n"), 1);
    QCOMPARE(data->data(), QByteArray("end"));
}

void TestComposePanel::tabGoesThroughInOrder()
{
    WindowFixture fixture(false);
    QStringList names;
    const QWidget *first = fixture.find<QPushButton>("composeModeEvent");
    const QWidget *at = first;
    do {
        const bool isStop = at->isVisible() && at->isEnabled() && (at->focusPolicy() & Qt::TabFocus)
            && !at->focusProxy() && fixture.window().compose().isAncestorOf(at)
            && at->window() == &fixture.window();
        if (isStop && !at->objectName().isEmpty() && !at->objectName().startsWith(u'q'))
            names.append(at->objectName());
        at = at->nextInFocusChain();
    } while (at != first);
    QCOMPARE(names.join(u' '),
             QStringLiteral("composeModeEvent composeModeRaw composeMore composeHistory "
                            "composeEndpoint composeTo composeEvent composeIdChoice composeRetry "
                            "composeData dataToolsButton composeWire composeSend composeRepeat "
                            "composeSave"));
}

QTEST_MAIN(TestComposePanel)
#include "tst_composepanel.moc"
