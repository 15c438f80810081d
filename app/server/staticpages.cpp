// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/staticpages.h"

#include <QDirIterator>
#include <QFile>
#include <QHash>

#include <array>

/// A static library's resources are there only once asked for. Outside any namespace, as Qt wants.
static void initializeWebResources()
{
    Q_INIT_RESOURCE(web);
}

namespace heliograph::StaticPages {
namespace {

const QByteArray assets = QByteArrayLiteral("/assets/");
constexpr const char *contentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

QByteArray typeOf(const QString &name)
{
    static const std::array<std::pair<QLatin1String, const char *>, 5> types{{
        {QLatin1String(".html"), "text/html; charset=utf-8"},
        {QLatin1String(".json"), "application/json"},
        {QLatin1String(".js"), "text/javascript; charset=utf-8"},
        {QLatin1String(".css"), "text/css; charset=utf-8"},
        {QLatin1String(".svg"), "image/svg+xml"},
    }};
    for (const auto &[ending, type] : types) {
        if (name.endsWith(ending))
            return type;
    }
    return "application/octet-stream";
}

/// Where the file @p name of the resources is found: the start page and its parts, and the demos
/// with a folder each.
QByteArray pathOf(const QString &name)
{
    const QByteArray file = name.toUtf8();
    if (file == "index.html")
        return "/";
    if (!file.startsWith("demo/"))
        return assets + file;
    return '/' + (file.endsWith("/index.html") ? file.chopped(10) : file);
}

/// Every page by its path, read once.
QHash<QByteArray, HttpResponse> load()
{
    initializeWebResources();
    QHash<QByteArray, HttpResponse> pages;
    const QString root = QStringLiteral(":/web/");
    QDirIterator files(root, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString name = files.next().mid(root.size());
        QFile file(root + name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        HttpResponse page{200, {}, file.readAll()};
        page.headers = {{"Content-Type", typeOf(name)},
                        {"Cache-Control", "no-cache"},
                        {"Content-Security-Policy", contentSecurityPolicy},
                        {"Referrer-Policy", "no-referrer"}};
        pages.insert(pathOf(name), page);
    }
    return pages;
}

} // namespace

bool covers(const QByteArray &path)
{
    return path == "/" || path == "/demo" || path.startsWith("/demo/") || path == "/favicon.ico"
        || path.startsWith(assets);
}

std::optional<HttpResponse> find(const QByteArray &path)
{
    static const QHash<QByteArray, HttpResponse> pages = load();
    const auto found =
        pages.constFind(path == "/favicon.ico" ? QByteArrayLiteral("/assets/favicon.svg") : path);
    if (found == pages.cend())
        return std::nullopt;
    return *found;
}

} // namespace heliograph::StaticPages
