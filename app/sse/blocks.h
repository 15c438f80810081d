// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace heliograph {

/// @p bytes cut after each blank line (WHATWG HTML 9.2.6), nothing lost. The last piece may be a
/// block that has not ended: see isWholeBlock().
[[nodiscard]] QList<QByteArray> splitBlocks(QByteArrayView bytes);

/// Whether @p block is one block and its blank line, so that what follows it begins a new one.
[[nodiscard]] bool isWholeBlock(QByteArrayView block);

/// The value of the last `id` line of @p block that counts (9.2.6: one with NUL does not); nothing
/// when there is none.
[[nodiscard]] std::optional<QByteArray> idOfBlock(QByteArrayView block);

} // namespace heliograph
