// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace heliograph {

/// A pattern for names on the wire: "*" stands for any run of bytes, "?" for one character, all
/// else for itself, case included, for event types and paths have one. Empty matches everything.
class Glob {
public:
    Glob() = default;
    explicit Glob(QByteArray pattern) : m_pattern(std::move(pattern)) { }

    [[nodiscard]] bool matches(QByteArrayView text) const;

private:
    QByteArray m_pattern;
};

} // namespace heliograph
