// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace heliograph {

/// U+FEFF: one that begins a stream is no part of it (Encoding standard, "UTF-8 decode").
inline constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF", 3);

/// UTF-8 as the Encoding standard decodes it.
namespace Utf8 {

/// Where the first ill-formed sequence at or after @p from begins, or -1 when there is none. A
/// sequence cut off by the end counts as ill-formed.
[[nodiscard]] qsizetype firstInvalid(QByteArrayView bytes, qsizetype from = 0);

/// @p bytes with each maximal ill-formed subpart replaced by U+FFFD.
[[nodiscard]] QByteArray replaceInvalid(QByteArrayView bytes);

} // namespace Utf8

} // namespace heliograph
