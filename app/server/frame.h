// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <chrono>
#include <functional>
#include <memory>

namespace heliograph {

class Clock;
class Stream;

/// Bytes that go out in one piece, in the form the streams of one HTTP version carry them. Every
/// queue it waits in shares it.
struct Frame {
    QByteArray bytes; ///< with the chunk's framing where the stream is chunked
    qsizetype streamBytes = 0; ///< without it
    bool dispatches = false; ///< counts as an event
    bool isDroppable = true; ///< false: the stream would be broken without it
    std::chrono::nanoseconds queuedAt{}; ///< monotonic
    std::chrono::microseconds wall{}; ///< the same, since the Unix epoch
};

using FramePtr = std::shared_ptr<const Frame>;

/// Puts a frame into a stream's queue; false when the stream was closed over it.
using EnqueueFrame = std::function<bool(Stream &, const FramePtr &)>;

/// One block of event stream in both forms, each made when first asked for.
class FrameCache {
public:
    FrameCache(const QByteArray &wire, bool dispatches, const Clock &clock);

    [[nodiscard]] const FramePtr &frame(bool chunked);

private:
    const QByteArray &m_wire;
    const Clock &m_clock;
    bool m_dispatches;
    FramePtr m_chunked;
    FramePtr m_plain;
};

/// The size of the frame that carries a block of @p wireBytes.
[[nodiscard]] qsizetype frameSize(qsizetype wireBytes, bool chunked);

} // namespace heliograph
