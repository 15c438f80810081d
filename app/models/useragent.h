// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace heliograph {

/// What a User-Agent header says in a few words: "Chrome 156" and "Linux", "curl 8.9" and nothing.
struct UserAgent {
    QString name; ///< "Firefox 145"; the raw header when it is not known
    QString platform; ///< "macOS"; empty when unknown

    [[nodiscard]] static UserAgent parse(const QByteArray &header);

    bool operator==(const UserAgent &) const = default;
};

} // namespace heliograph
