// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"
#include "app/models/connectionsmodel.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/matchfield.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

class TestComposeTargets final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsToEveryoneAndSelected();
    void knowsWhoHasGone();
    void takesTheEndpointOfAClient();
    void cursorStaysWhileEndpointsCome();
    void sendsToThoseThatMatch_data();
    void sendsToThoseThatMatch();
    void countsWhileClientsComeAndGo();
    void marksWrongExpressions_data();
    void marksWrongExpressions();
    void refusesNobody();
    void sendsRawBytesToThoseThatMatch();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

namespace {

/// Two clients at /events and one elsewhere.
struct Scene {
    Scene()
        : ada(window.connectClient("/events?user=42", "User-Agent: Chrome/1\r\n")),
          bob(window.connectClient("/events?user=7", "User-Agent: curl/8\r\n")),
          eve(window.connectClient("/events/other?user=42"))
    {
        if (!QTest::qWaitFor([this] { return clients().liveCount() == 3; }, 10'000))
            qFatal("The clients did not connect.");
    }

    ConnectionsModel &clients() { return window.session().connectionsModel(); }
    ComposePanel &panel() { return window.window().compose(); }

    void aim(const QString &expression)
    {
        window.find<QComboBox>("composeTo")->setCurrentIndex(2);
        window.find<MatchField>("composeMatch")->setText(expression);
    }

    QString count() { return window.find<QLabel>("composeMatchCount")->text(); }

    WindowFixture window;
    std::unique_ptr<RawClient> ada;
    std::unique_ptr<RawClient> bob;
    std::unique_ptr<RawClient> eve;
};

} // namespace

void TestComposeTargets::sendsToEveryoneAndSelected()
{
    Scene scene;
    auto *data = scene.window.find<DataEditor>("composeData");
    data->setData("everyone");
    scene.panel().send();
    scene.window.window().clients().selectClient(scene.clients().row(0).facts->id);
    scene.window.find<QComboBox>("composeTo")->setCurrentIndex(1);
    data->setData("selected");
    scene.panel().send();
    scene.window.find<QComboBox>("composeTo")->setCurrentIndex(0);
    data->setData("end");
    scene.panel().send();
    QTRY_VERIFY(scene.ada->has("end") && scene.bob->has("end"));
    QVERIFY(scene.ada->has("data: everyone\n\n") && scene.bob->has("data: everyone\n\n"));
    QCOMPARE(scene.ada->count("selected") + scene.bob->count("selected"), 1);
    QVERIFY(!scene.eve->has("data:"));
}

void TestComposeTargets::knowsWhoHasGone()
{
    Scene scene;
    auto *to = scene.window.find<QComboBox>("composeTo");
    auto *send = scene.window.find<QPushButton>("composeSend");
    const auto idOf = [&](const char *agent) {
        int row = 0;
        while (!scene.clients().row(row).facts->userAgent.startsWith(agent))
            ++row;
        return scene.clients().row(row).facts->id;
    };
    scene.window.session().compose().setSelectedClients({idOf("Chrome"), idOf("curl")});
    to->setCurrentIndex(1);
    QCOMPARE(to->itemText(1), QStringLiteral("Selected clients (2)"));
    scene.ada.reset();
    QTRY_COMPARE(to->itemText(1), QStringLiteral("Selected clients (1 of 2)"));
    QVERIFY(send->isEnabled());
    scene.bob.reset();
    QTRY_VERIFY(!send->isEnabled());
    QVERIFY(scene.window.find<QLabel>("composeFieldError")
                ->text()
                .startsWith(QLatin1String("None of the selected clients is at /events now.")));
    to->setCurrentIndex(0);
    QTRY_VERIFY(send->isEnabled());
}

void TestComposeTargets::takesTheEndpointOfAClient()
{
    Scene scene;
    QTRY_COMPARE(scene.window.server().snapshot()->connections.size(), 3);
    int row = 0;
    while (scene.clients().row(row).facts->endpoint != "/events/other")
        ++row;
    scene.panel().aimAt({scene.clients().row(row).facts->id});
    QCOMPARE(scene.panel().draft().endpoint, QStringLiteral("/events/other"));
    scene.window.find<DataEditor>("composeData")->setData("for eve");
    scene.panel().send();
    QTRY_VERIFY(scene.eve->has("data: for eve\n\n"));
    QVERIFY(!scene.ada->has("for eve") && !scene.bob->has("for eve"));
}

void TestComposeTargets::cursorStaysWhileEndpointsCome()
{
    Scene scene;
    auto *endpoint = scene.window.find<QComboBox>("composeEndpoint");
    endpoint->setEditText(QStringLiteral("/events/abc"));
    endpoint->lineEdit()->setSelection(8, 2);
    const auto late = scene.window.connectClient("/events/late");
    QTRY_VERIFY(endpoint->findText(QStringLiteral("/events/late")) >= 0);
    QCOMPARE(endpoint->lineEdit()->selectedText(), QStringLiteral("ab"));
    QTest::keyClicks(endpoint->lineEdit(), QStringLiteral("X"));
    QCOMPARE(endpoint->currentText(), QStringLiteral("/events/Xc"));
}

void TestComposeTargets::sendsToThoseThatMatch_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<int>("toAda");
    QTest::addColumn<int>("toBob");
    QTest::newRow("query") << QStringLiteral("query.user == \"42\"") << 1 << 0;
    QTest::newRow("agent") << QStringLiteral("userAgent.includes(\"curl\")") << 0 << 1;
    QTest::newRow("all") << QStringLiteral("true") << 1 << 1;
    QTest::newRow("none") << QStringLiteral("id < 0") << 0 << 0;
}

void TestComposeTargets::sendsToThoseThatMatch()
{
    QFETCH(QString, expression);
    QFETCH(int, toAda);
    QFETCH(int, toBob);
    Scene scene;
    scene.aim(expression);
    const int clients = toAda + toBob;
    QTRY_COMPARE(scene.count(),
                 clients == 1 ? QStringLiteral("1 client now")
                              : QStringLiteral("%1 clients now").arg(clients));
    scene.window.find<DataEditor>("composeData")->setData("matched");
    scene.panel().send();
    scene.window.find<QComboBox>("composeTo")->setCurrentIndex(0);
    scene.window.find<DataEditor>("composeData")->setData("end");
    scene.panel().send();
    QTRY_VERIFY(scene.ada->has("data: end\n\n") && scene.bob->has("data: end\n\n"));
    QCOMPARE(scene.ada->count("data: matched\n\n"), toAda);
    QCOMPARE(scene.bob->count("data: matched\n\n"), toBob);
    QVERIFY(!scene.eve->has("matched"));
}

void TestComposeTargets::countsWhileClientsComeAndGo()
{
    Scene scene;
    scene.aim(QStringLiteral("query.user == \"42\""));
    QTRY_COMPARE(scene.count(), QStringLiteral("1 client now"));
    const auto another = scene.window.connectClient("/events?user=42");
    QTRY_COMPARE(scene.count(), QStringLiteral("2 clients now"));
    scene.window.find<QComboBox>("composeEndpoint")->setEditText(QStringLiteral("/events/other"));
    QTRY_COMPARE(scene.count(), QStringLiteral("1 client now"));
    scene.eve->close();
    QTRY_COMPARE(scene.count(), QStringLiteral("0 clients now"));
}

void TestComposeTargets::marksWrongExpressions_data()
{
    QTest::addColumn<QString>("expression");
    QTest::newRow("unknown name") << QStringLiteral("nobody == 1");
    QTest::newRow("no JavaScript") << QStringLiteral("query.user ==");
    QTest::newRow("throws") << QStringLiteral("query.no.thing");
    QTest::newRow("empty") << QString();
}

void TestComposeTargets::marksWrongExpressions()
{
    QFETCH(QString, expression);
    Scene scene;
    scene.aim(expression);
    auto *match = scene.window.find<MatchField>("composeMatch");
    auto *send = scene.window.find<QPushButton>("composeSend");
    QTRY_VERIFY(!send->isEnabled());
    QVERIFY(!scene.window.find<QLabel>("composeEndpointError")->text().isEmpty());
    QCOMPARE(match->property("invalid").toBool(), !expression.isEmpty());
    match->setText(QStringLiteral("true"));
    QTRY_VERIFY(send->isEnabled());
    QTRY_COMPARE(scene.count(), QStringLiteral("2 clients now"));
    QVERIFY(!match->property("invalid").toBool());
}

void TestComposeTargets::refusesNobody()
{
    Scene scene;
    scene.window.find<QComboBox>("composeTo")->setCurrentIndex(1);
    QTRY_VERIFY(!scene.window.find<QPushButton>("composeSend")->isEnabled());
    scene.window.find<QComboBox>("composeTo")->setCurrentIndex(0);
    QTRY_VERIFY(scene.window.find<QPushButton>("composeSend")->isEnabled());
}

void TestComposeTargets::sendsRawBytesToThoseThatMatch()
{
    Scene scene;
    Draft draft;
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: \\xff\n\n");
    draft.to = TargetChoice::Matching;
    draft.match = QStringLiteral("query.user == \"7\"");
    scene.panel().setDraft(draft);
    scene.panel().send();
    QTRY_VERIFY(scene.bob->has("data: \xff\n\n"));
    QVERIFY(!scene.ada->has("data:"));
}

QTEST_MAIN(TestComposeTargets)
#include "tst_composetargets.moc"
