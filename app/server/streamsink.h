// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/frame.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>

class QTcpSocket;

namespace heliograph {

/// The way of one stream's bytes to its peer: writes what the kernel takes now and keeps nothing.
/// What is left waits in the stream's own queue, where it is counted and bounded. I/O thread.
class StreamSink {
public:
    /// Calls of a sink to its owner. They come from the event loop, never from inside a call to
    /// the sink.
    struct Callbacks {
        std::function<void()> writable; ///< after wantWritable(true)
        std::function<void(const QString &reason)> closed; ///< once; the peer is gone
    };

    StreamSink() = default;
    virtual ~StreamSink() = default;
    StreamSink(const StreamSink &) = delete;
    StreamSink &operator=(const StreamSink &) = delete;

    /// Writes @p parts in order, without the first @p offset bytes of the first part. Returns how
    /// many bytes were taken: 0 when the peer takes none now, -1 when it is gone.
    [[nodiscard]] virtual qint64 send(std::span<const FramePtr> parts, qsizetype offset) = 0;

    /// Asks for one writable() call when the peer takes bytes again.
    virtual void wantWritable(bool wanted) = 0;

    /// Bytes that were taken and that the peer has not acknowledged yet; nothing where the system
    /// does not tell.
    [[nodiscard]] virtual std::optional<qint64> unsentBytes() const = 0;

    /// Ends the connection after what was sent (FIN).
    virtual void finish() = 0;
};

/// Makes the sinks of one server.
class StreamSinkFactory {
public:
    StreamSinkFactory() = default;
    virtual ~StreamSinkFactory() = default;
    StreamSinkFactory(const StreamSinkFactory &) = delete;
    StreamSinkFactory &operator=(const StreamSinkFactory &) = delete;

    /// Takes over the connection of @p socket, which is of no further use to the caller.
    [[nodiscard]] virtual std::unique_ptr<StreamSink> adopt(QTcpSocket *socket,
                                                            StreamSink::Callbacks callbacks) = 0;
};

/// One epoll set for all streams, watched through a single notifier: 1.3 KiB a client. Linux only;
/// null elsewhere or when the kernel refuses.
[[nodiscard]] std::unique_ptr<StreamSinkFactory> makeEpollSinks();

/// What the kernel holds for the peer of the socket @p descriptor, sent or not, that the peer has
/// not acknowledged. Linux only; nothing elsewhere.
[[nodiscard]] std::optional<qint64> unacknowledgedBytes(qintptr descriptor);

/// Streams stay on their QTcpSocket: every platform.
[[nodiscard]] std::unique_ptr<StreamSinkFactory> makeSocketSinks();

/// The best of the two that this build has.
[[nodiscard]] std::unique_ptr<StreamSinkFactory> makeStreamSinks();

} // namespace heliograph
