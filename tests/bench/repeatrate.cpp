// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// heliograph_repeatrate SECONDS [URL]: how well one event a millisecond is held. Without a URL the
// window's own repetition sends, its template filled in for each event, to a server of its own;
// with one, somebody else's server does. The data of each event must be a number that rises by one.
// Prints one JSON object.
#include "app/core/iothread.h"
#include "app/journal/journal.h"
#include "app/models/composecontroller.h"
#include "app/models/servercontroller.h"
#include "app/server/server.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QTextStream>

#include <algorithm>
#include <cmath>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

using namespace heliograph;
using namespace std::chrono_literals;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace {

/// What a subscriber saw.
struct Seen {
    std::vector<double> gaps; ///< milliseconds between the reads that brought an event each
    qint64 events = 0;
    qint64 outOfOrder = 0; ///< events that did not follow the one before by one
    double seconds = 0;
};

/// Reads a stream over a blocking socket, so that nothing of ours stands between kernel and clock.
class Subscriber {
public:
    explicit Subscriber(const QUrl &url)
    {
        addrinfo hints{};
        hints.ai_family = AF_UNSPEC;
        hints.ai_socktype = SOCK_STREAM;
        addrinfo *found = nullptr;
        const QByteArray port = QByteArray::number(url.port(80));
        if (::getaddrinfo(url.host().toUtf8().constData(), port.constData(), &hints, &found) != 0)
            return;
        m_socket = ::socket(found->ai_family, found->ai_socktype, 0);
        if (::connect(m_socket, found->ai_addr, found->ai_addrlen) == 0) {
            const QByteArray request =
                "GET " + url.path().toUtf8() + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
            m_connected = ::send(m_socket, request.constData(), size_t(request.size()), 0) > 0;
        }
        ::freeaddrinfo(found);
    }
    ~Subscriber() { ::close(m_socket); }
    Subscriber(const Subscriber &) = delete;
    Subscriber &operator=(const Subscriber &) = delete;

    /// Reads for @p span from the first event on.
    [[nodiscard]] Seen read(std::chrono::seconds span)
    {
        Seen seen;
        char bytes[16 * 1024];
        while (m_connected) {
            const ssize_t got = ::recv(m_socket, bytes, sizeof bytes, 0);
            const SteadyTime now = std::chrono::steady_clock::now();
            if (got <= 0)
                break;
            m_held.append(bytes, got);
            take(seen, now);
            if (seen.events > 0 && now - m_first >= span)
                break;
        }
        seen.seconds = std::chrono::duration<double>(m_last - m_first).count();
        return seen;
    }

private:
    void take(Seen &seen, SteadyTime now)
    {
        qsizetype from = 0;
        for (qsizetype end = m_held.indexOf('\n'); end >= 0; end = m_held.indexOf('\n', from)) {
            const QByteArray line = m_held.mid(from, end - from);
            from = end + 1;
            if (line.startsWith("data: "))
                count(seen, line.mid(6).toLongLong(), now);
        }
        m_held.remove(0, from);
    }

    void count(Seen &seen, qint64 number, SteadyTime now)
    {
        if (seen.events++ == 0) {
            m_first = now;
        } else {
            seen.outOfOrder += number == m_number + 1 ? 0 : 1;
            seen.gaps.push_back(std::chrono::duration<double, std::milli>(now - m_last).count());
        }
        m_number = number;
        m_last = now;
    }

    int m_socket = -1;
    bool m_connected = false;
    QByteArray m_held;
    qint64 m_number = 0;
    SteadyTime m_first;
    SteadyTime m_last;
};

/// The repetition of a window, without the window.
class Repetition {
public:
    Repetition() : m_journal(m_clock)
    {
        m_io.runAndWait([this] {
            m_server = std::make_unique<Server>(ServerOptions{}, m_journal, m_clock);
            m_url = m_server->listen(QStringLiteral("127.0.0.1"), 0).value_or(QUrl());
        });
        m_controller = std::make_unique<ServerController>(m_io, *m_server);
        m_compose = std::make_unique<ComposeController>(m_io, *m_server, *m_controller);
    }
    ~Repetition()
    {
        m_compose.reset();
        m_controller.reset();
        m_io.runAndWait([this] { m_server.reset(); });
    }
    Repetition(const Repetition &) = delete;
    Repetition &operator=(const Repetition &) = delete;

    [[nodiscard]] QUrl url() const
    {
        QUrl stream = m_url;
        stream.setPath(QStringLiteral("/events"));
        return stream;
    }

    void start()
    {
        Draft draft;
        draft.data = "${seq}";
        RepeatPlan plan;
        plan.interval = 1ms;
        m_compose->startRepeat(draft, plan);
    }

    void stop() { m_compose->stopRepeat(); }

private:
    SystemClock m_clock;
    Journal m_journal;
    IoThread m_io;
    QUrl m_url;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<ServerController> m_controller;
    std::unique_ptr<ComposeController> m_compose;
};

double quantile(std::vector<double> &sorted, double part)
{
    if (sorted.empty())
        return 0;
    return sorted.at(static_cast<size_t>(part * static_cast<double>(sorted.size() - 1)));
}

void print(Seen seen)
{
    std::sort(seen.gaps.begin(), seen.gaps.end());
    QTextStream(stdout) << QStringLiteral(
                               "{\"events\":%1,\"seconds\":%2,\"perSecond\":%3,\"outOfOrder\":%4,"
                               "\"gapMs\":{\"p1\":%5,\"p50\":%6,\"p99\":%7,\"max\":%8}}\n")
                               .arg(seen.events)
                               .arg(seen.seconds, 0, 'f', 3)
                               .arg(static_cast<double>(seen.events - 1) / seen.seconds, 0, 'f', 2)
                               .arg(seen.outOfOrder)
                               .arg(quantile(seen.gaps, 0.01), 0, 'f', 3)
                               .arg(quantile(seen.gaps, 0.5), 0, 'f', 3)
                               .arg(quantile(seen.gaps, 0.99), 0, 'f', 3)
                               .arg(quantile(seen.gaps, 1), 0, 'f', 3);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int seconds = arguments.size() > 1 ? arguments.at(1).toInt() : 0;
    if (seconds < 1) {
        QTextStream(stderr) << "Usage: heliograph_repeatrate SECONDS [URL]\n";
        return 2;
    }
    std::unique_ptr<Repetition> ours;
    if (arguments.size() < 3)
        ours = std::make_unique<Repetition>();
    Seen seen;
    Subscriber subscriber(ours ? ours->url() : QUrl(arguments.at(2)));
    std::unique_ptr<QThread> reader(QThread::create([&] {
        seen = subscriber.read(std::chrono::seconds(seconds));
        QMetaObject::invokeMethod(
            &app, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    }));
    reader->start();
    if (ours)
        ours->start();
    QCoreApplication::exec();
    reader->wait();
    if (ours)
        ours->stop();
    print(seen);
    return seen.events > 1 ? 0 : 1;
}
