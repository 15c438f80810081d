// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"
#include "app/core/result.h"

namespace heliograph {

/// The blocks that @p draft, its templates filled in, puts into a recording. An id that would be
/// numbered when it is sent is left out: what a recording holds is sent as it is. Errors: those of
/// check(), and "invalid-field" for raw bytes that end inside a block.
[[nodiscard]] Result<QList<QByteArray>> blocksOfDraft(const Draft &draft);

} // namespace heliograph
