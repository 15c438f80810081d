// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDir;

namespace heliograph::test {

/// Renders the dialog of the notification rules into @p folder, light and dark: rules that were
/// met, one whose condition fails, one that is being written wrongly, and a desktop without a tray.
void shootNotifications(const QDir &folder);

} // namespace heliograph::test
