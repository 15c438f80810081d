// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/settings/serversettingsdialog.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace heliograph;
using namespace heliograph::test;

class TestServerDialogs final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void newEndpointIsServed();
    void unservableEndpointCannotBeSaved();
    void endpointSurvivesARestart();
    void removedEndpointEndsItsStreams();
    void settingsReachTheServer();
    void damagedSettingsKeepTheirDefaults();

private:
    static void define(WindowFixture &fixture, const QString &path, const QString &greeting);

    std::unique_ptr<TemporarySettings> m_settings;
};

void TestServerDialogs::define(WindowFixture &fixture, const QString &path, const QString &greeting)
{
    fixture.find<QAction>("showEndpoints")->trigger();
    fixture.find<QPushButton>("endpointAdd")->click();
    fixture.find<QLineEdit>("endpointPath")->setText(path);
    fixture.find<QPlainTextEdit>("endpointGreeting")->setPlainText(greeting);
    fixture.find<QPushButton>("endpointApply")->click();
}

void TestServerDialogs::newEndpointIsServed()
{
    WindowFixture fixture;
    define(fixture, QStringLiteral("/prices"), QStringLiteral("hello"));
    const auto client = fixture.connectClient("/prices");
    QTRY_VERIFY(client->has("data: hello\n\n"));
}

void TestServerDialogs::unservableEndpointCannotBeSaved()
{
    WindowFixture fixture;
    define(fixture, QStringLiteral("prices"), {});
    QVERIFY(!fixture.find<QPushButton>("endpointApply")->isEnabled());
    QVERIFY(!fixture.find<QLabel>("endpointError")->text().isEmpty());
    QCOMPARE(fixture.find<QListWidget>("endpointList")->count(), 0);
}

void TestServerDialogs::endpointSurvivesARestart()
{
    {
        WindowFixture fixture;
        define(fixture, QStringLiteral("/prices"), QStringLiteral("a, b\\c"));
    }
    WindowFixture fixture;
    const auto client = fixture.connectClient("/prices");
    QTRY_VERIFY(client->has("data: a, b\\c\n\n"));
}

void TestServerDialogs::removedEndpointEndsItsStreams()
{
    WindowFixture fixture;
    define(fixture, QStringLiteral("/prices"), QStringLiteral("hello"));
    const auto client = fixture.connectClient("/prices");
    fixture.find<QPushButton>("endpointRemove")->click();
    QTRY_VERIFY(client->isClosed());
    QVERIFY(client->received().endsWith("0\r\n\r\n"));
}

void TestServerDialogs::settingsReachTheServer()
{
    WindowFixture fixture;
    fixture.find<QAction>("showServerSettings")->trigger();
    auto *dialog = fixture.find<ServerSettingsDialog>("serverSettingsDialog");
    dialog->findChild<QSpinBox *>(QStringLiteral("maxHeader"))->setValue(1);
    dialog->findChild<QSpinBox *>(QStringLiteral("replay"))->setValue(7);
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    RawClient client(fixture.server().url());
    client.get("/", "X-Long: " + QByteArray(2000, 'x') + "\r\n");
    QTRY_VERIFY(client.has("431 "));
    const ServerSettings saved = loadServerSettings(QSettings());
    QCOMPARE(saved.options.maxHeader, qsizetype{1024});
    QCOMPARE(saved.options.replayEvents, 7);
}

void TestServerDialogs::damagedSettingsKeepTheirDefaults()
{
    QSettings settings;
    settings.setValue(QStringLiteral("server/maxHeader"), QStringLiteral("many"));
    settings.setValue(QStringLiteral("server/heartbeat"), -4);
    QCOMPARE(loadServerSettings(settings), ServerSettings{});
}

QTEST_MAIN(TestServerDialogs)
#include "tst_serverdialogs.moc"
