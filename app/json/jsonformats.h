// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace heliograph {

/// Whether @p text looks like the JSON Schema format @p format (date-time, date, time, email, uri,
/// uuid); true for formats that are not known.
[[nodiscard]] bool hasJsonFormat(QStringView format, const QString &text);

/// "a date and time" for date-time; the format itself when it is not known.
[[nodiscard]] QString jsonFormatName(QStringView format);

/// "2026-11-21T10:00:00Z" for date-time: a text of @p format to begin with; empty when not known.
[[nodiscard]] QString jsonFormatExample(QStringView format);

} // namespace heliograph
