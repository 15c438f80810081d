// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace heliograph {

/// Where raw text cannot be read.
struct RawTextError {
    QString message; ///< a sentence
    qsizetype position = 0; ///< of the escape at fault, UTF-16 units
    qsizetype length = 0;

    bool operator==(const RawTextError &) const = default;
};

/// The bytes that @p text stands for: itself in UTF-8, each line break of it an LF, and for bytes
/// that cannot be typed the escapes \n \r \t \0 \\ \xHH (one byte) and \u{H...} (a character in
/// UTF-8).
[[nodiscard]] tl::expected<QByteArray, RawTextError> rawBytes(const QString &text);

/// Text that rawBytes() reads as @p bytes. Line feeds stand as line breaks; other control
/// characters, what an editor would not show or would change, and bytes that are not UTF-8 as
/// escapes.
[[nodiscard]] QString rawText(const QByteArray &bytes);

} // namespace heliograph
