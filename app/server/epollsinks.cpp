// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/say.h"
#include "app/server/streamsink.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX

#include <QSocketNotifier>
#include <QTcpSocket>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/sockios.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <unordered_map>

namespace heliograph {
namespace {

QString reasonOf(int error)
{
    switch (error) {
    case 0:
        return say("closed by client");
    case ECONNRESET:
    case EPIPE:
        return say("reset by client");
    case ETIMEDOUT:
        return say("client no longer answers");
    default:
        return QString::fromLocal8Bit(std::strerror(error));
    }
}

class EpollSet;

class EpollSink final : public StreamSink {
public:
    EpollSink(std::shared_ptr<EpollSet> set, int descriptor, quint64 key, Callbacks callbacks)
        : m_set(std::move(set)), m_descriptor(descriptor), m_key(key),
          m_callbacks(std::move(callbacks))
    {
    }
    ~EpollSink() override;

    qint64 send(std::span<const FramePtr> parts, qsizetype offset) override;
    void wantWritable(bool wanted) override;
    std::optional<qint64> unsentBytes() const override;
    void finish() override;

    void dispatch(quint32 events);
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] quint64 key() const { return m_key; }

private:
    struct Attempt {
        qint64 asked;
        ssize_t sent; ///< -1: errno says why
        std::size_t count; ///< of parts
    };

    [[nodiscard]] Attempt sendSome(std::span<const FramePtr> parts, qsizetype offset) const;
    [[nodiscard]] bool readAndDiscard(int &error) const;

    std::shared_ptr<EpollSet> m_set;
    int m_descriptor;
    quint64 m_key;
    bool m_wantsWritable = false;
    Callbacks m_callbacks;
};

/// The kernel's set and the sinks in it. Keys, not pointers, travel through the kernel, so that an
/// event of a sink that went away in the same round finds nobody.
class EpollSet {
public:
    explicit EpollSet(int descriptor)
        : m_descriptor(descriptor), m_notifier(descriptor, QSocketNotifier::Read)
    {
        QObject::connect(&m_notifier, &QSocketNotifier::activated, &m_notifier,
                         [this] { dispatch(); });
    }
    ~EpollSet() { ::close(m_descriptor); }
    EpollSet(const EpollSet &) = delete;
    EpollSet &operator=(const EpollSet &) = delete;

    bool add(EpollSink &sink)
    {
        m_sinks.emplace(sink.key(), &sink);
        return control(EPOLL_CTL_ADD, sink, EPOLLIN | EPOLLRDHUP);
    }
    void change(const EpollSink &sink, bool writable)
    {
        control(EPOLL_CTL_MOD, sink,
                static_cast<quint32>(EPOLLIN | EPOLLRDHUP)
                    | (writable ? static_cast<quint32>(EPOLLOUT) : 0U));
    }
    void remove(const EpollSink &sink)
    {
        m_sinks.erase(sink.key());
        control(EPOLL_CTL_DEL, sink, 0);
    }
    [[nodiscard]] quint64 nextKey() { return ++m_lastKey; }

private:
    bool control(int operation, const EpollSink &sink, quint32 events) const
    {
        epoll_event event{};
        event.events = events;
        event.data.u64 = sink.key();
        return ::epoll_ctl(m_descriptor, operation, sink.descriptor(), &event) == 0;
    }

    void dispatch()
    {
        // One round a notification: what is left makes the notifier fire again, after the others.
        std::array<epoll_event, 512> events;
        const int count =
            ::epoll_wait(m_descriptor, events.data(), static_cast<int>(events.size()), 0);
        for (int i = 0; i < count; ++i) {
            const auto &event = events.at(static_cast<std::size_t>(i));
            const auto found = m_sinks.find(event.data.u64);
            if (found != m_sinks.end())
                found->second->dispatch(event.events);
        }
    }

    int m_descriptor;
    QSocketNotifier m_notifier;
    std::unordered_map<quint64, EpollSink *> m_sinks;
    quint64 m_lastKey = 0;
};

EpollSink::~EpollSink()
{
    m_set->remove(*this);
    ::close(m_descriptor);
}

qint64 EpollSink::send(std::span<const FramePtr> parts, qsizetype offset)
{
    qint64 total = 0;
    while (!parts.empty()) {
        const auto [asked, sent, count] = sendSome(parts, offset);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0)
            return errno == EAGAIN || errno == EWOULDBLOCK ? total : -1;
        total += sent;
        if (sent < asked)
            return total;
        parts = parts.subspan(count);
        offset = 0;
    }
    return total;
}

EpollSink::Attempt EpollSink::sendSome(std::span<const FramePtr> parts, qsizetype offset) const
{
    constexpr int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    if (parts.size() == 1) { // the most frequent case: one event a turn
        const QByteArray &bytes = parts.front()->bytes;
        const qint64 asked = bytes.size() - offset;
        return {asked,
                ::send(m_descriptor, bytes.constData() + offset, static_cast<std::size_t>(asked),
                       flags),
                1};
    }
    constexpr std::size_t mostParts = 64;
    std::array<iovec, mostParts> vectors;
    const std::size_t count = std::min(parts.size(), mostParts);
    qint64 asked = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const QByteArray &bytes = parts[i]->bytes;
        const qsizetype skip = i == 0 ? offset : 0;
        vectors[i].iov_base = const_cast<char *>(bytes.constData()) + skip;
        vectors[i].iov_len = static_cast<std::size_t>(bytes.size() - skip);
        asked += bytes.size() - skip;
    }
    msghdr message{};
    message.msg_iov = vectors.data();
    message.msg_iovlen = count;
    return {asked, ::sendmsg(m_descriptor, &message, flags), count};
}

void EpollSink::wantWritable(bool wanted)
{
    if (wanted != m_wantsWritable) {
        m_wantsWritable = wanted;
        m_set->change(*this, wanted);
    }
}

std::optional<qint64> EpollSink::unsentBytes() const
{
    return unacknowledgedBytes(m_descriptor);
}

void EpollSink::finish()
{
    // Unread bytes would turn the close into a reset and cost the peer what it has not read yet.
    int error = 0;
    (void)readAndDiscard(error);
    ::shutdown(m_descriptor, SHUT_WR);
}

bool EpollSink::readAndDiscard(int &error) const
{
    // A stream takes no further request (RFC 9112 9.3.2 lets us read on, but there is no answer to
    // give). Bounded: a peer that only talks gets its turn and no more.
    std::array<char, 16 * 1024> bytes;
    for (int round = 0; round < 4; ++round) {
        const ssize_t count = ::recv(m_descriptor, bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (count > 0)
            continue;
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return true;
        error = count == 0 ? 0 : errno;
        return false;
    }
    return true;
}

void EpollSink::dispatch(quint32 events)
{
    int error = 0;
    if ((events & static_cast<quint32>(EPOLLERR)) != 0U) {
        socklen_t size = sizeof(error);
        ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
        m_callbacks.closed(reasonOf(error != 0 ? error : ECONNRESET));
        return;
    }
    if ((events & static_cast<quint32>(EPOLLIN | EPOLLRDHUP | EPOLLHUP)) != 0U
        && !readAndDiscard(error)) {
        m_callbacks.closed(reasonOf(error));
        return;
    }
    if ((events & static_cast<quint32>(EPOLLOUT)) != 0U && m_wantsWritable)
        m_callbacks.writable();
}

class EpollSinks final : public StreamSinkFactory {
public:
    explicit EpollSinks(std::shared_ptr<EpollSet> set) : m_set(std::move(set)) { }

    std::unique_ptr<StreamSink> adopt(QTcpSocket *socket, StreamSink::Callbacks callbacks) override
    {
        socket->flush();
        const int descriptor =
            ::fcntl(static_cast<int>(socket->socketDescriptor()), F_DUPFD_CLOEXEC, 0);
        // close() of one of two descriptors sends nothing, so the peer notices no change.
        socket->abort();
        if (descriptor < 0)
            return nullptr;
        auto sink =
            std::make_unique<EpollSink>(m_set, descriptor, m_set->nextKey(), std::move(callbacks));
        if (!m_set->add(*sink))
            return nullptr;
        return sink;
    }

private:
    std::shared_ptr<EpollSet> m_set;
};

} // namespace

std::optional<qint64> unacknowledgedBytes(qintptr descriptor)
{
    int bytes = 0;
    if (::ioctl(static_cast<int>(descriptor), SIOCOUTQ, &bytes) != 0)
        return std::nullopt;
    return bytes;
}

std::unique_ptr<StreamSinkFactory> makeEpollSinks()
{
    const int descriptor = ::epoll_create1(EPOLL_CLOEXEC);
    if (descriptor < 0)
        return nullptr;
    return std::make_unique<EpollSinks>(std::make_shared<EpollSet>(descriptor));
}

} // namespace heliograph

#else

namespace heliograph {

std::optional<qint64> unacknowledgedBytes(qintptr)
{
    return std::nullopt;
}

std::unique_ptr<StreamSinkFactory> makeEpollSinks()
{
    return nullptr;
}

} // namespace heliograph

#endif
