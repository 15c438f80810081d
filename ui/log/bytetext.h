// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace heliograph {

/// @p bytes, eight a line: offset, hexadecimal, characters with visible line ends and controls.
/// At most @p most bytes, then a line that says how many more there are.
[[nodiscard]] QString byteText(const QByteArray &bytes, qsizetype most = qsizetype{64} * 1024);

} // namespace heliograph
