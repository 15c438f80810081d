// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace heliograph {

/// Sets the C library's allocator up for a server: to be called first in main(). No effect where
/// the library has no such setting.
void tuneAllocator();

} // namespace heliograph
