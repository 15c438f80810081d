// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDir;

namespace heliograph::test {

/// Renders the compose panel at its various works into @p folder, light and dark, in a large and a
/// small window.
void shootCompose(const QDir &folder);

} // namespace heliograph::test
