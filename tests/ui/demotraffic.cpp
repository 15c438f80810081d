// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demotraffic.h"

#include "app/models/connectionsmodel.h"
#include "app/models/subscriptioncontroller.h"
#include "app/models/trafficseries.h"
#include "ui/settings/serversettings.h"
#include "ui/subscriptions/subscriptionspanel.h"

#include <QHostAddress>

#include <array>
#include <cmath>
#include <netinet/in.h>
#include <netinet/tcp.h>

namespace heliograph::test {

namespace {

constexpr int SecondsOfTraffic = 20;
constexpr qsizetype QueueBound = qsizetype{256} * 1024; ///< bytes

struct Visitor {
    const char *endpoint;
    const char *headers;
};

constexpr std::array<Visitor, 5> Visitors{{
    {"/events",
     "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
     "Chrome/156.0.0.0 Safari/537.36\r\n"},
    {"/events",
     "User-Agent: Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:145.0) Gecko/20100101 "
     "Firefox/145.0\r\n"},
    {"/events/metrics", "User-Agent: curl/8.9.1\r\n"},
    {"/events",
     "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 20_0 like Mac OS X) AppleWebKit/605.1.15 "
     "(KHTML, like Gecko) Version/20.0 Mobile/15E148 Safari/604.1\r\n"},
    {"/events", "User-Agent: curl/8.9.1\r\n"},
}};

PublishRequest request(const QByteArray &endpoint, const QByteArray &type, const QByteArray &data)
{
    PublishRequest result;
    result.endpoint = endpoint;
    result.event.type = type;
    result.event.data = data;
    return result;
}

/// The n-th event of a shop and its machines.
PublishRequest eventAt(int n)
{
    const auto number = [](double value) { return QByteArray::number(value, 'f', 2); };
    if (n % 40 == 39)
        return request("/events", "alert", R"({"level":"critical","text":"disk a3 91 %"})");
    if (n % 20 == 13)
        return request("/events", "dataset.ready", R"({"dataset":"sales-q3","rows":18422})");
    if (n % 5 == 2)
        return request("/events", "order.paid",
                       R"({"order":)" + QByteArray::number(1500 + n) + R"(,"total":)"
                           + number(40 + n % 90 * 2.5)
                           + R"(,"city":"Łódź","items":["lamp","cable"]})");
    const QByteArray host = n % 2 == 0 ? "a1" : "a2";
    return request(n % 3 == 0 ? "/events/metrics" : "/events", "metric.cpu",
                   R"({"host":")" + host + R"(","value":)" + number(0.5 + 0.3 * std::sin(n / 9.0))
                       + '}');
}

} // namespace

void DemoTraffic::tightenServer()
{
    ServerSettings settings;
    settings.options.maxQueue = QueueBound;
    settings.options.slowReaders = SlowReaderPolicy::DropOldest;
    settings.historyPath = m_history.filePath(QStringLiteral("orders.db"));
    settings.options.historyFile = settings.historyPath;
    m_fixture.session().apply(settings.options, settings.journal);
    QSignalSpy listening(&m_fixture.server(), &ServerController::listening);
    m_fixture.window().serverBar().restart();
    await([&] { return listening.count() == 1; });
}

void DemoTraffic::connectVisitors()
{
    QSignalSpy published(&m_fixture.server(), &ServerController::published);
    for (int n = 0; n < 30; ++n)
        m_fixture.server().publish(eventAt(n));
    await([&] { return published.count() == 30; });
    const QByteArray resume = "Last-Event-ID: 17\r\n";
    for (const Visitor &visitor : Visitors)
        m_clients.push_back(m_fixture.connectClient(
            visitor.endpoint, visitor.headers + (m_clients.size() == 1 ? resume : "")));
    m_fixture.window().subscriptions().subscribeToOurselves();
    SubscriptionRequest metrics;
    metrics.url = QUrl(m_fixture.server().url().toString() + QStringLiteral("/events/metrics"));
    m_fixture.session().subscriptions().add(metrics);
    await([&] { return m_fixture.session().connectionsModel().liveCount() == 7; });
}

void DemoTraffic::connectStalled()
{
    connectStalled(m_full, "/events/reports", "python-requests/2.32.5");
    connectStalled(m_slow, "/events/exports", "okhttp/4.12.0");
}

/// Connects a client that never reads.
void DemoTraffic::connectStalled(QTcpSocket &socket, const QByteArray &endpoint,
                                 const QByteArray &agent)
{
    const int before = m_fixture.session().connectionsModel().liveCount();
    socket.setReadBufferSize(1);
    socket.bind(QHostAddress::LocalHost);
    socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 4096);
    // Small segments make the other side's send buffer small too.
    const int segment = 536;
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), IPPROTO_TCP, TCP_MAXSEG, &segment,
                 sizeof(segment));
    const QUrl url = m_fixture.server().url();
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write("GET " + endpoint + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: " + agent
                 + "\r\n\r\n");
    await([&] { return m_fixture.session().connectionsModel().liveCount() == before + 1; });
}

/// Gives one stalled client more than its queue holds, the other a third of it.
void DemoTraffic::feedStalled()
{
    const ConnectionsModel &model = m_fixture.session().connectionsModel();
    const QByteArray report(QueueBound / 64, '=');
    const ClientRow &full = model.row(model.rowCount() - 2);
    if (full.dropped < 20)
        m_fixture.server().publish(request("/events/reports", "report", report));
    const ClientRow &slow = model.row(model.rowCount() - 1);
    if (slow.queuedBytes < QueueBound / 3)
        m_fixture.server().publish(request("/events/exports", "export", report));
}

void DemoTraffic::run()
{
    QTimer timer;
    int sent = 0;
    QObject::connect(&timer, &QTimer::timeout, &timer, [&] {
        const int burst = 1 + (sent / 30) % 4;
        for (int each = 0; each < burst; ++each)
            m_fixture.server().publish(eventAt(sent++));
        feedStalled();
    });
    timer.start(40);
    const TrafficSeries &series = m_fixture.session().traffic();
    const size_t start = series.buckets().size();
    await([&] { return series.buckets().size() >= start + SecondsOfTraffic / 2; });
    m_clients.at(3)->reset(); // the telephone goes
    await([&] { return m_fixture.session().connectionsModel().closedCount() == 1; });
    await([&] { return series.buckets().size() >= start + SecondsOfTraffic; });
}

} // namespace heliograph::test
