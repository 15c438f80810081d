// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTextCursor>

class QTextDocument;

/// What the keys of a code editor do to a text, each one undo step.
namespace heliograph::codeediting {

/// How wide one level of indentation is in @p document: 2 or 4 spaces, as its lines have it; 2
/// when nothing tells.
[[nodiscard]] int indentWidth(const QTextDocument &document);

/// A line break, the next line indented as the code wants it. Between two brackets the second one
/// gets a line of its own. Returns the cursor where typing goes on.
[[nodiscard]] QTextCursor breakLine(QTextCursor cursor, int width);

/// Spaces up to the next level, or with a selection over lines, one level for each of them.
void indent(QTextCursor cursor, int width);
void unindent(QTextCursor cursor, int width);

/// Types the closing bracket @p bracket; where it is the first of its line, one level further left.
void closeBracket(QTextCursor cursor, QChar bracket, int width);

/// Makes "//" comments of the selected lines, or takes that back when all of them are.
void toggleComment(QTextCursor cursor);

/// The position of the bracket that belongs to the one at @p position; -1 when there is none, or
/// none within 5,000 lines.
[[nodiscard]] int matchingBracket(const QTextDocument &document, int position);

} // namespace heliograph::codeediting
