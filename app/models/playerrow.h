// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <chrono>
#include <optional>

namespace heliograph {

/// What a table shows of one block; of a large one, the beginning of its data.
struct PlayerRow {
    std::optional<std::chrono::microseconds> at; ///< absent: with the block that follows
    QByteArray type; ///< empty when nothing dispatches
    std::optional<QByteArray> id;
    qsizetype size = 0; ///< of the block, in bytes
    QString text; ///< its data on one line, or what it holds instead
    bool dispatches = false;
};

/// Reads @p block, one whole block.
[[nodiscard]] PlayerRow playerRow(const QByteArray &block,
                                  std::optional<std::chrono::microseconds> at);

/// What is wrong with, or to be known about, bytes that shall become one block.
struct BlockCheck {
    QByteArray block; ///< ended by a blank line; empty when problem says why there is none
    QString problem; ///< a sentence
    QString advice; ///< what it means to a client, and the first thing a strict one finds
};

/// Checks @p bytes as somebody typed them; a blank line that is missing at the end is added.
[[nodiscard]] BlockCheck checkBlock(const QByteArray &bytes);

} // namespace heliograph
