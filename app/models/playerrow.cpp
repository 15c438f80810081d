// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playerrow.h"

#include "app/core/say.h"
#include "app/models/readable.h"
#include "app/sse/blockdecoder.h"
#include "app/sse/blocks.h"

namespace heliograph {

namespace {

constexpr qsizetype mostShown = 2000; ///< bytes of a block without data

QString meaning(const StreamItem &item, const std::optional<QByteArray> &id)
{
    if (item.kind != StreamItem::Kind::Event)
        return say("Dispatches nothing.");
    const QString type = readable::oneLine(item.type, 40);
    return id ? say("Dispatches %1 with id %2.").arg(type, readable::oneLine(*id, 40))
              : say("Dispatches %1.").arg(type);
}

QString inWords(const Finding &finding)
{
    const QString detail = readable::oneLine(finding.detail, 40);
    switch (finding.kind) {
    case Finding::Kind::UnknownField:
        return say("Clients ignore the field \u201c%1\u201d.").arg(detail);
    case Finding::Kind::InvalidRetry:
        return say("Clients ignore a retry of \u201c%1\u201d: it is not digits only.").arg(detail);
    case Finding::Kind::NulInId:
        return say("Clients ignore an id with NUL.");
    case Finding::Kind::InvalidUtf8:
        return say("Some bytes are not UTF-8; clients replace them.");
    case Finding::Kind::UnfinishedEvent:
    case Finding::Kind::EventTooLarge:
        break;
    }
    return {};
}

bool endsLine(const QByteArray &bytes)
{
    return bytes.endsWith('\n') || bytes.endsWith('\r');
}

} // namespace

PlayerRow playerRow(const QByteArray &block, std::optional<std::chrono::microseconds> at)
{
    const StreamItem item = decodeBlock(block, 0, {});
    PlayerRow row;
    row.at = at;
    row.dispatches = item.kind == StreamItem::Kind::Event;
    row.type = row.dispatches ? item.type : QByteArray();
    row.id = idOfBlock(block);
    row.size = block.size();
    row.text = readable::oneLine(row.dispatches ? item.data : block.left(mostShown).trimmed());
    return row;
}

BlockCheck checkBlock(const QByteArray &bytes)
{
    BlockCheck check;
    QByteArray whole = bytes;
    if (whole.trimmed().isEmpty()) {
        check.problem = say("It holds nothing. Skip the event instead.");
        return check;
    }
    if (!endsLine(whole))
        whole += '\n';
    if (!isWholeBlock(whole) && splitBlocks(whole).size() == 1)
        whole += '\n';
    if (const qsizetype count = splitBlocks(whole).size(); count > 1) {
        check.problem = say("A blank line in it makes it %1 blocks. Insert the others instead.")
                            .arg(readable::number(static_cast<quint64>(count)));
        return check;
    }
    if (!isWholeBlock(whole)) {
        check.problem = say("It is no whole block. End it with a blank line.");
        return check;
    }
    const StreamItem item = decodeBlock(whole, 0, {});
    check.advice = meaning(item, idOfBlock(whole));
    if (!item.findings.isEmpty())
        check.advice += u' ' + inWords(item.findings.constFirst());
    check.block = whole;
    return check;
}

} // namespace heliograph
