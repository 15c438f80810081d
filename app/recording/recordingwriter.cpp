// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingwriter.h"

#include "app/core/say.h"
#include "app/sse/blocks.h"
#include "app/sse/lines.h"
#include "app/sse/utf8.h"

#include <QFileDevice>

#include <algorithm>

namespace heliograph {

namespace {

bool isBlank(QByteArrayView block)
{
    return block.isEmpty() || block[0] == '\n' || block[0] == '\r';
}

bool dispatches(QByteArrayView block)
{
    LineReader reader(block);
    while (!reader.atEnd()) {
        if (splitField(reader.readLine()).name == "data")
            return true;
    }
    return false;
}

} // namespace

RecordingWriter::RecordingWriter(QIODevice &device, const QString &name)
    : m_device(device), m_name(name)
{
}

Result<void> RecordingWriter::begin(const RecordingHead &head)
{
    return write(RecordingFormat::writeHead(head));
}

Result<void> RecordingWriter::append(std::chrono::microseconds at, QByteArrayView bytes)
{
    if (m_error)
        return tl::unexpected(*m_error);
    m_last = advance(at);
    m_pending.append(bytes);
    if (m_isStreamStart) {
        if (m_pending.startsWith(byteOrderMark))
            m_pending.remove(0, byteOrderMark.size());
        else if (byteOrderMark.startsWith(m_pending))
            return {}; // it may still become one
        m_isStreamStart = false;
    }
    const QByteArray stream = std::exchange(m_pending, {});
    for (const QByteArray &block : splitBlocks(stream)) {
        if (!isWholeBlock(block))
            m_pending = block;
        else if (auto written = isBlank(block) ? Result<void>() : writeBlock(block); !written)
            return written;
    }
    if (m_pending.size() > RecordingFormat::maxBlockBytes)
        return note(at, say("an event without end was left out"));
    return {};
}

Result<void> RecordingWriter::note(std::chrono::microseconds at, const QString &text)
{
    if (m_error)
        return tl::unexpected(*m_error);
    m_last = advance(at);
    QString line = text;
    if (!m_pending.isEmpty())
        line += say(" (%1 bytes of an event that did not end are left out)").arg(m_pending.size());
    m_pending.clear();
    m_isStreamStart = true;
    return write(RecordingFormat::timeLine(m_last) + RecordingFormat::noteLine(line) + '\n');
}

Result<void> RecordingWriter::finish(std::chrono::microseconds at)
{
    if (!m_pending.isEmpty()) {
        if (auto noted = note(at, say("ended inside an event")); !noted)
            return noted;
    }
    return flush();
}

Result<void> RecordingWriter::flush()
{
    auto *file = qobject_cast<QFileDevice *>(&m_device);
    if (m_error)
        return tl::unexpected(*m_error);
    if (file && !file->flush())
        return fail();
    return {};
}

Result<void> RecordingWriter::writeBlock(QByteArrayView block)
{
    QByteArray text = RecordingFormat::timeLine(m_last);
    text.append(block);
    // A read that ended inside the last CRLF took its LF away: see StreamItem::raw.
    if (block.endsWith("\r\n\r"))
        text += '\n';
    m_events += dispatches(block) ? 1 : 0;
    ++m_blocks;
    return write(text);
}

Result<void> RecordingWriter::write(QByteArrayView bytes)
{
    if (m_error)
        return tl::unexpected(*m_error);
    // A device that takes a part only says why with the rest.
    for (QByteArrayView rest = bytes; !rest.isEmpty();) {
        const qint64 written = m_device.write(rest.data(), rest.size());
        if (written <= 0)
            return fail();
        rest = rest.sliced(static_cast<qsizetype>(written));
    }
    m_bytes += static_cast<quint64>(bytes.size());
    return {};
}

Result<void> RecordingWriter::fail()
{
    m_error = Error{"write-failed",
                    {},
                    say("Cannot write to \"%1\": %2. Free space or choose another place.")
                        .arg(m_name, m_device.errorString())};
    return tl::unexpected(*m_error);
}

std::chrono::microseconds RecordingWriter::advance(std::chrono::microseconds at)
{
    return std::clamp<std::chrono::microseconds>(at, m_last, RecordingFormat::maxTime);
}

} // namespace heliograph
