// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sse/eventparser.h"

namespace heliograph {

/// What @p lines mean together (WHATWG HTML 9.2.6, "interpret an event stream"): the complete lines
/// of one block, without BOM. @p offset is where they begin in the stream, @p lastEventId what held
/// before them. The item's raw is left to the caller.
[[nodiscard]] StreamItem decodeBlock(QByteArrayView lines, quint64 offset,
                                     const QByteArray &lastEventId);

} // namespace heliograph
