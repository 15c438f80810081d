// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace heliograph {

/// @p text in the user's language, where no class has a tr() of its own. @p n, unless negative,
/// stands for %n and chooses the plural form.
[[nodiscard]] inline QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("heliograph", text, nullptr, n);
}

} // namespace heliograph
