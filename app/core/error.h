// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace heliograph {

/// An expected failure, as a value: what went wrong, where, and what to do about it.
struct Error {
    QByteArray code; ///< stable, kebab-case, for programs: "invalid-field", "port-in-use"
    QByteArray field; ///< the field or option at fault, empty when there is none
    QString message; ///< one sentence for people, ending with what to do

    bool operator==(const Error &) const = default;
};

} // namespace heliograph
