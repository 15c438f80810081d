// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/readable.h"

#include "app/core/say.h"

#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace heliograph::readable {

using namespace std::chrono;

namespace {
QString twoDigits(qint64 value)
{
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}
} // namespace

QString time(microseconds sinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(duration_cast<milliseconds>(sinceEpoch).count())
        .toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString duration(milliseconds span)
{
    const qint64 s = std::max<qint64>(0, duration_cast<seconds>(span).count());
    if (s < 60)
        return say("%1 s").arg(s);
    if (s < 3600)
        return say("%1 min %2 s").arg(s / 60).arg(twoDigits(s % 60));
    if (s < 86400)
        return say("%1 h %2 min").arg(s / 3600).arg(twoDigits(s / 60 % 60));
    return say("%1 d %2 h").arg(s / 86400).arg(s / 3600 % 24);
}

QString step(nanoseconds span)
{
    const QLocale locale;
    const double ms = double(span.count()) / 1e6;
    if (ms < 0.1)
        return say("+%1 ms").arg(locale.toString(ms, 'f', 2));
    if (ms < 1)
        return say("+%1 ms").arg(locale.toString(ms, 'f', 1));
    if (ms < 1000)
        return say("+%1 ms").arg(qint64(ms));
    if (ms < 60'000)
        return say("+%1 s").arg(locale.toString(ms / 1000, 'f', 1));
    return QLatin1Char('+') + duration(duration_cast<milliseconds>(span));
}

QString bytes(quint64 count)
{
    const QLocale locale;
    if (count < 1000)
        return say("%1 B").arg(count);
    if (count < 1'000'000)
        return say("%1 kB").arg(locale.toString(double(count) / 1e3, 'f', count < 10'000 ? 1 : 0));
    if (count < 1'000'000'000)
        return say("%1 MB").arg(locale.toString(double(count) / 1e6, 'f', 1));
    return say("%1 GB").arg(locale.toString(double(count) / 1e9, 'f', 2));
}

QString size(quint64 count)
{
    if (count < 1024)
        return say("%1 B").arg(number(count));
    static const char *const units[] = {QT_TRANSLATE_NOOP("heliograph", "%1 KiB"),
                                        QT_TRANSLATE_NOOP("heliograph", "%1 MiB"),
                                        QT_TRANSLATE_NOOP("heliograph", "%1 GiB")};
    double value = double(count) / 1024;
    size_t unit = 0;
    for (; value >= 1023.5 && unit + 1 < std::size(units); ++unit)
        value /= 1024;
    const bool isWhole = value == std::floor(value);
    return say(units[unit]).arg(QLocale().toString(value, 'f', value < 9.95 && !isWhole ? 1 : 0));
}

QString wait(milliseconds span)
{
    return span < seconds{1} ? say("%1 ms").arg(std::max<qint64>(0, span.count())) : duration(span);
}

QString number(quint64 value)
{
    return QLocale().toString(value);
}

QString oneLine(const QByteArray &bytes, qsizetype most)
{
    // Four bytes make at most one character; more would be decoded in vain.
    QString text = QString::fromUtf8(bytes.left((most + 1) * 4));
    const bool cut = text.size() > most;
    text.truncate(most);
    for (QChar &c : text) {
        if (c == u'\n')
            c = QChar(u'\u21b5'); // in more fonts than the symbol for it
        else if (c.unicode() < 0x20)
            c = QChar(char16_t(0x2400 + c.unicode()));
        else if (c.unicode() == 0x7f)
            c = QChar(u'\u2421');
    }
    if (cut)
        text.append(QChar(u'\u2026'));
    return text;
}

} // namespace heliograph::readable
