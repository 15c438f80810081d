// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingreader.h"
#include "app/recording/recordingwriter.h"
#include "app/sse/eventparser.h"
#include "tests/recording/recordingsamples.h"

#include <cstdlib>

using namespace heliograph;
using namespace heliograph::test;
using namespace std::chrono_literals;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// What a client would dispatch of @p stream.
QList<std::array<QByteArray, 3>> eventsOf(QByteArrayView stream)
{
    EventParser parser;
    QList<std::array<QByteArray, 3>> events;
    for (const StreamItem &item : parser.feed(stream)) {
        if (item.kind == StreamItem::Kind::Event)
            events.append({item.type, item.data, item.lastEventId});
    }
    return events;
}

/// Times rise, places rise, and what is played is what any parser reads in the file.
void holdToTheFormat(const QByteArray &file, const ReadRecording &read)
{
    QByteArray played;
    std::chrono::microseconds at{};
    qint64 offset = -1;
    quint64 row = 0;
    for (const RecordedBlock &block : read.blocks) {
        require(block.at >= at && block.offset > offset && block.row == row);
        require(file.indexOf(block.bytes, block.offset) >= 0);
        at = block.at;
        offset = block.offset;
        row += block.isNote ? 0 : 1;
        if (!block.isNote)
            played += block.bytes;
    }
    const qsizetype whole = read.fault ? qsizetype(read.fault->offset) : file.size();
    // A byte order mark that begins a later block would be dropped at the beginning of a stream.
    require(eventsOf('\n' + played) == eventsOf(QByteArrayView(file).first(whole)));
}

void readAnything(const QByteArray &file, qint64 step, const RecordingReaderOptions &options)
{
    const ReadRecording read = readRecording(file, 1 << 16, options);
    require(readRecording(file, step, options) == read);
    if (!read.fault || read.fault->line > 0)
        holdToTheFormat(file, read);
}

/// A stream that is recorded in pieces plays the same events.
void record(QByteArrayView stream, qsizetype step)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    RecordingWriter writer(buffer, QStringLiteral("memory"));
    require(writer.begin({}).has_value());
    for (qsizetype at = 0; at < stream.size(); at += step)
        require(writer.append(at * 1us, stream.sliced(at, std::min(step, stream.size() - at)))
                    .has_value());
    require(writer.finish(stream.size() * 1us).has_value());
    const ReadRecording read = readRecording(buffer.data());
    QByteArray played;
    for (const RecordedBlock &block : read.blocks) {
        if (!block.isNote)
            played += block.bytes;
    }
    if (!read.fault)
        require(eventsOf('\n' + played) == eventsOf(stream));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    // The first bytes choose how it is read, and where a stream without times is split.
    const qsizetype step = 1 + data[0] % 32;
    const RecordingReaderOptions options{.interval = data[1] * 1ms,
                                         .maxBlockBytes = data[1] % 2 ? 4096 : 1 << 20};
    const auto bytes =
        QByteArray(reinterpret_cast<const char *>(data + 2), static_cast<qsizetype>(size - 2));
    readAnything(bytes, step, options);
    readAnything(head() + bytes, step, options);
    record(bytes, step);
    return 0;
}
