// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playertime.h"

#include <cmath>

namespace heliograph {

QString playerTime(std::chrono::microseconds at, int decimals)
{
    const qint64 microseconds = std::max<qint64>(0, at.count());
    const qint64 seconds = microseconds / 1'000'000;
    const QString fraction =
        QStringLiteral("%1").arg(microseconds % 1'000'000, 6, 10, QLatin1Char('0')).left(decimals);
    const auto two = [](qint64 value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    QString text = seconds < 3600 ? QString::number(seconds / 60)
                                  : QString::number(seconds / 3600) + u':' + two(seconds / 60 % 60);
    text += u':' + two(seconds % 60);
    return decimals > 0 ? text + u'.' + fraction : text;
}

QString playerSpeed(double speed)
{
    return QString::number(speed, 'g', 3) + QChar(u'\u00d7');
}

std::optional<double> parsePlayerSpeed(const QString &text)
{
    QString number = text.trimmed();
    if (number.endsWith(QChar(u'\u00d7')) || number.endsWith(u'x', Qt::CaseInsensitive))
        number.chop(1);
    bool isNumber = false;
    const double speed = number.trimmed().replace(u',', u'.').toDouble(&isNumber);
    if (!isNumber || !std::isfinite(speed) || speed <= 0)
        return std::nullopt;
    return speed;
}

} // namespace heliograph
