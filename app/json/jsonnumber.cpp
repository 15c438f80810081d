// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonnumber.h"

#include <algorithm>
#include <cmath>

namespace heliograph {

namespace {

constexpr qint64 LargestExponent = 1'000'000'000'000; // a longer one stands for this

qint64 exponentOf(QByteArrayView text)
{
    bool isNumber = false;
    const qint64 exponent = text.toLongLong(&isNumber);
    if (!isNumber) // more digits than fit
        return text.startsWith('-') ? -LargestExponent : LargestExponent;
    return std::clamp(exponent, -LargestExponent, LargestExponent);
}

} // namespace

JsonNumber::JsonNumber(QByteArrayView text)
{
    m_isNegative = text.startsWith('-');
    if (m_isNegative)
        text = text.sliced(1);
    const auto mark =
        std::find_if(text.begin(), text.end(), [](char c) { return c == 'e' || c == 'E'; });
    const QByteArrayView mantissa = text.first(mark - text.begin());
    if (mark != text.end())
        m_exponent = exponentOf(text.sliced(mantissa.size() + 1));
    const qsizetype point = mantissa.indexOf('.');
    m_exponent += point < 0 ? mantissa.size() : point;
    m_digits = mantissa.toByteArray();
    if (point >= 0)
        m_digits.remove(point, 1);
    qsizetype zeros = 0;
    while (zeros < m_digits.size() && m_digits.at(zeros) == '0')
        ++zeros;
    m_digits.remove(0, zeros);
    m_exponent -= zeros;
    while (m_digits.endsWith('0'))
        m_digits.chop(1);
    if (isZero()) {
        m_exponent = 0;
        m_isNegative = false;
    }
}

bool JsonNumber::isMultipleOf(const JsonNumber &divisor) const
{
    constexpr qint64 mostZeros = 100'000;
    if (isZero() || divisor.isZero())
        return isZero();
    // Both as whole numbers of the same smallest unit.
    const qint64 unit =
        std::min(m_exponent - m_digits.size(), divisor.m_exponent - divisor.m_digits.size());
    const qint64 ownZeros = m_exponent - m_digits.size() - unit;
    const qint64 zeros = divisor.m_exponent - divisor.m_digits.size() - unit;
    if (zeros > m_digits.size() + ownZeros)
        return false; // smaller than the divisor
    if (divisor.m_digits.size() + zeros > 17 || ownZeros > mostZeros) {
        const double ratio = toDouble() / divisor.toDouble();
        return ratio == std::floor(ratio);
    }
    const quint64 by = (divisor.m_digits + QByteArray(zeros, '0')).toULongLong();
    quint64 rest = 0;
    for (const char digit : m_digits)
        rest = (rest * 10 + static_cast<quint64>(digit - '0')) % by;
    for (qint64 zero = 0; zero < ownZeros && rest > 0; ++zero)
        rest = rest * 10 % by;
    return rest == 0;
}

double JsonNumber::toDouble() const
{
    const QByteArray text = (m_isNegative ? "-0." : "0.") + m_digits + 'e'
        + QByteArray::number(std::clamp<qint64>(m_exponent, -100'000, 100'000));
    return text.toDouble();
}

QByteArray JsonNumber::canonical() const
{
    return (m_isNegative ? "-0." : "0.") + m_digits + 'e' + QByteArray::number(m_exponent);
}

int compare(const JsonNumber &a, const JsonNumber &b)
{
    if (a.m_isNegative != b.m_isNegative)
        return a.m_isNegative ? -1 : 1;
    const int sign = a.m_isNegative ? -1 : 1;
    if (a.isZero() || b.isZero())
        return a.isZero() && b.isZero() ? 0 : a.isZero() ? -1 : sign;
    if (a.m_exponent != b.m_exponent)
        return a.m_exponent < b.m_exponent ? -sign : sign;
    const int digits = a.m_digits.compare(b.m_digits);
    return digits == 0 ? 0 : digits < 0 ? -sign : sign;
}

} // namespace heliograph
