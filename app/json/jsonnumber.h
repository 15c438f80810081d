// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace heliograph {

/// A JSON number by its exact value, however many digits it has: 0.digits * 10^exponent.
class JsonNumber {
public:
    /// @p text is a number as JSON writes it.
    explicit JsonNumber(QByteArrayView text);

    [[nodiscard]] bool isZero() const { return m_digits.isEmpty(); }

    /// Whether it has no fraction: 1.0 and 1e3 are whole.
    [[nodiscard]] bool isWhole() const { return m_digits.size() <= m_exponent || isZero(); }

    /// Whether it is a whole multiple of @p divisor, which is above zero; exact as long as the
    /// divisor has at most 17 digits.
    [[nodiscard]] bool isMultipleOf(const JsonNumber &divisor) const;

    [[nodiscard]] double toDouble() const;

    /// The same text for the same number.
    [[nodiscard]] QByteArray canonical() const;

    /// Below, at or above zero as @p a is less than, equal to or more than @p b.
    friend int compare(const JsonNumber &a, const JsonNumber &b);

private:
    bool m_isNegative = false;
    QByteArray m_digits; ///< neither beginning nor ending with a zero; empty: zero
    qint64 m_exponent = 0;
};

[[nodiscard]] int compare(const JsonNumber &a, const JsonNumber &b);

} // namespace heliograph
