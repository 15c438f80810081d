// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/composeshots.h"

#include "app/models/composecontroller.h"
#include "tests/ui/windowfixture.h"
#include "ui/clients/clientspanel.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/raweditor.h"
#include "ui/compose/repeatpopup.h"
#include "ui/jsontools/datatools.h"
#include "ui/snippets/snippetdesk.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>

#include <array>

namespace heliograph::test {

namespace {

class ComposeStudio final {
public:
    explicit ComposeStudio(const QDir &folder) : m_folder(folder)
    {
        for (const char *agent : {"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like "
                                  "Gecko) Chrome/156.0.0.0 Safari/537.36",
                                  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) "
                                  "Gecko/20100101 Firefox/145.0",
                                  "curl/8.9.1"})
            m_clients.push_back(m_fixture.connectClient(
                "/events?user=42", QByteArray("User-Agent: ") + agent + "\r\n"));
    }

    void shootAll()
    {
        keepSnippets();
        shootEvent();
        shootRaw();
        shootHistory();
        shootTemplates();
        shootMenu();
        shootMatch();
        shootRepeat();
        shootForm();
        shootSizeWarning();
        shootStrip();
    }

private:
    ComposePanel &panel() { return m_fixture.window().compose(); }

    static Draft order(int number)
    {
        Draft draft;
        draft.event = QStringLiteral("order.paid");
        draft.data = "{\n  \"order\": " + QByteArray::number(number)
            + ",\n  \"total\": 129.50,\n  \"city\": \"Łódź\"\n}";
        return draft;
    }

    void shootEvent()
    {
        panel().setDraft(order(1842));
        panel().send();
        shoot("compose-event");
        Draft wrong = order(1843);
        wrong.event = QStringLiteral("order\npaid");
        panel().setDraft(wrong);
        shoot("compose-wrong");
    }

    /// Four snippets beside Send.
    void keepSnippets()
    {
        SnippetLibrary library;
        for (const char *name : {"order.paid", "stock.low", "alert", "pause"}) {
            SnippetItem item;
            item.name = QLatin1String(name);
            item.draft = order(1842);
            item.draft.event = item.name;
            library.items.append(item);
        }
        m_fixture.session().snippets().model().setLibrary(library);
    }

    /// One of them that was just sent, and one that could not be.
    void shootStrip()
    {
        panel().setDraft(order(1842));
        SnippetsModel &model = m_fixture.session().snippets().model();
        const QModelIndex last = model.index(3, 0);
        Draft wrong = model.draft(last);
        wrong.event = QStringLiteral("two\nlines");
        model.setDraft(last, wrong);
        m_fixture.window().resize(1440, 900);
        const auto press = [this](const char *button, const char *view) {
            QTest::mouseClick(m_fixture.find<QWidget>(button), Qt::LeftButton);
            QTest::qWait(600);
            shoot(view);
            m_fixture.window().resize(1440, 900);
        };
        press("strip3", "compose-strip-failed");
        press("strip1", "compose-strip");
    }

    void shootRaw()
    {
        Draft draft = order(1843);
        draft.mode = DraftMode::Raw;
        draft.raw = QStringLiteral("event: order.paid\nid: 1043\ndata: {\"order\":1842}\n\n"
                                   ": back in a moment\n\n"
                                   "retry: 3s\ndatta: lost\nid: a\\0b\ndata: caf\\xe9\\r\n\n"
                                   "event: stock.low\ndata: {\"sku\":\"lamp\"}\n");
        panel().setDraft(draft);
        QTest::qWait(300);
        shoot("compose-raw");
        draft.raw = QStringLiteral("event: order.paid\ndata: \\q\n\n");
        panel().setDraft(draft);
        shoot("compose-raw-wrong");
    }

    void shootHistory()
    {
        Draft alert;
        alert.event = QStringLiteral("alert");
        alert.to = TargetChoice::Matching;
        alert.match = QStringLiteral("query.user == \"42\"");
        alert.data = R"({"level":"critical","text":"disk a3 91 %"})";
        Draft raw;
        raw.mode = DraftMode::Raw;
        raw.raw = QStringLiteral("data: caf\\xe9\\r\n\n");
        Draft tick;
        tick.data = "tick";
        for (const Draft &draft : {order(1842), tick, alert, raw, order(1843)}) {
            panel().setDraft(draft);
            panel().send();
        }
        m_fixture.find<QPushButton>("composeHistory")->click();
        shoot("compose-history", m_fixture.find<QWidget>("historyPopup"));
        m_fixture.find<QWidget>("historyPopup")->hide();
    }

    void shootRepeat()
    {
        panel().setDraft(order(1842));
        m_fixture.find<QPushButton>("composeRepeat")->click();
        auto *popup = m_fixture.find<RepeatPopup>("repeatPopup");
        RepeatPlan plan;
        plan.kind = RepeatPlan::Kind::Rate;
        plan.perSecond = 100;
        plan.jitter = 20;
        plan.times = 5000;
        popup->setPlan(plan);
        shoot("compose-repeat", popup);
        popup->hide();
        plan.kind = RepeatPlan::Kind::Interval;
        plan.interval = std::chrono::milliseconds(1);
        popup->setPlan(plan);
        m_fixture.find<QPushButton>("repeatStart")->click();
        QTest::qWait(1200);
        shoot("compose-repeating");
        m_fixture.session().compose().stopRepeat();
    }

    void shootTemplates()
    {
        Draft draft;
        draft.event = QStringLiteral("order.${pick(\"paid\",\"sent\")}");
        draft.data = "{\n  \"order\": ${1800 + seq},\n  \"total\": ${random(10, 99)}.50,\n"
                     "  \"at\": \"${new Date(1.7e12).toISOString()}\"\n}";
        panel().setDraft(draft);
        QTest::qWait(300);
        shoot("compose-template");
        draft.event = QStringLiteral("order.${pik(\"paid\",\"sent\")}");
        draft.data.replace("random(10", "rnd(10");
        panel().setDraft(draft);
        QTest::qWait(300);
        shoot("compose-template-wrong");
    }

    void shootMenu()
    {
        auto *menu = m_fixture.find<QMenu>("composeInsert");
        menu->popup(m_fixture.find<QWidget>("composeMore")->mapToGlobal(QPoint(0, 30)));
        shoot("compose-insert", menu);
        menu->hide();
        auto *more = m_fixture.find<QMenu>("composeMenu");
        more->popup(m_fixture.find<QWidget>("composeMore")->mapToGlobal(QPoint(0, 30)));
        shoot("compose-more", more);
        more->hide();
    }

    void shootMatch()
    {
        Draft draft = order(1842);
        draft.to = TargetChoice::Matching;
        draft.match = QStringLiteral("userAgent.includes(\"Firefox\")");
        panel().setDraft(draft);
        QTest::qWait(500);
        shoot("compose-match");
        draft.match = QStringLiteral("userAgent.include(\"Firefox\")");
        panel().setDraft(draft);
        QTest::qWait(500);
        shoot("compose-match-wrong");
    }

    void shootForm()
    {
        Draft draft = order(1842);
        draft.data = R"({"order":1842,"total":129.50,"city":"Łódź",)"
                     R"("items":[{"name":"lamp","price":99.90},{"name":"cable","price":29.60}]})";
        panel().setDraft(draft);
        QGuiApplication::clipboard()->setText(QStringLiteral(
            "{\"title\":\"Order\",\"type\":\"object\",\"required\":[\"order\",\"total\",\"state\"],"
            "\"properties\":{\"order\":{\"type\":\"integer\",\"minimum\":1,\"description\":"
            "\"Number "
            "of the order in the shop\"},\"total\":{\"type\":\"number\",\"description\":\"In "
            "euros, "
            "without "
            "tax\"},\"state\":{\"enum\":[\"open\",\"paid\",\"shipped\"]},\"city\":{\"type\":"
            "\"string\",\"maxLength\":3},\"items\":{\"type\":\"array\",\"items\":{\"type\":"
            "\"object\","
            "\"required\":[\"name\",\"price\"],\"properties\":{\"name\":{\"type\":\"string\"},"
            "\"price\":{\"type\":\"number\"}}}}}}"));
        m_fixture.find<DataTools>("dataTools")->openForm();
        auto *form = m_fixture.find<QDialog>("jsonFormDialog");
        m_fixture.find<QPushButton>("jsonFormBySchema")->click();
        m_fixture.find<QPushButton>("jsonFormPaste")->click();
        form->move(m_fixture.window().mapToGlobal(QPoint(160, 16)));
        QTest::qWait(200);
        shoot("compose-form", form);
        form->reject();
    }

    void shootSizeWarning()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("photo.jpeg")));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(700 * 1024, 'x')) < 0)
            qFatal("Cannot write a file.");
        file.close();
        m_fixture.find<DataTools>("dataTools")->insertFile(file.fileName(), Base64Form::DataUrl);
        QTest::qWait(300);
        shoot("compose-size-warning");
        m_fixture.find<QPushButton>("base64Cancel")->click();
    }

    /// Large and small, light and dark; @p popup lies over the window.
    void shoot(const char *view, QWidget *popup = nullptr)
    {
        const std::array<std::pair<const char *, QSize>, 2> sizes{
            {{"", {1440, 900}}, {"-small", {1024, 640}}}};
        const std::array<std::pair<const char *, theme::Mode>, 2> modes{
            {{"light", theme::Mode::Light}, {"dark", theme::Mode::Dark}}};
        for (const auto &[suffix, size] : sizes) {
            m_fixture.window().resize(size);
            for (const auto &[name, mode] : modes) {
                theme::apply(*qApp, mode);
                QTest::qWait(150);
                const QString file =
                    QStringLiteral("%1%2-%3.png")
                        .arg(QLatin1String(view), QLatin1String(suffix), QLatin1String(name));
                if (!picture(popup).save(m_folder.filePath(file)))
                    qFatal("Cannot write %s.", qPrintable(m_folder.filePath(file)));
            }
        }
    }

    QPixmap picture(QWidget *popup)
    {
        QPixmap window = m_fixture.window().grab();
        if (!popup)
            return window;
        QPainter painter(&window);
        painter.drawPixmap(m_fixture.window().mapFromGlobal(popup->mapToGlobal(QPoint(0, 0))),
                           popup->grab());
        return window;
    }

    QDir m_folder;
    TemporarySettings m_settings;
    WindowFixture m_fixture;
    std::vector<std::unique_ptr<RawClient>> m_clients;
};

} // namespace

void shootCompose(const QDir &folder)
{
    ComposeStudio studio(folder);
    studio.shootAll();
}

} // namespace heliograph::test
