// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/composecontroller.h"
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/historylist.h"
#include "ui/compose/historypopup.h"
#include "ui/compose/raweditor.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>

using namespace heliograph;
using namespace heliograph::test;

class TestComposeHistory final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init() { m_settings = std::make_unique<TemporarySettings>(); }

    void stepsThroughWhatWasSent();
    void keepsWhatWasChangedOnTheWay();
    void arrowsStepOnlyThroughUntouchedData();
    void sendsAgainWhatWasTaken();
    void sendsTheLastOneAgain();
    void listsAndFilters();
    void takesAndResendsFromTheList();
    void remembersTimes();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

namespace {

void sendData(WindowFixture &fixture, const QByteArray &data)
{
    fixture.find<DataEditor>("composeData")->setData(data);
    fixture.window().compose().send();
}

/// A window that sent "one" and "two" to its client, and where "three" is being typed.
struct Scene {
    Scene() : client(window.connectClient())
    {
        data = window.find<DataEditor>("composeData");
        sendData(window, "one");
        sendData(window, "two");
        data->setData("three");
    }

    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(data, key, modifiers);
    }

    WindowFixture window;
    std::unique_ptr<RawClient> client;
    DataEditor *data = nullptr;
};

} // namespace

void TestComposeHistory::stepsThroughWhatWasSent()
{
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window.window()));
    scene.data->setFocus();
    const QList<std::pair<Qt::Key, const char *>> steps{
        {Qt::Key_Up, "two"},   {Qt::Key_Up, "one"},     {Qt::Key_Up, "one"},
        {Qt::Key_Down, "two"}, {Qt::Key_Down, "three"}, {Qt::Key_Down, "three"}};
    for (const auto &[key, text] : steps) {
        scene.press(key, Qt::AltModifier);
        QCOMPARE(scene.data->data(), QByteArray(text));
    }
}

void TestComposeHistory::keepsWhatWasChangedOnTheWay()
{
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window.window()));
    scene.data->setFocus();
    scene.press(Qt::Key_Up, Qt::AltModifier);
    scene.data->setData("two, changed");
    scene.press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(scene.data->data(), QByteArray("one"));
    scene.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(scene.data->data(), QByteArray("two"));
    scene.press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(scene.data->data(), QByteArray("two, changed"));
}

void TestComposeHistory::arrowsStepOnlyThroughUntouchedData()
{
    Scene scene;
    scene.press(Qt::Key_Up);
    QCOMPARE(scene.data->data(), QByteArray("three"));
    scene.data->setData({});
    scene.press(Qt::Key_Up);
    QCOMPARE(scene.data->data(), QByteArray("two"));
    scene.press(Qt::Key_Up);
    QCOMPARE(scene.data->data(), QByteArray("one"));
    scene.press(Qt::Key_Down);
    QCOMPARE(scene.data->data(), QByteArray("two"));
    scene.press(Qt::Key_Right); // from here on the arrows move the cursor
    scene.press(Qt::Key_Up);
    QCOMPARE(scene.data->data(), QByteArray("two"));
}

void TestComposeHistory::sendsAgainWhatWasTaken()
{
    Scene scene;
    scene.data->setData({});
    scene.press(Qt::Key_Up);
    scene.press(Qt::Key_Up);
    scene.press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(scene.client->count("data: one\n\n"), 2);
    scene.press(Qt::Key_Up);
    QCOMPARE(scene.data->data(), QByteArray("two"));
}

void TestComposeHistory::sendsTheLastOneAgain()
{
    Scene scene;
    QVERIFY(QTest::qWaitForWindowActive(&scene.window.window()));
    scene.data->setFocus();
    scene.press(Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(scene.client->count("data: two\n\n"), 2);
    QVERIFY(!scene.client->has("three"));
    QCOMPARE(scene.data->data(), QByteArray("three"));
}

void TestComposeHistory::listsAndFilters()
{
    Scene scene;
    scene.window.find<QPushButton>("composeModeRaw")->click();
    scene.window.find<RawEditor>("composeRaw")->setContent("data: \\xff\n\n");
    scene.window.window().compose().send();
    scene.window.find<QPushButton>("composeHistory")->click();
    auto *popup = scene.window.find<HistoryPopup>("historyPopup");
    QVERIFY(popup->isVisible());
    auto *list = scene.window.find<HistoryList>("historyList");
    QCOMPARE(list->model()->rowCount(), 3);
    QVERIFY(list->model()->index(0, 0).data().toString().startsWith(QStringLiteral("raw /events")));
    auto *filter = scene.window.find<QLineEdit>("historyFilter");
    QTest::keyClicks(filter, QStringLiteral("ON"));
    QCOMPARE(list->model()->rowCount(), 1);
    QVERIFY(list->model()->index(0, 0).data().toString().endsWith(QStringLiteral("one")));
    filter->setText(QStringLiteral("nowhere"));
    QCOMPARE(list->model()->rowCount(), 0);
}

void TestComposeHistory::takesAndResendsFromTheList()
{
    Scene scene;
    QTRY_VERIFY(scene.client->has("data: two\n\n"));
    auto *button = scene.window.find<QPushButton>("composeHistory");
    auto *popup = scene.window.find<HistoryPopup>("historyPopup");
    auto *filter = scene.window.find<QLineEdit>("historyFilter");
    button->click();
    QTest::keyClick(filter, Qt::Key_Down);
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(!popup->isVisible());
    QCOMPARE(scene.data->data(), QByteArray("one"));
    QCOMPARE(scene.client->count("data: one\n\n"), 1);

    button->click();
    QTest::keyClick(filter, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(scene.client->count("data: two\n\n"), 2);
    QCOMPARE(scene.data->data(), QByteArray("one"));

    button->click();
    auto *list = scene.window.find<HistoryList>("historyList");
    const QRect row = list->visualRect(list->model()->index(1, 0));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, row.bottomRight() - QPoint(24, 12));
    QTRY_COMPARE(scene.client->count("data: one\n\n"), 2);
}

void TestComposeHistory::remembersTimes()
{
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123);
    SentHistory history;
    Draft draft;
    draft.data = "x";
    history.add(draft, at);
    draft.mode = DraftMode::Raw;
    draft.raw = QStringLiteral("data: \\xff");
    history.add(draft, at.addSecs(5));
    history.add(history.drafts().at(1).draft, at.addSecs(9));
    QSettings settings;
    history.save(settings);
    SentHistory restored;
    restored.restore(settings);
    QCOMPARE(restored.drafts().size(), 2);
    QCOMPARE(restored.drafts(), history.drafts());
    QCOMPARE(restored.drafts().constFirst().at, at.addSecs(9));
}

QTEST_MAIN(TestComposeHistory)
#include "tst_composehistory.moc"
