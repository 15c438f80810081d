// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playerdraft.h"

#include "app/core/say.h"
#include "app/sse/blocks.h"
#include "app/sse/eventwriter.h"

namespace heliograph {

Result<QList<QByteArray>> blocksOfDraft(const Draft &draft)
{
    if (const DraftErrors errors = check(draft); !errors.isEmpty())
        return failure("invalid-field", errors.all.constFirst().message);
    QList<QByteArray> blocks;
    for (const PublishRequest &request : toRequests(draft)) {
        if (request.raw) {
            blocks += splitBlocks(*request.raw);
            continue;
        }
        Event event = request.event;
        if (request.automaticId)
            event.id.reset();
        const Result<QByteArray> block = EventWriter::write(event);
        if (!block)
            return tl::unexpected(block.error());
        blocks.append(*block);
    }
    if (blocks.isEmpty() || !isWholeBlock(blocks.constLast()))
        return failure("invalid-field",
                       say("What is composed is no whole block. End it with a "
                           "blank line."));
    return blocks;
}

} // namespace heliograph
