// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonformats.h"

#include "app/core/say.h"

#include <QDate>
#include <QRegularExpression>
#include <QTime>
#include <QUrl>

#include <array>

namespace heliograph {

namespace {

/// RFC 3339, 5.6 full-date.
bool isDate(QStringView text)
{
    static const QRegularExpression shape(QStringLiteral("\\A[0-9]{4}-[0-9]{2}-[0-9]{2}\\z"));
    return shape.match(text.toString()).hasMatch()
        && QDate::fromString(text.toString(), Qt::ISODate).isValid();
}

/// RFC 3339, 5.6 full-time; a leap second may stand at the end of a minute.
bool isTime(QStringView text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A([0-9]{2}):([0-9]{2}):([0-9]{2})(\\.[0-9]+)?"
                       "([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])\\z"));
    const auto match = shape.match(text.toString());
    return match.hasMatch() && match.captured(1).toInt() < 24 && match.captured(2).toInt() < 60
        && match.captured(3).toInt() <= 60;
}

bool isDateTime(const QString &text)
{
    const QStringView view(text);
    return text.size() > 11 && (text.at(10) == u'T' || text.at(10) == u't')
        && isDate(view.first(10)) && isTime(view.sliced(11));
}

bool isEmail(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)*\\z"));
    return shape.match(text).hasMatch();
}

bool isUri(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]*\\z"));
    return shape.match(text).hasMatch() && QUrl(text, QUrl::StrictMode).isValid();
}

bool isUuid(const QString &text)
{
    static const QRegularExpression shape(
        QStringLiteral("\\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\z"));
    return shape.match(text).hasMatch();
}

struct Format {
    QLatin1String name;
    bool (*fits)(const QString &text);
    QLatin1String example;
    const char *title;
};

const std::array<Format, 6> Formats{{
    {QLatin1String("date-time"), isDateTime, QLatin1String("2026-01-31T12:00:00Z"),
     "a date and time"},
    {QLatin1String("date"), [](const QString &text) { return isDate(text); },
     QLatin1String("2026-01-31"), "a date"},
    {QLatin1String("time"), [](const QString &text) { return isTime(text); },
     QLatin1String("12:00:00Z"), "a time"},
    {QLatin1String("email"), isEmail, QLatin1String("name@example.org"), "an email address"},
    {QLatin1String("uri"), isUri, QLatin1String("https://example.org/"), "a URI"},
    {QLatin1String("uuid"), isUuid, QLatin1String("123e4567-e89b-12d3-a456-426614174000"),
     "a UUID"},
}};

const Format *find(QStringView name)
{
    for (const Format &format : Formats) {
        if (format.name == name)
            return &format;
    }
    return nullptr;
}

} // namespace

bool hasJsonFormat(QStringView format, const QString &text)
{
    const Format *known = find(format);
    return !known || known->fits(text);
}

QString jsonFormatName(QStringView format)
{
    const Format *known = find(format);
    return known ? say(known->title) : format.toString();
}

QString jsonFormatExample(QStringView format)
{
    const Format *known = find(format);
    return known ? QString(known->example) : QString();
}

} // namespace heliograph
