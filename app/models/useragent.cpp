// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/useragent.h"

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

bool isDigit(QChar character)
{
    return character >= QLatin1Char('0') && character <= QLatin1Char('9');
}

/// How many digits begin at @p start.
qsizetype digitsAt(const QString &text, qsizetype start)
{
    qsizetype end = start;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    return end - start;
}

/// The version of the product @p token in @p header (RFC 9110 10.1.5): major, or major and minor.
/// Empty when it is not there. Thousands of clients can come at once, so nothing here is costly.
QString versionAfter(const QString &header, QLatin1String token, bool majorOnly)
{
    static const QLatin1String before(" (;");
    for (qsizetype at = header.indexOf(token); at >= 0; at = header.indexOf(token, at + 1)) {
        if (at > 0 && !before.contains(header[at - 1]))
            continue;
        const qsizetype version = at + token.size() + 1;
        if (version > header.size() || header[version - 1] != QLatin1Char('/'))
            continue;
        qsizetype length = digitsAt(header, version);
        if (length == 0)
            continue;
        const qsizetype dot = version + length;
        if (!majorOnly && dot < header.size() && header[dot] == QLatin1Char('.')) {
            const qsizetype minor = digitsAt(header, dot + 1);
            length += minor > 0 ? minor + 1 : 0;
        }
        return header.mid(version, length);
    }
    return {};
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
