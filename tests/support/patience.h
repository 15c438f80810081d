// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

/// What every test is built with: QTRY_VERIFY and QTRY_COMPARE wait for half a minute instead of
/// Qt's five seconds. A test that passes takes no longer; one on a busy machine, under a sanitizer,
/// does not fail for want of time.
#undef QTRY_VERIFY
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 30'000)
#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 30'000)
