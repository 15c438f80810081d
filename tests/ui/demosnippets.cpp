// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demosnippets.h"

namespace heliograph::test {

namespace {

SnippetItem snippet(const char *name, const char *endpoint, const char *event,
                    const QByteArray &data, int key = SnippetItem::NoKey)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.key = key;
    item.draft.endpoint = QString::fromUtf8(endpoint);
    item.draft.event = QString::fromUtf8(event);
    item.draft.data = data;
    return item;
}

SnippetItem folder(const char *name, const QList<SnippetItem> &items)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.isFolder = true;
    item.items = items;
    return item;
}

} // namespace

SnippetLibrary demoLibrary()
{
    SnippetItem aimed = snippet("Only for Chrome", "/events", "notice", R"({"text":"Hello"})");
    aimed.draft.to = TargetChoice::Matching;
    aimed.draft.match = QStringLiteral("userAgent.includes(\"Chrome\")");
    SnippetItem raw = snippet("Two events, one CRLF", "/events", "", {});
    raw.draft.mode = DraftMode::Raw;
    raw.draft.raw = QStringLiteral("data: one\\r\\n\ndata: two\n\n");
    return {
        {folder("Shop demo",
                {snippet("Order paid", "/events", "order.paid",
                         R"({"order":${seq},"total":${random(20,200)},"city":"Łódź"})"),
                 snippet("Order refunded", "/events", "order.refunded",
                         R"({"order":1842,"reason":"late"})"),
                 snippet("Stock is low", "/events", "stock.low", R"({"item":"lamp","left":2})"),
                 snippet("Disk nearly full", "/events", "alert",
                         R"({"level":"critical","text":"disk a3 91 %"})"),
                 snippet("Dataset ready", "/events", "dataset.ready",
                         R"({"dataset":"sales-q3","rows":18422})"),
                 aimed, snippet("Plain message", "/events", "", "It is done.", 0)}),
         folder("Dashboard",
                {snippet("CPU peak", "/events/metrics", "metric.cpu", R"({"value":0.97})"),
                 snippet("CPU calm", "/events/metrics", "metric.cpu", R"({"value":0.12})"),
                 snippet("Deployed", "/events/metrics", "deploy", R"({"version":"2.4.0"})")}),
         folder("Wire tricks", {raw, snippet("Reset last ID", "/events", "", "after the reset")})}};
}

SnippetLibrary stripLibrary()
{
    return {{snippet("order.paid", "/events", "order.paid", R"({"order":1843})"),
             snippet("stock.low", "/events", "stock.low", R"({"item":"lamp","left":2})"),
             snippet("alert", "/events", "alert", R"({"level":"critical"})"),
             snippet("pause", "/events", "pause", "{}")}};
}

} // namespace heliograph::test
