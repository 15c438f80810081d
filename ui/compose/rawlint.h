// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace heliograph {

/// One line of what a client makes of raw bytes.
struct LintRow {
    enum class Kind {
        Event, ///< dispatched: type, id and data are set
        Nothing, ///< a block that dispatches nothing; text says what it does
        Finding, ///< something the standard ignores or repairs; text says what
        Note, ///< about the list itself
    };
    Kind kind = Kind::Note;
    int line = 0; ///< of the text, from 1; 0: none
    qsizetype position = -1; ///< in the text, UTF-16 units
    QByteArray type; ///< of the event
    QString text; ///< the head of the event's data, or a sentence

    bool operator==(const LintRow &) const = default;
};

/// What a client makes of raw text.
struct RawLint {
    qsizetype bytes = -1; ///< -1: the text cannot be read
    int events = 0; ///< dispatched
    int findings = 0;
    QList<LintRow> rows; ///< the first 200

    bool operator==(const RawLint &) const = default;
};

/// Reads @p text (see rawBytes()) as a client does in the middle of a stream. No rows when its
/// escapes are wrong. Pure; takes about 20 ms per MiB, so large text belongs on a pool.
[[nodiscard]] RawLint lintOf(const QString &text);

} // namespace heliograph
