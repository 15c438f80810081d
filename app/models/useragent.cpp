// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/useragent.h"

#include <QRegularExpression>

namespace heliograph {

namespace {

struct Product {
    QLatin1String token; ///< as the header spells it, before "/version"
    QLatin1String name;
    bool majorOnly;
};

// In this order: a browser names its ancestors too, so the most particular comes first.
constexpr Product products[] = {
    {QLatin1String("Heliograph"), QLatin1String("Heliograph subscription"), false},
    {QLatin1String("Edg"), QLatin1String("Edge"), true},
    {QLatin1String("OPR"), QLatin1String("Opera"), true},
    {QLatin1String("SamsungBrowser"), QLatin1String("Samsung Internet"), true},
    {QLatin1String("FxiOS"), QLatin1String("Firefox"), true},
    {QLatin1String("CriOS"), QLatin1String("Chrome"), true},
    {QLatin1String("Firefox"), QLatin1String("Firefox"), true},
    {QLatin1String("HeadlessChrome"), QLatin1String("Headless Chrome"), true},
    {QLatin1String("Chromium"), QLatin1String("Chromium"), true},
    {QLatin1String("Chrome"), QLatin1String("Chrome"), true},
    {QLatin1String("Version"), QLatin1String("Safari"), true},
    {QLatin1String("curl"), QLatin1String("curl"), false},
    {QLatin1String("Wget"), QLatin1String("Wget"), false},
    {QLatin1String("HTTPie"), QLatin1String("HTTPie"), false},
    {QLatin1String("PostmanRuntime"), QLatin1String("Postman"), true},
    {QLatin1String("insomnia"), QLatin1String("Insomnia"), true},
    {QLatin1String("Bun"), QLatin1String("Bun"), false},
    {QLatin1String("Deno"), QLatin1String("Deno"), false},
    {QLatin1String("okhttp"), QLatin1String("OkHttp"), false},
    {QLatin1String("Go-http-client"), QLatin1String("Go"), true},
    {QLatin1String("python-requests"), QLatin1String("Python requests"), false},
    {QLatin1String("python-httpx"), QLatin1String("Python httpx"), false},
};

QString versionAfter(const QString &header, QLatin1String token, bool majorOnly)
{
    const QRegularExpression expression(QLatin1String("(?:^|[ (;])%1/(\\d+)(\\.\\d+)?").arg(token));
    const QRegularExpressionMatch match = expression.match(header);
    if (!match.hasMatch())
        return {};
    return majorOnly ? match.captured(1) : match.captured(1) + match.captured(2);
}

QString platformOf(const QString &header)
{
    static const struct {
        QLatin1String mark;
        QLatin1String name;
    } platforms[] = {
        {QLatin1String("iPhone"), QLatin1String("iOS")},
        {QLatin1String("iPad"), QLatin1String("iPadOS")},
        {QLatin1String("Android"), QLatin1String("Android")},
        {QLatin1String("Windows"), QLatin1String("Windows")},
        {QLatin1String("Macintosh"), QLatin1String("macOS")},
        {QLatin1String("CrOS"), QLatin1String("ChromeOS")},
        {QLatin1String("Linux"), QLatin1String("Linux")},
    };
    for (const auto &platform : platforms) {
        if (header.contains(platform.mark))
            return platform.name;
    }
    return {};
}

} // namespace

UserAgent UserAgent::parse(const QByteArray &header)
{
    const QString text = QString::fromUtf8(header).trimmed();
    if (text == QLatin1String("node") || text.startsWith(QLatin1String("node/")))
        return {QStringLiteral("Node"), {}};
    if (text == QLatin1String("undici"))
        return {QStringLiteral("Node"), {}};
    for (const Product &product : products) {
        const QString version = versionAfter(text, product.token, product.majorOnly);
        if (version.isEmpty())
            continue;
        if (product.token == QLatin1String("Version") && !text.contains(QLatin1String("Safari/")))
            continue;
        if (product.token == QLatin1String("Heliograph"))
            return {product.name, {}};
        const bool isBrowser = text.startsWith(QLatin1String("Mozilla/"));
        return {product.name + QLatin1Char(' ') + version,
                isBrowser ? platformOf(text) : QString()};
    }
    return {text, {}};
}

} // namespace heliograph
