// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippetfile.h"
#include "app/compose/snippetjson.h"
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/snippets/snippetdesk.h"
#include "ui/snippets/snippetspanel.h"
#include "ui/snippets/snippetstree.h"
#include "ui/snippets/soundboard.h"

namespace heliograph::test {

inline SnippetItem snippet(const char *name, const char *event, const QByteArray &data,
                           const char *endpoint = "/events")
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.draft.event = QString::fromUtf8(event);
    item.draft.data = data;
    item.draft.endpoint = QString::fromUtf8(endpoint);
    item.draft.idChoice = IdChoice::None;
    return item;
}

inline SnippetItem folder(const char *name, const QList<SnippetItem> &items)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.isFolder = true;
    item.items = items;
    return item;
}

/// "Shop" with two events, and one event outside of it.
inline SnippetLibrary shop()
{
    SnippetItem refund = snippet("Refund", "order.refunded", "{\"order\":7}");
    refund.key = 9;
    return {{folder("Shop", {snippet("Paid", "order.paid", "line one\nline two"), refund}),
             snippet("Note", "", "just data")}};
}

/// The event stream in @p received: without the head, its chunks taken apart.
inline QByteArray body(const QByteArray &received)
{
    QByteArray rest = received.mid(received.indexOf("\r\n\r\n") + 4);
    QByteArray stream;
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf("\r\n");
        const qsizetype size = rest.left(end).toLongLong(nullptr, 16);
        stream += rest.mid(end + 2, size);
        rest = rest.mid(end + 2 + size + 2);
    }
    return stream;
}

/// The window on its tab of snippets, which come from a file that is there already.
class SnippetScene final {
public:
    explicit SnippetScene(const QByteArray &file = toJson(shop()))
    {
        if (!file.isEmpty() && !SnippetFile::writeBytes(SnippetDesk::usualPath(), file))
            qFatal("The snippets were not written.");
        window = std::make_unique<WindowFixture>();
        window->window().showTab(MainWindow::Tab::Snippets);
        window->window().activateWindow();
        if (!QTest::qWaitFor([this] { return store().state() != SnippetStore::State::Loading; }))
            qFatal("The snippets were not read.");
    }

    [[nodiscard]] SnippetsPanel &panel() { return window->window().snippets(); }
    [[nodiscard]] SnippetsTree &tree() { return panel().tree(); }
    [[nodiscard]] Soundboard &board() { return panel().board(); }
    [[nodiscard]] SnippetsModel &model() { return window->session().snippets().model(); }
    [[nodiscard]] SnippetStore &store() { return window->session().snippets().store(); }
    [[nodiscard]] ComposePanel &compose() { return window->window().compose(); }
    [[nodiscard]] QModelIndex at(int row, int below = -1)
    {
        const QModelIndex index = model().index(row, 0);
        return below < 0 ? index : model().index(below, 0, index);
    }
    /// The board of the folder "Shop".
    void showShop()
    {
        tree().select(at(0));
        board().refresh();
    }
    [[nodiscard]] QString onDisk()
    {
        return QString::fromUtf8(
            SnippetFile::readBytes(SnippetDesk::usualPath()).value_or(QByteArray()));
    }

    std::unique_ptr<WindowFixture> window;
};

/// What shop()'s "Paid" and "Refund" are on the wire.
inline const QByteArray paidBytes = "event: order.paid\ndata: line one\ndata: line two\n\n";
inline const QByteArray refundBytes = "event: order.refunded\ndata: {\"order\":7}\n\n";

} // namespace heliograph::test
