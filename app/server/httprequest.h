// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>
#include <utility>

namespace heliograph {

/// Header fields in the order they were sent: name as sent, value without surrounding whitespace.
using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

/// Whether two field names are the same one (RFC 9110 5.1: names ignore case).
[[nodiscard]] inline bool sameFieldName(QByteArrayView a, QByteArrayView b)
{
    return a.size() == b.size() && a.compare(b, Qt::CaseInsensitive) == 0;
}

/// The first value of the field @p name in @p headers; its name ignores case.
[[nodiscard]] inline std::optional<QByteArray> headerValue(const HeaderList &headers,
                                                           QByteArrayView name)
{
    for (const auto &[key, value] : headers) {
        if (sameFieldName(key, name))
            return value;
    }
    return std::nullopt;
}

/// One complete HTTP/1.x request, framed and checked by RequestGuard. A value.
struct HttpRequest {
    QByteArray method; ///< as sent; methods are case-sensitive (RFC 9110 9.1)
    QByteArray target; ///< the request target, raw as sent
    QByteArray path; ///< percent-decoded valid UTF-8, no dot segments; "*" for OPTIONS *
    QByteArray query; ///< raw, without "?"
    int minorVersion = 1; ///< HTTP/1.0 or HTTP/1.1
    HeaderList headers; ///< an absolute-form target has replaced Host (RFC 9112 3.2.2)
    QByteArray body; ///< without its framing
    bool keepAlive = true; ///< whether the client lets the connection live on (RFC 9112 9.3)
    bool expectContinue = false; ///< it came with Expect: 100-continue

    bool operator==(const HttpRequest &) const = default;

    /// The first value of the field @p name, which ignores case.
    [[nodiscard]] std::optional<QByteArray> header(QByteArrayView name) const
    {
        return headerValue(headers, name);
    }

    /// All values of the field @p name joined with ", " (RFC 9110 5.3); empty when there is none.
    [[nodiscard]] QByteArray joinedHeader(QByteArrayView name) const
    {
        QByteArray joined;
        for (const auto &[key, value] : headers) {
            if (!sameFieldName(key, name))
                continue;
            if (!joined.isEmpty())
                joined += ", ";
            joined += value;
        }
        return joined;
    }
};

} // namespace heliograph
