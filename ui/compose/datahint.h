// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace heliograph {

/// What the data editor says about its text.
struct DataHint {
    QString text; ///< "valid JSON, 74 bytes", "text, 5 bytes", "JSON error at line 2, ..."
    bool isError = false;

    bool operator==(const DataHint &) const = default;
};

/// Judges @p data: what begins like a JSON object or array is checked as JSON. A hint only: an
/// event may carry anything. Pure; takes about 10 ms per MiB, so large data belongs on a pool.
[[nodiscard]] DataHint dataHint(const QByteArray &data);

} // namespace heliograph
