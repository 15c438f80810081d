// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace heliograph {

/// Makes the author's module a function that the prelude calls. What stands before the text is in
/// its first line and as long for every kind, so that lines and columns can be told as the author
/// knows them.
namespace ScriptWrapper {

/// The source of a function expression around @p text; an @p asynchronous one may use await at its
/// top level.
[[nodiscard]] QString wrap(const QString &text, bool asynchronous);

/// How many characters stand before the text.
[[nodiscard]] int prefixLength();

} // namespace ScriptWrapper

} // namespace heliograph
