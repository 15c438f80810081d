// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/scenariosmodel.h"
#include "tests/ui/windowfixture.h"
#include "ui/parts/noticebar.h"
#include "ui/scenarios/codeeditor.h"
#include "ui/scenarios/consoleview.h"
#include "ui/scenarios/scenariodesk.h"
#include "ui/scenarios/scenariolist.h"
#include "ui/scenarios/scenariospanel.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>

using namespace heliograph;
using namespace heliograph::test;

namespace {

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// The window on its tab of scenarios.
class Scene final {
public:
    Scene() { window.window().showTab(MainWindow::Tab::Scenarios); }

    [[nodiscard]] ScenariosPanel &panel() { return *window.window().scenarios(); }
    [[nodiscard]] CodeEditor &editor() { return panel().editor(); }
    [[nodiscard]] QString console() { return panel().console().text().toPlainText(); }
    [[nodiscard]] NoticeBar &error() { return *window.find<NoticeBar>("scenarioError"); }
    [[nodiscard]] NoticeBar &conflict() { return *window.find<NoticeBar>("scenarioConflict"); }
    [[nodiscard]] const ScenariosModel &model() { return window.session().scenarios().model(); }
    [[nodiscard]] QString state() { return window.find<QLabel>("scenarioState")->text(); }
    [[nodiscard]] bool runs() { return model().row(model().rowOf(panel().current())).isRunning(); }
    void trigger(const char *action) { window.find<QAction>(action)->trigger(); }
    void type(const char *text)
    {
        editor().selectAll();
        editor().insertPlainText(QString::fromUtf8(text));
    }

    WindowFixture window;
};

} // namespace

class TestScenariosPanel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void runsAPreset();
    void typesRunsStopsAndBreaks();
    void tellsASyntaxErrorAtOnce();
    void tellsOfAScriptThatNeverYields();
    void restartsWhenTheFileChanges();
    void asksWhenBothChanged();
    void copiesACurlCommand();
    void closesOnlyWhatIsSaved();
    void comesBackAsItWas();
    void givesTheEditorRoom();
    void everythingHasAName();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

void TestScenariosPanel::runsAPreset()
{
    Scene scene;
    scene.panel().select(QStringLiteral("clock.js"));
    QVERIFY(scene.editor().toPlainText().contains(QLatin1String("/clock")));
    auto *run = scene.window.find<QPushButton>("scenarioRun");
    run->click();
    QTRY_VERIFY(scene.runs());
    QCOMPARE(run->text(), QStringLiteral("Restart"));
    QTRY_COMPARE(scene.window.find<QTabWidget>("tabs")->tabText(3), QStringLiteral("Scenarios 1"));
    {
        const auto client = scene.window.connectClient("/clock");
        QTRY_VERIFY(scene.state().contains(u'1'));
    }
    scene.window.find<QPushButton>("scenarioStop")->click();
    QTRY_VERIFY(!scene.runs());
    QCOMPARE(run->text(), QStringLiteral("Run"));
}

void TestScenariosPanel::typesRunsStopsAndBreaks()
{
    Scene scene;
    scene.trigger("newScenario");
    QCOMPARE(scene.panel().current(), QStringLiteral("untitled.js"));
    scene.type("console.log('it begins');\nsetInterval(() => {}, 1000);\n");
    scene.trigger("runScenario");
    QTRY_VERIFY(scene.console().contains(QLatin1String("it begins")));
    QTRY_VERIFY(scene.runs());
    scene.trigger("stopScenario");
    QTRY_VERIFY(!scene.runs());
    QVERIFY(scene.error().isHidden());

    scene.type("const a = 1;\n\n  nothing.here(a);\n");
    scene.trigger("runScenario");
    QTRY_VERIFY(!scene.error().isHidden());
    QVERIFY(scene.error().text().startsWith(QLatin1String("untitled.js:3")));
    QCOMPARE(scene.editor().markedLine(), 3);
    QTRY_VERIFY(scene.console().contains(QLatin1String("untitled.js:3")));
    scene.editor().moveCursor(QTextCursor::Start);
    scene.window.find<QPushButton>("scenarioShowError")->click();
    QCOMPARE(scene.editor().textCursor().blockNumber(), 2);

    scene.type("console.log('mended');\n");
    scene.trigger("runScenario");
    QTRY_VERIFY(scene.error().isHidden());
    QCOMPARE(scene.editor().markedLine(), 0);
    QTRY_VERIFY(scene.console().contains(QLatin1String("mended")));
}

void TestScenariosPanel::tellsASyntaxErrorAtOnce()
{
    Scene scene;
    scene.trigger("newScenario");
    scene.type("let a = 1;\nlet b = ;\n");
    scene.trigger("runScenario");
    QTRY_COMPARE(scene.editor().markedLine(), 2);
    QVERIFY(scene.error().text().contains(QLatin1String("SyntaxError")));
    // The same mistake once more, in another line.
    scene.editor().moveCursor(QTextCursor::Start);
    scene.editor().insertPlainText(QStringLiteral("\n\n"));
    QCOMPARE(scene.editor().markedLine(), 4);
    scene.trigger("runScenario");
    QTRY_VERIFY(scene.error().text().startsWith(QLatin1String("untitled.js:4")));
    QCOMPARE(scene.editor().markedLine(), 4);
}

void TestScenariosPanel::tellsOfAScriptThatNeverYields()
{
    Scene scene;
    scene.trigger("newScenario");
    scene.type("console.log('begins');\nfor (;;) {}\n");
    scene.trigger("runScenario");
    QTRY_VERIFY(!scene.error().isHidden());
    QVERIFY2(scene.error().text().contains(QLatin1String("yield")),
             qPrintable(scene.error().text()));
}

void TestScenariosPanel::restartsWhenTheFileChanges()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("live.js"));
    write(path, "console.log('first');\nsetInterval(() => {}, 1000);\n");
    Scene scene;
    scene.panel().openFile(path);
    QCOMPARE(scene.panel().current(), QStringLiteral("live.js"));
    scene.trigger("runScenario");
    QTRY_VERIFY(scene.console().contains(QLatin1String("first")));
    write(path + u'~', "console.log('second');\nsetInterval(() => {}, 1000);\n");
    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::rename(path + u'~', path));
    QTRY_VERIFY(scene.console().contains(QLatin1String("second")));
    QVERIFY(scene.editor().toPlainText().contains(QLatin1String("second")));
    // One that broke is mended by the next save.
    write(path, "nothing.here();\n");
    QTRY_VERIFY(!scene.error().isHidden());
    write(path, "console.log('third');\n");
    QTRY_VERIFY(scene.console().contains(QLatin1String("third")));
    QTRY_VERIFY(scene.error().isHidden());
}

void TestScenariosPanel::asksWhenBothChanged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("both.js"));
    write(path, "// mine\n");
    Scene scene;
    scene.panel().openFile(path);
    scene.type("// changed here\n");
    write(path, "// changed there\n");
    QTRY_VERIFY(!scene.conflict().isHidden());
    scene.window.find<QPushButton>("keepMine")->click();
    QVERIFY(scene.conflict().isHidden());
    QCOMPARE(scene.editor().toPlainText(), QStringLiteral("// changed here\n"));
    write(path, "// changed there again\n");
    QTRY_VERIFY(!scene.conflict().isHidden());
    scene.window.find<QPushButton>("takeTheirs")->click();
    QCOMPARE(scene.editor().toPlainText(), QStringLiteral("// changed there again\n"));
    scene.type("// mine, saved\n");
    scene.trigger("saveScenario");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("// mine, saved\n"));
}

void TestScenariosPanel::copiesACurlCommand()
{
    Scene scene;
    scene.panel().select(QStringLiteral("clock.js"));
    scene.window.find<QToolButton>("scenarioPath0")->click();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("curl -N %1/clock").arg(scene.window.server().url().toString()));
}

void TestScenariosPanel::closesOnlyWhatIsSaved()
{
    Scene scene;
    const int before = scene.model().rowCount();
    scene.trigger("newScenario"); // as it comes, nothing of it can be lost
    scene.trigger("closeScenario");
    QCOMPARE(scene.model().rowCount(), before);
    scene.trigger("newScenario");
    scene.type("// mine\n");
    scene.trigger("closeScenario");
    auto *bar = scene.window.find<NoticeBar>("scenarioUnsaved");
    QVERIFY(!bar->isHidden());
    QCOMPARE(scene.model().rowCount(), before + 1);
    scene.window.find<QPushButton>("unsavedClose")->click();
    QVERIFY(bar->isHidden());
    QCOMPARE(scene.model().rowCount(), before);
    QCOMPARE(scene.panel().current(), scene.model().row(before - 1).name);
}

void TestScenariosPanel::comesBackAsItWas()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("kept.js"));
    write(path, "// on disk\n");
    {
        Scene scene;
        scene.panel().openFile(path);
        scene.type("// not saved\n");
        scene.trigger("newScenario");
        scene.type("// new\n");
        scene.panel().select(QStringLiteral("clock.js"));
        scene.type("// tried out\n");
        scene.panel().select(QStringLiteral("kept.js"));
    }
    Scene scene;
    QCOMPARE(scene.panel().current(), QStringLiteral("kept.js"));
    QCOMPARE(scene.editor().toPlainText(), QStringLiteral("// not saved\n"));
    QVERIFY(scene.model().row(scene.model().rowOf(QStringLiteral("kept.js"))).isModified);
    scene.panel().select(QStringLiteral("untitled.js"));
    QCOMPARE(scene.editor().toPlainText(), QStringLiteral("// new\n"));
    scene.panel().select(QStringLiteral("clock.js"));
    QCOMPARE(scene.editor().toPlainText(), QStringLiteral("// tried out\n"));
    scene.trigger("revertScenario");
    QVERIFY(scene.editor().toPlainText().contains(QLatin1String("/clock")));
    QVERIFY(!scene.model().row(scene.model().rowOf(QStringLiteral("clock.js"))).isModified);
}

void TestScenariosPanel::givesTheEditorRoom()
{
    Scene scene;
    auto *compose = scene.window.find<QWidget>("composePanel");
    scene.window.window().resize(1024, 700);
    QTRY_VERIFY(compose->isHidden());
    QVERIFY(scene.window.window().width() <= 1024);
    scene.window.window().showTab(MainWindow::Tab::Clients);
    QVERIFY(!compose->isHidden());
    scene.window.window().showTab(MainWindow::Tab::Scenarios);
    scene.window.window().resize(1600, 1000);
    QTRY_VERIFY(!compose->isHidden());
}

void TestScenariosPanel::everythingHasAName()
{
    Scene scene;
    const auto buttons = scene.panel().findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        QVERIFY(!button->objectName().isEmpty());
        QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
        QVERIFY2(!button->toolTip().isEmpty(), qPrintable(button->objectName()));
    }
    QVERIFY(buttons.size() > 10);
}

QTEST_MAIN(TestScenariosPanel)
#include "tst_scenariospanel.moc"
