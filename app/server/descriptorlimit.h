// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace heliograph {

/// Raises this process's limit on open descriptors to what the system lets it have, and returns
/// it; 0 where there is no such limit. 10,000 clients need as many descriptors.
long raiseDescriptorLimit();

} // namespace heliograph
