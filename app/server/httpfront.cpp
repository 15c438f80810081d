// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/httpfront.h"

#include "app/server/clientfacts.h"
#include "app/server/programresponse.h"
#include "app/server/requesthandler.h"
#include "app/server/staticpages.h"
#include "app/server/streamhub.h"

#include <QNetworkInterface>
#include <QRandomGenerator>

namespace heliograph {
namespace {

/// The longest a poll may wait, in seconds; more is cut to it.
constexpr double longestWait = 300;

Result<QHostAddress> addressOf(const QString &host)
{
    QHostAddress address;
    if (host == QLatin1String("localhost"))
        return QHostAddress(QHostAddress::LocalHost);
    if (host == QLatin1String("*"))
        return QHostAddress(QHostAddress::AnyIPv4);
    if (!address.setAddress(host)) {
        return failure("bad-address",
                       HttpFront::tr("\"%1\" is not an address of this machine. Use 127.0.0.1, "
                                     "::1, 0.0.0.0 or the address of a network interface.")
                           .arg(host),
                       "host");
    }
    return address;
}

QByteArray makeToken()
{
    std::array<quint32, 6> random{};
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    return QByteArray(reinterpret_cast<const char *>(random.data()), sizeof(random))
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

} // namespace

HttpFront::HttpFront(const ServerOptions &options, StreamHub &hub, Publisher &publisher,
                     const Clock &clock, std::function<ServerStatus()> status, QObject *parent)
    : QObject(parent), m_hub(hub), m_clock(clock), m_options(options),
      m_api(hub, publisher, std::move(status)), m_polls(hub, clock)
{
}

HttpFront::~HttpFront() = default;

Result<QUrl> HttpFront::listen(const QString &host, quint16 port)
{
    const auto address = addressOf(host);
    if (!address)
        return tl::unexpected(address.error());
    auto listener = std::make_unique<GuardedListener>(m_options, m_clock,
                                                      [this] { return m_hub.connectionCount(); });
    if (!listener->listen(*address, port)) {
        if (listener->serverError() == QAbstractSocket::AddressInUseError) {
            return failure(
                "port-in-use",
                tr("Port %1 is in use. Choose another port or stop the other program.").arg(port),
                "port");
        }
        return failure("listen-failed",
                       tr("Cannot listen on %1 port %2: %3. Choose another address or port.")
                           .arg(host)
                           .arg(port)
                           .arg(listener->errorString()),
                       "host");
    }
    close();
    m_listener = listener.get();
    connect(m_listener, &GuardedListener::refused, this, [this] { ++m_refused; });
    m_url = {};
    m_url.setScheme(QStringLiteral("http"));
    m_url.setHost(host == QLatin1String("*") ? address->toString() : host);
    m_url.setPort(listener->serverPort());
    applyAccess();
    m_http = std::make_unique<QtHttpServer>([this] {
        if (m_listener && m_listener->current())
            handle(*m_listener->current());
    });
    m_http->serve(std::move(listener));
    return m_url;
}

void HttpFront::close()
{
    m_polls.answerAll();
    m_http.reset();
    m_url = {};
}

void HttpFront::setOptions(const ServerOptions &options)
{
    m_options = options;
    if (m_listener)
        m_listener->setOptions(options);
    applyAccess();
}

void HttpFront::applyAccess()
{
    AccessOptions access;
    if (m_listener) {
        const QHostAddress address = m_listener->serverAddress();
        access.anyAddress = address == QHostAddress::Any || address == QHostAddress::AnyIPv4
            || address == QHostAddress::AnyIPv6;
        access.beyondLoopback = !address.isLoopback();
        access.listenNames = {address.toString().toLatin1(), m_url.host().toLatin1()};
        if (access.beyondLoopback)
            access.listenNames.append(QSysInfo::machineHostName().toLower().toUtf8());
    }
    access.allowedHosts = m_options.allowedHosts;
    access.corsOrigins = m_options.cors;
    access.token = m_options.token;
    access.privateStreams = m_options.privateStreams;
    if (access.token.isEmpty() && (access.beyondLoopback || access.privateStreams)) {
        if (m_madeUpToken.isEmpty())
            m_madeUpToken = makeToken();
        access.token = m_madeUpToken;
    }
    m_access = AccessPolicy(access);
}

void HttpFront::handle(GuardedSocket &socket)
{
    const HttpRequest &request = socket.request();
    if (!m_access.hostAllowed(request)) {
        reply(socket,
              refusal(403, "forbidden-host",
                      tr("This server does not answer to the host name \"%1\". Use 127.0.0.1 or "
                         "localhost, or allow the name with --allow-host.")
                          .arg(QString::fromUtf8(request.joinedHeader("Host"))),
                      "host"));
        return;
    }
    const QByteArray &path = request.path;
    if (path == "*")
        reply(socket, {204, {{"Allow", "GET, HEAD, POST, DELETE, OPTIONS"}}, {}}); // RFC 9110 9.3.7
    else if (path == "/api/events")
        handlePoll(socket, request);
    else if (path == "/api" || path.startsWith("/api/"))
        handleApi(socket, request);
    else if (!path.startsWith("/demo/") && !path.startsWith("/assets/")
             && handleProgram(socket, request))
        return;
    else if (StaticPages::covers(path))
        handlePage(socket, request);
    else
        handleStream(socket, request);
}

void HttpFront::handlePage(GuardedSocket &socket, const HttpRequest &request)
{
    if (!m_handler || !request.path.startsWith("/demo/")) {
        reply(socket, pageAnswer(request));
        return;
    }
    // The page connects at once: what it connects to comes first.
    const QPointer<GuardedSocket> asker(&socket);
    m_handler->pageOpened(request.path, [this, asker] {
        if (asker && asker->isAnswering())
            reply(*asker, pageAnswer(asker->request()));
    });
}

/// Whether a program answers @p request, which it was given then.
bool HttpFront::handleProgram(GuardedSocket &socket, const HttpRequest &request)
{
    const QList<QByteArray> methods =
        m_handler ? m_handler->methodsOf(request.path) : QList<QByteArray>{};
    if (methods.isEmpty())
        return false;
    const auto audience = AccessPolicy::Audience::Stream;
    const HeaderList cors = m_access.corsHeaders(request);
    const bool isAnswered = methods.contains(request.method) || methods.contains("*")
        || (request.method == "HEAD" && methods.contains("GET"));
    if (!isAnswered && request.method == "OPTIONS")
        reply(socket, m_access.optionsAnswer(request, audience, methods));
    else if (!isAnswered)
        reply(socket, methodNotAllowed(methods + QList<QByteArray>{"OPTIONS"}), cors);
    else if (!m_access.authorized(request, audience))
        reply(socket, tokenRefusal(), cors);
    else
        m_handler->handle(request, std::make_shared<ProgramResponse>(m_hub, socket, cors));
    return true;
}

HttpResponse HttpFront::pageAnswer(const HttpRequest &request) const
{
    static const QList<QByteArray> methods{"GET", "HEAD", "OPTIONS"};
    if (request.method == "OPTIONS")
        return HttpResponse{204, {{"Allow", methods.join(", ")}}, {}};
    auto page = StaticPages::find(request.path);
    if (!page && StaticPages::find(request.path + '/'))
        return HttpResponse{308, {{"Location", request.path + '/'}}, {}};
    if (!page) {
        return refusal(404, "not-found",
                       tr("There is no page at %1. The start page is at /.")
                           .arg(QString::fromUtf8(request.path)));
    }
    if (!methods.contains(request.method))
        return methodNotAllowed(methods);
    return *page;
}

void HttpFront::handleApi(GuardedSocket &socket, const HttpRequest &request)
{
    const HeaderList cors = m_access.corsHeaders(request);
    QList<QByteArray> methods = ControlApi::methodsOf(request.path);
    if (methods.isEmpty()) {
        reply(socket,
              refusal(404, "not-found",
                      tr("There is nothing at %1. The API has /api/publish, /api/events, "
                         "/api/connections, /api/endpoints and /api/status.")
                          .arg(QString::fromUtf8(request.path))),
              cors);
        return;
    }
    if (methods.contains("GET"))
        methods.append("HEAD");
    if (request.method == "OPTIONS") {
        reply(socket, m_access.optionsAnswer(request, AccessPolicy::Audience::Api, methods), cors);
    } else if (m_access.originDecision(request) == AccessPolicy::Origin::Refused) {
        reply(socket,
              refusal(403, "forbidden-origin",
                      tr("Pages of %1 may not use this API. Allow their origin with --cors.")
                          .arg(QString::fromUtf8(request.joinedHeader("Origin"))),
                      "origin"),
              cors);
    } else if (!m_access.authorized(request, AccessPolicy::Audience::Api)) {
        reply(socket, tokenRefusal(), cors);
    } else if (!methods.contains(request.method)) {
        reply(socket, methodNotAllowed(methods + QList<QByteArray>{"OPTIONS"}), cors);
    } else {
        // The answer may come when the asker has gone.
        const QPointer<GuardedSocket> asker(&socket);
        m_api.answer(request, [this, asker, cors](HttpResponse response) {
            if (asker)
                reply(*asker, std::move(response), cors);
        });
    }
}

void HttpFront::handleStream(GuardedSocket &socket, const HttpRequest &request)
{
    EndpointTable &table = m_hub.endpoints();
    Endpoint *endpoint = table.find(request.path);
    // One that only a program's streams have made is nothing without the program.
    if (endpoint ? endpoint->isProgram : !table.wouldMakeChannel(request.path)) {
        reply(socket,
              refusal(404, "not-found",
                      tr("There is no endpoint at %1. Streams are at /events and "
                         "/events/{channel}.")
                          .arg(QString::fromUtf8(request.path))));
        return;
    }
    const EndpointDefinition definition = endpoint ? endpoint->definition : EndpointDefinition{};
    QList<QByteArray> methods = definition.methods;
    if (methods.contains("GET"))
        methods.append("HEAD");
    const auto audience = AccessPolicy::Audience::Stream;
    const HeaderList cors = m_access.corsHeaders(request, definition.cors);
    if (request.method == "OPTIONS") {
        reply(socket, m_access.optionsAnswer(request, audience, methods, definition.cors));
    } else if (!methods.contains(request.method)) {
        reply(socket, methodNotAllowed(methods + QList<QByteArray>{"OPTIONS"}), cors);
    } else if (!m_access.authorized(request, audience)) {
        reply(socket, tokenRefusal(), cors);
    } else if (definition.status != 200) {
        HttpResponse answer = definition.status == 204
            ? HttpResponse{204, {}, {}}
            : refusal(definition.status, "endpoint-status",
                      tr("The endpoint %1 is set to answer %2.")
                          .arg(QString::fromUtf8(request.path))
                          .arg(definition.status));
        reply(socket, std::move(answer), definition.headers + cors);
    } else if (request.method == "HEAD") {
        reply(socket,
              HttpResponse{200,
                           {{"Content-Type", "text/event-stream"},
                            {"Cache-Control", "no-cache, no-transform"},
                            {"X-Accel-Buffering", "no"}},
                           {}},
              definition.headers + cors);
    } else if (const auto used = m_hub.use(request.path); !used) {
        reply(socket, refusalFor(used.error()), cors);
    } else {
        openStream(socket, **used, cors);
    }
}

void HttpFront::openStream(GuardedSocket &socket, Endpoint &endpoint, const HeaderList &cors)
{
    const HttpRequest &request = socket.request();
    auto facts = clientFacts(socket, endpoint.definition.path);
    if (!facts) {
        reply(socket, refusalFor(facts.error()), cors);
        return;
    }
    StreamRequest stream;
    stream.facts = std::move(*facts);
    stream.chunked = request.minorVersion >= 1;
    stream.head = streamHead(request, 200, endpoint.definition.headers + cors);
    stream.socket = &socket;
    socket.leaveHttp();
    m_hub.open(std::move(stream), endpoint);
}

void HttpFront::handlePoll(GuardedSocket &socket, const HttpRequest &request)
{
    // Who may read is decided as for the stream, not as for /api.
    const auto name = queryValue(request.query, "endpoint");
    const QByteArray path = name && *name ? **name : QByteArrayLiteral("/events");
    const Endpoint *existing = m_hub.endpoints().find(path);
    const CorsMode mode = existing ? existing->definition.cors : CorsMode::List;
    const HeaderList cors = m_access.corsHeaders(request, mode);
    static const QList<QByteArray> methods{"GET", "HEAD"};
    const auto audience = AccessPolicy::Audience::Stream;
    if (request.method == "OPTIONS") {
        reply(socket, m_access.optionsAnswer(request, audience, methods, mode));
        return;
    }
    if (!methods.contains(request.method)) {
        reply(socket, methodNotAllowed(methods + QList<QByteArray>{"OPTIONS"}), cors);
        return;
    }
    if (!m_access.authorized(request, audience)) {
        reply(socket, tokenRefusal(), cors);
        return;
    }
    const auto after = queryValue(request.query, "after");
    const auto waitText = queryValue(request.query, "wait");
    if (!name || !after || !waitText) {
        reply(socket, refusalFor((!name ? name : !after ? after : waitText).error()), cors);
        return;
    }
    bool isNumber = true;
    const double wait = *waitText ? (*waitText)->toDouble(&isNumber) : 0;
    if (!isNumber || !(wait >= 0)) {
        reply(socket,
              refusal(400, "invalid-field",
                      tr("\"wait\" is a number of seconds, for example wait=20."), "wait"),
              cors);
        return;
    }
    const auto endpoint = m_hub.use(path);
    if (!endpoint) {
        reply(socket, refusalFor(endpoint.error()), cors);
        return;
    }
    const std::chrono::milliseconds patience{
        static_cast<qint64>(std::min(wait, longestWait) * 1000)};
    m_polls.poll(socket, **endpoint, after->value_or(QByteArray()), patience, cors);
}

void HttpFront::reply(GuardedSocket &socket, HttpResponse response, const HeaderList &headers)
{
    if (response.status >= 400)
        ++m_refused;
    for (const auto &[name, value] : headers)
        setHeader(response.headers, name, value);
    socket.answer(response);
}

} // namespace heliograph
