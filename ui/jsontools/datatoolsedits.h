// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QPlainTextEdit;

/// Changes to the text of the data editor as a user would make them: they can be undone.
namespace heliograph::dataedits {

/// Whether @p data is too much for the editor to hold as text.
[[nodiscard]] bool isTooLarge(const QByteArray &data);

/// Selects everything and puts @p text in its place.
void replaceAll(QPlainTextEdit &editor, const QByteArray &text);

/// Puts the cursor to @p position, with the @p length characters after it selected.
void select(QPlainTextEdit &editor, qsizetype position, qsizetype length);

} // namespace heliograph::dataedits
