// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <atomic>
#include <tl/expected.hpp>

namespace heliograph {

class ExpressionEngine;

/// What names in templates stand for.
struct FillMoment {
    quint64 seq = 1; ///< the event's number, from 1
    double seconds = 0; ///< `t`
};

/// Whether something in @p draft would be filled in.
[[nodiscard]] bool usesTemplates(const Draft &draft);

/// Fills in the templates of drafts. Lives on its engine's thread.
class DraftFiller {
public:
    /// The field that is worked on; safe to read from any thread.
    using Place = std::atomic<DraftField>;

    /// The longest result, all fields together.
    static constexpr qsizetype mostBytes = qsizetype{64} * 1024 * 1024;

    /// @p draft with the value of each `${...}` in its place and then checked (see check()). Errors
    /// of an expression stand at its `${...}`, one a field. Without templates it is only checked.
    /// @p place is kept up to date on the way.
    [[nodiscard]] static tl::expected<Draft, DraftErrors>
    fill(const Draft &draft, FillMoment moment, ExpressionEngine &engine, Place &place);
};

} // namespace heliograph
