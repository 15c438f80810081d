// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/allocator.h"

#if __has_include(<features.h>)
#include <features.h>
#endif

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace heliograph {

void tuneAllocator()
{
#ifdef __GLIBC__
    // Every request is read into a buffer of 16 KiB, and glibc merges all the small free chunks of
    // its fast bins whenever so much is asked for: a third of the time of a publish. Without fast
    // bins there is nothing to merge; the cache of each thread serves small sizes as before.
    ::mallopt(M_MXFAST, 0);
#endif
}

} // namespace heliograph
