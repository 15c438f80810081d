// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/repeatbar.h"
#include "ui/compose/repeatpopup.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

class TestComposeRepeat final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void sendsAsOftenAsAsked();
    void previewGoesOnAfterwards();
    void sendsBursts();
    void pausesResumesAndStops();
    void stopsAtEscape();
    void pausesByKey();
    void goesOnWhileTheServerIsStopped();
    void saysWhyItEnded();
    void showsItsPlan_data();
    void showsItsPlan();
    void keepsThePlan();
    void saysHowItStands_data();
    void saysHowItStands();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

namespace {

struct Scene {
    Scene() : client(window.connectClient()) { }

    void start(const RepeatPlan &plan, const QByteArray &data)
    {
        window.find<DataEditor>("composeData")->setData(data);
        window.window().compose().setDraft(window.window().compose().draft());
        window.find<QPushButton>("composeRepeat")->click();
        window.find<RepeatPopup>("repeatPopup")->setPlan(plan);
        QTest::keyClick(window.find<QSpinBox>("repeatInterval"), Qt::Key_Return);
    }

    QString outcome() { return window.find<QLabel>("composeOutcome")->text(); }
    const RepeatProgress &progress() { return window.session().compose().repeat(); }

    WindowFixture window;
    std::unique_ptr<RawClient> client;
};

RepeatPlan every(std::chrono::milliseconds interval, quint64 times = 0)
{
    RepeatPlan plan;
    plan.interval = interval;
    plan.times = times;
    return plan;
}

} // namespace

void TestComposeRepeat::sendsAsOftenAsAsked()
{
    Scene scene;
    scene.start(every(10ms, 5), "tick");
    QVERIFY(!scene.window.find<RepeatPopup>("repeatPopup")->isVisible());
    QTRY_VERIFY(scene.outcome().startsWith(QStringLiteral("Sent 5 events in 0:0")));
    QTRY_COMPARE(scene.client->count("data: tick\n\n"), 5);
    QVERIFY(scene.client->has("id: 5\ndata: tick\n\n"));
    QVERIFY(scene.window.find<RepeatBar>("repeatBar")->isHidden());
}

void TestComposeRepeat::previewGoesOnAfterwards()
{
#ifdef HELIOGRAPH_SCRIPTING
    Scene scene;
    scene.start(every(5ms, 3), "n=${seq}");
    QTRY_VERIFY(scene.client->has("data: n=3\n\n"));
    auto *preview = scene.window.find<QPlainTextEdit>("composeWire");
    QTRY_VERIFY2(preview->toPlainText().contains(QStringLiteral("data: n=4")),
                 qPrintable(preview->toPlainText()));
#else
    QSKIP("A build without scripting has no templates.");
#endif
}

void TestComposeRepeat::sendsBursts()
{
    Scene scene;
    RepeatPlan plan = every(10ms, 25);
    plan.kind = RepeatPlan::Kind::Burst;
    plan.burst = 10;
    scene.start(plan, "b");
    QTRY_COMPARE(scene.client->count("data: b\n\n"), 25);
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Done);
}

void TestComposeRepeat::pausesResumesAndStops()
{
    Scene scene;
    scene.start(every(5ms), "t");
    auto *bar = scene.window.find<RepeatBar>("repeatBar");
    auto *pause = scene.window.find<QPushButton>("repeatPause");
    QTRY_VERIFY(bar->isVisible());
    QTRY_VERIFY(scene.client->count("data: t\n\n") >= 5);
    pause->click();
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Paused);
    QTRY_COMPARE(pause->text(), QStringLiteral("Resume"));
    QTRY_COMPARE(scene.client->count("data: t\n\n"), qsizetype(scene.progress().sent));
    const qsizetype held = scene.client->count("data: t\n\n");
    scene.window.find<DataEditor>("composeData")->setData("between");
    scene.window.window().compose().send();
    QTRY_VERIFY(scene.client->has("data: between\n\n"));
    QCOMPARE(scene.client->count("data: t\n\n"), held);
    pause->click();
    QTRY_VERIFY(scene.client->count("data: t\n\n") > held);
    scene.window.find<QPushButton>("repeatStop")->click();
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Stopped);
    QTRY_VERIFY(scene.outcome().startsWith(QStringLiteral("Stopped after ")));
    QTRY_COMPARE(scene.client->count("data: t\n\n"), qsizetype(scene.progress().sent));
    QVERIFY(bar->isHidden());
}

void TestComposeRepeat::stopsAtEscape()
{
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window.window()));
    scene.start(every(5ms), "t");
    QTRY_VERIFY(scene.window.find<RepeatBar>("repeatBar")->isVisible());
    auto *data = scene.window.find<DataEditor>("composeData");
    data->setFocus();
    QTest::keyClick(data, Qt::Key_Escape);
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Stopped);
}

void TestComposeRepeat::pausesByKey()
{
    Scene scene;
    scene.start(every(5ms), "t");
    auto *pause = scene.window.find<QPushButton>("repeatPause");
    auto *data = scene.window.find<DataEditor>("composeData");
    QTRY_VERIFY(pause->isVisible());
    scene.window.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&scene.window.window()));
    data->setFocus();
    QVERIFY(pause->toolTip().endsWith(QLatin1String("(Alt+U)")));
    QTest::keyClick(data, Qt::Key_U, Qt::AltModifier);
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Paused);
    data->setFocus();
    QTest::keyClick(data, Qt::Key_U, Qt::AltModifier);
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Running);
    scene.window.session().compose().stopRepeat();
}

void TestComposeRepeat::goesOnWhileTheServerIsStopped()
{
    Scene scene;
    scene.start(every(5ms), "t");
    QTRY_VERIFY(scene.client->count("data: t\n\n") >= 2);
    scene.window.find<DataEditor>("composeData")->setData("typed meanwhile");
    QSignalSpy stopped(&scene.window.server(), &ServerController::stopped);
    scene.window.server().stop();
    QTRY_COMPARE(stopped.count(), 1);
    const quint64 sent = scene.progress().sent;
    QTRY_VERIFY(scene.progress().sent > sent + 5);
    QSignalSpy listening(&scene.window.server(), &ServerController::listening);
    scene.window.window().start();
    QTRY_COMPARE(listening.count(), 1);
    const auto later = scene.window.connectClient();
    QTRY_VERIFY(later->count("data: t\n\n") >= 2);
    QTest::keyClick(scene.window.find<DataEditor>("composeData"), Qt::Key_Escape);
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Stopped);
    QCOMPARE(scene.window.find<DataEditor>("composeData")->data(), QByteArray("typed meanwhile"));
}

void TestComposeRepeat::saysWhyItEnded()
{
#ifdef HELIOGRAPH_SCRIPTING
    Scene scene;
    scene.start(every(1ms), "${seq < 4 ? seq : nobody}");
    QTRY_COMPARE(scene.progress().state, RepeatProgress::State::Failed);
    QTRY_VERIFY(scene.outcome().startsWith(QStringLiteral("Ended after 3 events: ")));
    QTRY_COMPARE(scene.client->count("data:"), 3);
#else
    QSKIP("Needs scripting.");
#endif
}

void TestComposeRepeat::showsItsPlan_data()
{
    QTest::addColumn<RepeatPlan>("plan");
    QTest::addColumn<QString>("text");
    RepeatPlan plan;
    QTest::newRow("each second") << plan << QStringLiteral("1 a second, until stopped");
    plan.interval = 1ms;
    plan.times = 10'001;
    QTest::newRow("each millisecond") << plan << QStringLiteral("1,000 a second, for 10 s");
    plan.interval = 1min;
    plan.times = 0;
    QTest::newRow("each minute") << plan << QStringLiteral("1 a minute, until stopped");
    plan.kind = RepeatPlan::Kind::Burst;
    plan.interval = 1s;
    plan.burst = 100;
    plan.times = 1000;
    QTest::newRow("bursts") << plan << QStringLiteral("100 a second, for 9 s");
    plan.kind = RepeatPlan::Kind::Rate;
    plan.perSecond = 2.5;
    plan.jitter = 30;
    plan.times = 0;
    QTest::newRow("rate") << plan << QStringLiteral("2.5 a second, until stopped");
}

void TestComposeRepeat::showsItsPlan()
{
    QFETCH(RepeatPlan, plan);
    QFETCH(QString, text);
    QCOMPARE(meaning(plan), text);
    RepeatPopup popup;
    popup.setPlan(plan);
    const RepeatPlan shown = popup.plan();
    QCOMPARE(shown.kind, plan.kind);
    QCOMPARE(shown.interval, plan.interval);
    QCOMPARE(shown.burst, plan.burst);
    QCOMPARE(shown.perSecond, plan.perSecond);
    QCOMPARE(shown.jitter, plan.jitter);
    QCOMPARE(shown.times, plan.times);
    QCOMPARE(popup.findChild<QLabel *>(QStringLiteral("repeatMeaning"))->text(), text);
}

void TestComposeRepeat::keepsThePlan()
{
    {
        WindowFixture fixture(false);
        fixture.find<QSpinBox>("repeatBurstSize")->setValue(7);
        QVERIFY(fixture.find<QRadioButton>("repeatBurst")->isChecked());
        fixture.find<QSpinBox>("repeatTimes")->setValue(50);
    }
    WindowFixture fixture(false);
    const RepeatPlan plan = fixture.find<RepeatPopup>("repeatPopup")->plan();
    QCOMPARE(plan.kind, RepeatPlan::Kind::Burst);
    QCOMPARE(plan.burst, 7);
    QCOMPARE(plan.times, 50);
}

void TestComposeRepeat::saysHowItStands_data()
{
    using State = RepeatProgress::State;
    QTest::addColumn<RepeatProgress>("progress");
    QTest::addColumn<QString>("text");
    const auto at = [](State state, quint64 sent, quint64 times, double perSecond,
                       std::chrono::milliseconds running) {
        RepeatProgress progress;
        progress.state = state;
        progress.sent = sent;
        progress.times = times;
        progress.perSecond = perSecond;
        progress.running = running;
        return progress;
    };
    QTest::newRow("bounded") << at(State::Running, 412, 1000, 998.2, 41s)
                             << QStringLiteral("412 of 1,000 · 998/s · 0:41");
    QTest::newRow("slow") << at(State::Running, 3, 0, 0.5, 725s)
                          << QStringLiteral("3 · 0.5/s · 12:05");
    QTest::newRow("hours") << at(State::Running, 12'000, 0, 1200, 3725s)
                           << QStringLiteral("12,000 · 1,200/s · 1:02:05");
    QTest::newRow("paused") << at(State::Paused, 1, 2, 0, 0s)
                            << QStringLiteral("1 of 2 · paused · 0:00");
}

void TestComposeRepeat::saysHowItStands()
{
    QFETCH(RepeatProgress, progress);
    QTEST(progressParts(progress).join(QStringLiteral(" · ")), "text");
}

QTEST_MAIN(TestComposeRepeat)
#include "tst_composerepeat.moc"
