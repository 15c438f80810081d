// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/endpoints/endpointsdialog.h"
#include "ui/settings/numbersettings.h"
#include "ui/settings/serversettingsdialog.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>

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
    void everySettingSurvivesARestart();
    void historyIsNamedInTheStatusLine();
    void unusableHistoryFileIsTold();
    void historyNeedsAName();
    void damagedSettingsKeepTheirDefaults();

private:
    /// The settings dialog, open.
    static ServerSettingsDialog *settings(WindowFixture &fixture);
    template <typename Widget> static Widget *in(const QWidget *dialog, const char *name);
    static void accept(const QWidget *dialog);
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

ServerSettingsDialog *TestServerDialogs::settings(WindowFixture &fixture)
{
    fixture.find<QAction>("showServerSettings")->trigger();
    return fixture.find<ServerSettingsDialog>("serverSettingsDialog");
}

template <typename Widget> Widget *TestServerDialogs::in(const QWidget *dialog, const char *name)
{
    return dialog->findChild<Widget *>(QLatin1String(name));
}

void TestServerDialogs::accept(const QWidget *dialog)
{
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
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
    auto *dialog = settings(fixture);
    in<QSpinBox>(dialog, "maxHeader")->setValue(1);
    in<QSpinBox>(dialog, "replay")->setValue(7);
    accept(dialog);
    RawClient client(fixture.server().url());
    client.get("/", "X-Long: " + QByteArray(2000, 'x') + "\r\n");
    QTRY_VERIFY(client.has("431 "));
    const ServerSettings saved = loadServerSettings(QSettings());
    QCOMPARE(saved.options.maxHeader, qsizetype{1024});
    QCOMPARE(saved.options.replayEvents, 7);
}

void TestServerDialogs::everySettingSurvivesARestart()
{
    const QTemporaryDir folder;
    ServerSettings wanted;
    {
        WindowFixture fixture;
        auto *dialog = settings(fixture);
        int step = 0;
        for (const NumberGroup &group : numberSettings()) {
            for (const NumberSetting &setting : group.settings)
                in<QSpinBox>(dialog, setting.key)->setValue(setting.least + 10 + ++step);
        }
        in<QRadioButton>(dialog, "slowPause")->setChecked(true);
        QVERIFY(in<QSpinBox>(dialog, "pauseLimit")->isEnabled());
        in<QCheckBox>(dialog, "historyOn")->setChecked(true);
        in<QLineEdit>(dialog, "historyFile")->setText(folder.filePath(QStringLiteral("orders.db")));
        in<QLineEdit>(dialog, "cors")->setText(QStringLiteral("https://a.example, *"));
        in<QLineEdit>(dialog, "allowedHosts")->setText(QStringLiteral("sse.example.test"));
        in<QLineEdit>(dialog, "token")->setText(QStringLiteral("secret"));
        in<QCheckBox>(dialog, "privateStreams")->setChecked(true);
        wanted = dialog->values();
        QPointer<QDialog> open(dialog);
        accept(dialog);
        QTRY_VERIFY(!open);
    }
    QCOMPARE(wanted.options.slowReaders, SlowReaderPolicy::Pause);
    QCOMPARE(wanted.options.historyFile, folder.filePath(QStringLiteral("orders.db")));
    QVERIFY(wanted.options.replayAge > std::chrono::minutes(10));
    QCOMPARE(loadServerSettings(QSettings()), wanted);
    WindowFixture fixture(false);
    QCOMPARE(settings(fixture)->values(), wanted);
}

void TestServerDialogs::historyIsNamedInTheStatusLine()
{
    const QTemporaryDir folder;
    WindowFixture fixture;
    const QUrl before = fixture.server().url();
    auto *button = fixture.find<QPushButton>("historyButton");
    QVERIFY(!button->isVisible());
    QPointer<QDialog> dialog(settings(fixture));
    in<QCheckBox>(dialog, "historyOn")->setChecked(true);
    in<QLineEdit>(dialog, "historyFile")->setText(folder.filePath(QStringLiteral("orders.db")));
    accept(dialog);
    QTRY_VERIFY(!dialog); // listening again
    QCOMPARE(fixture.server().url(), before);
    QTRY_VERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("● History: orders.db"));
    QVERIFY(button->toolTip().contains(folder.path()));
    button->click();
    auto *again = fixture.find<ServerSettingsDialog>("serverSettingsDialog");
    QCOMPARE(in<QTabWidget>(again, "settingsTabs")->currentIndex(),
             int{ServerSettingsDialog::History});
    QVERIFY(in<QCheckBox>(again, "historyOn")->isChecked());
    in<QCheckBox>(again, "historyOn")->setChecked(false);
    accept(again);
    QTRY_VERIFY(!button->isVisible());
    const ServerSettings saved = loadServerSettings(QSettings());
    QVERIFY(saved.options.historyFile.isEmpty());
    QCOMPARE(saved.historyPath, folder.filePath(QStringLiteral("orders.db"))); // for next time
}

void TestServerDialogs::unusableHistoryFileIsTold()
{
    const QTemporaryDir folder;
    WindowFixture fixture;
    const QUrl before = fixture.server().url();
    QPointer<QDialog> dialog(settings(fixture));
    in<QCheckBox>(dialog, "historyOn")->setChecked(true);
    in<QLineEdit>(dialog, "historyFile")
        ->setText(folder.filePath(QStringLiteral("nowhere/orders.db")));
    QSignalSpy listening(&fixture.server(), &ServerController::listening);
    accept(dialog);
    auto *problem = in<QLabel>(dialog, "historyProblem");
    QTRY_VERIFY(!problem->isHidden());
    QVERIFY2(problem->text().contains(QStringLiteral("nowhere")), qPrintable(problem->text()));
    QCOMPARE(fixture.find<QPushButton>("problemsButton")->text(), QStringLiteral("● 1 problem"));
    QTRY_COMPARE(listening.count(), 1); // as before
    QVERIFY(dialog);
    QCOMPARE(fixture.server().url(), before);
    QVERIFY(loadServerSettings(QSettings()).options.historyFile.isEmpty());
    in<QLineEdit>(dialog, "historyFile")->setText(folder.filePath(QStringLiteral("orders.db")));
    QVERIFY(problem->isHidden());
    accept(dialog);
    QTRY_VERIFY(!dialog);
    QTRY_VERIFY(fixture.find<QPushButton>("historyButton")->isVisible());
}

void TestServerDialogs::historyNeedsAName()
{
    WindowFixture fixture(false);
    auto *dialog = settings(fixture);
    in<QCheckBox>(dialog, "historyOn")->setChecked(true);
    QVERIFY(in<QLineEdit>(dialog, "historyFile")->text().endsWith(QStringLiteral("/history.db")));
    in<QLineEdit>(dialog, "historyFile")->clear();
    accept(dialog);
    QVERIFY(dialog->isVisible());
    QVERIFY(!in<QLabel>(dialog, "historyProblem")->isHidden());
}

void TestServerDialogs::damagedSettingsKeepTheirDefaults()
{
    QSettings settings;
    settings.setValue(QStringLiteral("server/slowReaders"), QStringLiteral("shout"));
    settings.setValue(QStringLiteral("server/historyOn"), true); // and no file
    settings.setValue(QStringLiteral("server/maxHeader"), QStringLiteral("many"));
    settings.setValue(QStringLiteral("server/heartbeat"), -4);
    QCOMPARE(loadServerSettings(settings), ServerSettings{});
}

QTEST_MAIN(TestServerDialogs)
#include "tst_serverdialogs.moc"
