// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/guardedsocket.h"

#include <array>
#include <cstring>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace heliograph {
namespace {

constexpr std::chrono::nanoseconds never = std::chrono::nanoseconds::max();
constexpr std::chrono::seconds lingerTime{2};
constexpr qsizetype lingerBytes = qsizetype{8} * 1024 * 1024;

} // namespace

GuardedSocket::GuardedSocket(const ServerOptions &options, const Clock &clock, QObject *parent)
    : QTcpSocket(parent), m_clock(clock),
      m_guard({options.maxHeader, options.maxBody, GuardLimits{}.maxFields}),
      m_deadline(clock.monotonic() + options.headerTimeout), m_headerTimeout(options.headerTimeout),
      m_bodyTimeout(options.bodyTimeout), m_keepAlive(options.keepAlive),
      m_maxBuffered(options.maxHeader + options.maxBody + qsizetype{64} * 1024)
{
    // Connected first, so that what QHttpServer finds on the same signal has passed the guard.
    connect(this, &QTcpSocket::readyRead, this, &GuardedSocket::onReadyRead);
    connect(this, &QTcpSocket::bytesWritten, this, &GuardedSocket::onBytesWritten);
}

qint64 GuardedSocket::bytesAvailable() const
{
    return m_draining ? QTcpSocket::bytesAvailable() : m_shown.size();
}

qint64 GuardedSocket::readData(char *data, qint64 maxSize)
{
    if (m_draining)
        return QTcpSocket::readData(data, maxSize);
    const qint64 count = std::min<qint64>(maxSize, m_shown.size());
    if (count == 0)
        return state() == ConnectedState ? 0 : -1;
    std::memcpy(data, m_shown.constData(), static_cast<std::size_t>(count));
    m_shown.remove(0, static_cast<qsizetype>(count));
    return count;
}

void GuardedSocket::onReadyRead()
{
    if (m_processing)
        return; // our own signal to QHttpServer
    drain();
    if (m_state == State::Reading)
        process();
    updateDeadline();
}

void GuardedSocket::drain()
{
    // QHttpServer opens a transaction whenever it finds nothing; what passes here is not part of
    // it.
    if (isTransactionStarted())
        commitTransaction();
    m_draining = true;
    std::array<char, 16 * 1024> bytes;
    constexpr auto most = static_cast<qint64>(bytes.size());
    for (qint64 count = most; count == most;) {
        count = read(bytes.data(), most);
        if (count <= 0)
            break;
        if (m_state == State::Reading || m_state == State::Answering)
            m_guard.feed(QByteArrayView(bytes.data(), static_cast<qsizetype>(count)));
        else
            m_lingered += static_cast<qsizetype>(count);
    }
    m_draining = false;
    if (m_lingered > lingerBytes
        || (m_state == State::Answering && m_guard.buffered() > m_maxBuffered)) {
        leaveHttp();
        abort();
    }
}

void GuardedSocket::process()
{
    m_processing = true;
    while (m_state == State::Reading && state() == ConnectedState) {
        auto item = m_guard.next();
        if (!item)
            break;
        if (auto *request = std::get_if<HttpRequest>(&*item)) {
            m_request = std::move(*request);
            m_state = State::Answering;
            showToHttpServer();
        } else if (const auto *refusal = std::get_if<RequestGuard::Refusal>(&*item)) {
            onRefusal(*refusal);
        } else {
            write("HTTP/1.1 100 Continue\r\n\r\n");
            flush();
        }
    }
    m_processing = false;
}

void GuardedSocket::showToHttpServer()
{
    // One complete head without a body: QHttpServer reads it whole and calls its handler before
    // the signal returns, on 6.4 and 6.8 alike.
    m_shown = m_request.method + " / HTTP/1.1\r\n\r\n";
    Q_EMIT requestShown();
    Q_EMIT readyRead();
}

void GuardedSocket::answer(const HttpResponse &response)
{
    if (m_state != State::Answering)
        return;
    const bool keepAlive = m_request.keepAlive;
    m_served = true;
    send(serialize(response, &m_request, keepAlive));
    m_state = keepAlive ? State::Reading : State::Lingering;
    if (keepAlive && !m_processing)
        process();
    if (!m_processing || !keepAlive)
        updateDeadline(); // else onReadyRead() does
    if (!keepAlive)
        finishAfterWriting();
}

/// Writes @p bytes, to the kernel at once where that is possible: QTcpSocket would copy them and
/// have its write notifier come and go.
void GuardedSocket::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
#ifdef Q_OS_LINUX
    if (bytesToWrite() == 0 && state() == ConnectedState) {
        const auto count =
            ::send(static_cast<int>(socketDescriptor()), bytes.constData(),
                   static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        sent = std::max<qsizetype>(count, 0); // write() meets the error again and tells it
    }
#endif
    if (sent == bytes.size())
        return;
    write(bytes.constData() + sent, bytes.size() - sent);
    flush();
}

void GuardedSocket::refuse(const HttpResponse &response)
{
    send(serialize(response, nullptr, false));
    m_state = State::Lingering;
    updateDeadline();
    finishAfterWriting();
    Q_EMIT refused();
}

void GuardedSocket::onRefusal(const RequestGuard::Refusal &refusal)
{
    refuse(heliograph::refusal(refusal.status, refusal.code, refusal.message, refusal.field));
}

void GuardedSocket::finishAfterWriting()
{
    if (bytesToWrite() > 0)
        return; // onBytesWritten() comes back here
#ifdef Q_OS_UNIX
    // A close with unread bytes would reset the connection and take the answer with it
    // (RFC 9112 9.6): only our half ends here, the rest after the client's, or a while.
    ::shutdown(static_cast<int>(socketDescriptor()), SHUT_WR);
#else
    disconnectFromHost();
#endif
}

void GuardedSocket::onBytesWritten()
{
    if (m_state == State::Lingering && bytesToWrite() == 0)
        finishAfterWriting();
}

void GuardedSocket::leaveHttp()
{
    m_state = State::Left;
    m_deadline = never;
    // Whoever adopts the connection may close this socket while the signal is still going round.
    disconnect(this, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(this, &QTcpSocket::readyRead, this, &GuardedSocket::drain);
    Q_EMIT left();
}

void GuardedSocket::updateDeadline()
{
    const auto now = m_clock.monotonic();
    const auto phase = m_guard.phase();
    switch (m_state) {
    case State::Left:
    case State::Answering:
        m_deadline = never;
        break;
    case State::Lingering:
        if (m_phase != RequestGuard::Phase::Refused)
            m_deadline = now + lingerTime;
        m_phase = RequestGuard::Phase::Refused;
        return;
    case State::Reading:
        if (phase == RequestGuard::Phase::Body)
            m_deadline = now + m_bodyTimeout; // of silence: each byte moves it
        else if (phase == RequestGuard::Phase::Header
                 && (m_phase != RequestGuard::Phase::Header || m_deadline == never))
            m_deadline = now + m_headerTimeout; // of the whole header, from its first byte
        else if (phase == RequestGuard::Phase::Idle)
            m_deadline = now + (m_served ? m_keepAlive : m_headerTimeout);
        break;
    }
    m_phase = phase;
}

void GuardedSocket::expire()
{
    if (m_state == State::Lingering) {
        abort();
    } else if (m_phase == RequestGuard::Phase::Idle) {
        if (bytesToWrite() > 0)
            abort();
        else
            disconnectFromHost();
    } else {
        const bool inBody = m_phase == RequestGuard::Phase::Body;
        refuse(refusal(408, "request-timeout",
                       inBody ? tr("The rest of the request body did not come in time. Send it "
                                   "without pauses, or raise --body-timeout.")
                              : tr("The request header did not come in time. Send it at once, or "
                                   "raise --header-timeout.")));
    }
}

} // namespace heliograph
