// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

/// JSON text taken apart without changing it: members keep their order and numbers their digits,
/// which QJsonDocument loses. The text must be valid JSON.
namespace heliograph::jsonslice {

struct Member {
    QByteArrayView key; ///< with its quotes; empty in an array
    QByteArrayView value;
};

enum class Kind : quint8 { Object, Array, String, Number, Word };

[[nodiscard]] Kind kindOf(QByteArrayView value);

/// The members of an object or array, at most @p most of them.
[[nodiscard]] QList<Member> members(QByteArrayView value, qsizetype most);

/// Indented by two blanks.
[[nodiscard]] QByteArray pretty(QByteArrayView json);

} // namespace heliograph::jsonslice
