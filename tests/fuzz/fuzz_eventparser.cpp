// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sse/eventparser.h"
#include "app/sse/eventwriter.h"
#include "app/sse/utf8.h"

#include <algorithm>
#include <cstdlib>

using namespace heliograph;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// The items without the LF that a read may have cut from a block's CRLF.
QList<StreamItem> normalised(QList<StreamItem> items)
{
    for (StreamItem &item : items) {
        if (item.raw.endsWith("\r\n"))
            item.raw.chop(1);
    }
    return items;
}

QList<StreamItem> parse(QByteArrayView stream, ParserLimits limits, qsizetype step)
{
    EventParser parser(limits);
    QList<StreamItem> items;
    for (qsizetype at = 0; at < stream.size(); at += step)
        items += parser.feed(stream.sliced(at, std::min(step, stream.size() - at)));
    items += parser.finish();
    return items;
}

/// What was parsed can be written, and means the same again.
void writeBack(const StreamItem &item)
{
    if (item.kind != StreamItem::Kind::Event)
        return;
    Event event;
    event.type = item.type;
    event.data = item.data;
    event.id = item.lastEventId;
    const auto wire = EventWriter::write(event);
    require(wire.has_value());
    const QList<StreamItem> items = parse(*wire, {}, wire->size());
    require(items.size() == 1);
    require(items.first().data == item.data && items.first().type == item.type);
    require(items.first().lastEventId == item.lastEventId && items.first().findings.isEmpty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    // The first bytes choose where the stream is split and how much an event may hold.
    const qsizetype step = 1 + data[0] % 16;
    const ParserLimits limits{.maxEventBytes = data[1] < 128 ? 4 + data[1] : 1 << 20};
    const QByteArrayView stream(data + 2, static_cast<qsizetype>(size - 2));
    const QList<StreamItem> items = parse(stream, limits, std::max<qsizetype>(1, stream.size()));
    require(normalised(parse(stream, limits, step)) == normalised(items));
    for (const StreamItem &item : items) {
        require(stream.sliced(static_cast<qsizetype>(item.offset), item.raw.size()) == item.raw);
        require(Utf8::firstInvalid(item.data) < 0 && Utf8::firstInvalid(item.type) < 0);
        require(Utf8::firstInvalid(item.lastEventId) < 0 && !item.lastEventId.contains('\0'));
        writeBack(item);
    }
    return 0;
}
