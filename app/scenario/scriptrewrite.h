// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace heliograph {

/// Makes a module of @p source into the body of a function, since scenarios run as one: import
/// declarations become calls of require(), export declarations become calls of __export(name, get)
/// in front of what they export, import() becomes __import() and import.meta becomes __meta. All
/// else stays as it is, and everything stays on its line. Comments, strings, templates and regular
/// expressions are never touched.
[[nodiscard]] QString rewriteModule(const QString &source);

} // namespace heliograph
