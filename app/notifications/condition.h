// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"
#include "app/scenario/expression.h"

namespace heliograph {

/// What asking a condition about one event came to.
struct ConditionVerdict {
    enum class Kind : quint8 {
        NotMet,
        Met,
        Failed, ///< it threw; problem says what
        Stopped, ///< it did not end in time; problem says so
    };
    Kind kind = Kind::NotMet;
    QString problem;

    bool operator==(const ConditionVerdict &) const = default;
};

/// Conditions on events, as expressions. For the thread of the engine.
namespace Condition {

/// The longest block whose data is parsed for a condition, in bytes.
constexpr qsizetype LongestBlock = qsizetype{1024} * 1024;

/// data (parsed JSON; the text when it is none), text, event, id, endpoint and size (bytes on the
/// wire).
[[nodiscard]] const QStringList &names();

/// Whether @p entry meets @p condition. @p limit is the engine's; one that reaches it twice running
/// is Stopped, for once may be the machine's fault.
[[nodiscard]] ConditionVerdict ask(ExpressionEngine &engine, const QString &condition,
                                   const JournalEntry &entry, std::chrono::milliseconds limit);

} // namespace Condition

} // namespace heliograph
