// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace heliograph {

/// UTF-8 as the Encoding standard decodes it.
namespace Utf8 {

/// Where the first ill-formed sequence at or after @p from begins, or -1 when there is none. A
/// sequence cut off by the end counts as ill-formed.
[[nodiscard]] qsizetype firstInvalid(QByteArrayView bytes, qsizetype from = 0);

/// @p bytes with each maximal ill-formed subpart replaced by U+FFFD.
[[nodiscard]] QByteArray replaceInvalid(QByteArrayView bytes);

} // namespace Utf8

} // namespace heliograph
