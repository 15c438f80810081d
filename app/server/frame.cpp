// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/frame.h"

#include "app/core/clock.h"
#include "app/server/httpresponse.h"

namespace heliograph {

FrameCache::FrameCache(const QByteArray &wire, bool dispatches, const Clock &clock)
    : m_wire(wire), m_clock(clock), m_dispatches(dispatches)
{
}

const FramePtr &FrameCache::frame(bool chunked)
{
    FramePtr &frame = chunked ? m_chunked : m_plain;
    if (!frame) {
        frame = std::make_shared<const Frame>(Frame{chunked ? chunk(m_wire) : m_wire, m_wire.size(),
                                                    m_dispatches, true, m_clock.monotonic(),
                                                    m_clock.wall()});
    }
    return frame;
}

qsizetype frameSize(qsizetype wireBytes, bool chunked)
{
    if (!chunked)
        return wireBytes;
    qsizetype digits = 1;
    for (qsizetype rest = wireBytes; rest > 15; rest /= 16)
        ++digits;
    return digits + wireBytes + 4; // two line ends (RFC 9112 7.1)
}

} // namespace heliograph
