// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/eventsource.h"

#include "app/client/onceonlybody.h"
#include "app/client/redirectpolicy.h"
#include "app/client/retrypolicy.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QPointer>
#include <QRandomGenerator>

#include <memory>

namespace heliograph {

namespace {

constexpr qint64 readBuffer = qint64{4} * 1024 * 1024;

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost"))
        || QHostAddress(host).isLoopback();
}

/// The essence of a Content-Type (WHATWG MIME Sniffing 4.4), compared without its parameters.
bool isEventStream(const QByteArray &contentType)
{
    const QByteArray essence = contentType.split(';').constFirst().trimmed();
    return essence.compare("text/event-stream", Qt::CaseInsensitive) == 0;
}

/// What was done to the body (RFC 9110, 8.4), whatever was accepted; empty: nothing.
QByteArray contentCoding(const QNetworkReply &reply)
{
    const QByteArray coding = reply.rawHeader("Content-Encoding").trimmed();
    return coding.compare("identity", Qt::CaseInsensitive) == 0 ? QByteArray() : coding;
}

void setDefault(QNetworkRequest &request, const QByteArray &name, const QByteArray &value)
{
    if (!request.hasRawHeader(name))
        request.setRawHeader(name, value);
}

void addHeaders(QNetworkRequest &request, const QList<SubscriptionRequest::Header> &headers)
{
    for (const SubscriptionRequest::Header &header : headers) {
        const QByteArray before = request.rawHeader(header.name);
        const bool again = request.hasRawHeader(header.name);
        request.setRawHeader(header.name, again ? before + ", " + header.value : header.value);
    }
}

/// Credentials of the URL leave it and become a header: no dialogs, no second request.
QNetworkRequest networkRequest(const SubscriptionRequest &wanted, const QByteArray &lastEventId)
{
    QUrl url = wanted.url;
    QNetworkRequest request;
    addHeaders(request, wanted.headers);
    if (!url.userInfo().isEmpty()) {
        const QString credentials =
            url.userName(QUrl::FullyDecoded) + QLatin1Char(':') + url.password(QUrl::FullyDecoded);
        setDefault(request, "Authorization", "Basic " + credentials.toUtf8().toBase64());
        url.setUserInfo({});
    }
    request.setUrl(url);
    setDefault(request, "Accept", "text/event-stream");
    setDefault(request, "Cache-Control", "no-store");
    // Bytes as they were sent, and no decompressor that holds events back; see contentCoding().
    setDefault(request, "Accept-Encoding", "identity");
    setDefault(request, "User-Agent", "Heliograph/" HELIOGRAPH_VERSION);
    if (!wanted.body.isEmpty())
        setDefault(request, "Content-Type", "text/plain;charset=UTF-8");
    request.setHeader(QNetworkRequest::ContentLengthHeader, wanted.body.size());
    request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    if (!lastEventId.isEmpty())
        request.setRawHeader("Last-Event-ID", lastEventId);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    return request;
}

} // namespace

EventSource::EventSource(const SubscriptionRequest &request, QObject *parent)
    : QObject(parent), m_request(request), m_current(request), m_network(this), m_reconnect(this),
      m_idle(this), m_reconnectionTime(RetryPolicy::defaultReconnectionTime)
{
    m_parser.setLastEventId(request.lastEventId);
    m_reconnect.setSingleShot(true);
    m_reconnect.setTimerType(Qt::PreciseTimer);
    m_idle.setSingleShot(true);
    m_idle.setInterval(request.idleTimeout);
    connect(&m_reconnect, &QTimer::timeout, this, &EventSource::connectToServer);
    connect(&m_idle, &QTimer::timeout, this, &EventSource::onIdle);
}

EventSource::~EventSource()
{
    dropReply();
}

Result<void> EventSource::open()
{
    if (auto sendable = check(m_request); !sendable)
        return sendable;
    dropReply();
    m_failures = 0;
    connectToServer();
    return {};
}

void EventSource::close()
{
    m_reconnect.stop();
    dropReply();
    setState(SubscriptionState::Closed);
}

void EventSource::connectToServer()
{
    m_reconnect.stop();
    m_current = m_request;
    m_redirects = 0;
    m_status = 0;
    m_parser.reset();
    setState(SubscriptionState::Connecting);
    if (m_state == SubscriptionState::Connecting && !m_reply)
        send();
}

void EventSource::send()
{
    // A connection kept from the last answer may be dead, and the request cannot be repeated.
    m_network.clearConnectionCache();
    m_network.setProxy(isLoopback(m_current.url.host()) ? QNetworkProxy(QNetworkProxy::NoProxy)
                                                        : QNetworkProxy());
    auto body = std::make_unique<OnceOnlyBody>(m_current.body);
    m_reply = m_network.sendCustomRequest(networkRequest(m_current, m_parser.lastEventId()),
                                          m_current.method.toUpper(), body.get());
    body.release()->setParent(m_reply);
    m_reply->setReadBufferSize(readBuffer);
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &EventSource::onHeaders);
    connect(m_reply, &QNetworkReply::readyRead, this, &EventSource::onReadyRead);
    connect(m_reply, &QNetworkReply::finished, this, &EventSource::onFinished);
    if (m_request.idleTimeout.count() > 0)
        m_idle.start();
}

void EventSource::dropReply()
{
    m_idle.stop();
    m_location.clear();
    if (!m_reply)
        return;
    QNetworkReply *reply = std::exchange(m_reply, nullptr);
    reply->disconnect(this);
    // Its destruction aborts it. abort() here, inside one of its signals, would make Qt complain.
    reply->deleteLater();
}

void EventSource::setState(SubscriptionState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

/// WHATWG HTML 9.2.3: what the answer's head decides. It may be called more than once a reply.
void EventSource::onHeaders()
{
    if (m_state != SubscriptionState::Connecting || !m_location.isEmpty())
        return;
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status < 200)
        return;
    m_status = status;
    const QByteArray location = m_reply->rawHeader("Location");
    if (RedirectPolicy::isRedirect(status) && !location.isEmpty())
        return expectRedirect(location);
    if (status == 204)
        return fail(tr("%1 answered 204: the stream is over.").arg(place()));
    if (status != 200)
        return fail(tr("%1 answered %2 instead of a stream.").arg(place()).arg(status));
    const QByteArray type = m_reply->rawHeader("Content-Type");
    if (!isEventStream(type))
        return fail(tr("%1 answered with the type \"%2\" instead of text/event-stream.")
                        .arg(place(), QString::fromUtf8(type)));
    if (const QByteArray coding = contentCoding(*m_reply); !coding.isEmpty())
        return fail(
            tr("%1 sent the stream in the content coding \"%2\", which is not decoded here. "
               "Turn compression off for it at the server.")
                .arg(place(), QString::fromUtf8(coding)));
    m_failures = 0;
    setState(SubscriptionState::Open);
    if (m_state == SubscriptionState::Open)
        Q_EMIT opened();
}

void EventSource::onReadyRead()
{
    onHeaders();
    read();
}

void EventSource::onFinished()
{
    // A short answer may bring its head, its bytes and its end in one turn of the loop.
    const QPointer<QNetworkReply> reply = m_reply;
    onHeaders();
    if (!reply || m_reply != reply)
        return;
    if (!m_location.isEmpty())
        return followRedirect();
    read();
    if (m_reply != reply)
        return;
    deliver(m_parser.finish());
    if (m_reply != reply)
        return;
    lose(reasonOf(*reply));
}

void EventSource::onIdle()
{
    const auto silence = static_cast<double>(m_request.idleTimeout.count()) / 1000.0;
    lose(tr("%1 was silent for %2 s.").arg(place()).arg(silence));
}

/// The next request leaves when this answer is over, or at most a second later: Qt's network
/// thread may still ask for the body of the last one.
void EventSource::expectRedirect(const QByteArray &location)
{
    m_location = location;
    QTimer::singleShot(std::chrono::seconds{1}, m_reply, [this] { followRedirect(); });
}

void EventSource::followRedirect()
{
    if (++m_redirects > RedirectPolicy::mostRedirects)
        return fail(
            tr("%1 redirects more than %2 times.").arg(place()).arg(RedirectPolicy::mostRedirects));
    auto next = RedirectPolicy::follow(m_current, m_status, std::exchange(m_location, {}));
    if (!next)
        return fail(next.error().message);
    m_current = std::move(*next);
    dropReply();
    send();
}

void EventSource::read()
{
    const QPointer<QNetworkReply> reply = m_reply;
    while (reply && m_reply == reply && m_state == SubscriptionState::Open) {
        const QByteArray bytes = reply->readAll();
        if (bytes.isEmpty())
            return;
        if (m_request.idleTimeout.count() > 0)
            m_idle.start();
        m_bytes += static_cast<quint64>(bytes.size());
        deliver(m_parser.feed(bytes));
    }
}

void EventSource::deliver(const QList<StreamItem> &items)
{
    for (const StreamItem &item : items)
        m_reconnectionTime = item.retry.value_or(m_reconnectionTime);
    if (!items.isEmpty())
        Q_EMIT itemsReceived(items);
}

/// "Reestablish the connection".
void EventSource::lose(const QString &reason)
{
    const bool hadStream = m_state == SubscriptionState::Open;
    if (!m_request.reconnect)
        return fail(reason);
    dropReply();
    if (!hadStream)
        ++m_failures;
    const auto delay = RetryPolicy::delay(m_reconnectionTime, m_failures,
                                          QRandomGenerator::global()->generateDouble());
    const std::optional<int> status = m_status ? std::optional(m_status) : std::nullopt;
    m_reconnect.start(delay);
    setState(SubscriptionState::Waiting);
    if (m_state == SubscriptionState::Waiting)
        Q_EMIT errorOccurred({reason, true, status, delay});
}

/// "Fail the connection".
void EventSource::fail(const QString &reason)
{
    const std::optional<int> status = m_status ? std::optional(m_status) : std::nullopt;
    dropReply();
    setState(SubscriptionState::Closed);
    Q_EMIT errorOccurred({reason, false, status, {}});
}

QString EventSource::reasonOf(const QNetworkReply &reply) const
{
    switch (reply.error()) {
    case QNetworkReply::NoError:
        return tr("%1 ended the stream.").arg(place());
    case QNetworkReply::ContentReSendError: // what became of a second sending, see OnceOnlyBody
        return tr("%1 closed the connection without an answer.").arg(place());
    case QNetworkReply::RemoteHostClosedError:
        return tr("%1 broke off the stream.").arg(place());
    default:
        return tr("%1: %2.").arg(place(), reply.errorString());
    }
}

QString EventSource::place() const
{
    return m_current.url.toString(QUrl::RemoveUserInfo);
}

} // namespace heliograph
