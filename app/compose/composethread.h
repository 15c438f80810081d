// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The thread on which drafts become events: one with a script engine, or, in a build without
// scripting, one without.
#ifdef HELIOGRAPH_SCRIPTING
#include "app/scenario/expressionthread.h"

namespace heliograph {
using ComposeThread = ExpressionThread;
}
#else
#include "app/compose/plainthread.h"

namespace heliograph {
using ComposeThread = PlainThread;
}
#endif
