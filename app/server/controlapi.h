// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/accesspolicy.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/httpresponse.h"

#include <QJsonArray>

#include <functional>

namespace heliograph {

class Publisher;
class StreamHub;

/// The resources below /api, except the polling fallback: publish, connections, endpoints, status.
/// Each function is one request and its answer; access was decided before. I/O thread.
class ControlApi {
public:
    ControlApi(StreamHub &hub, Publisher &publisher, std::function<ServerStatus()> status);

    /// The methods of the resource at @p path, empty when there is none.
    [[nodiscard]] static QList<QByteArray> methodsOf(const QByteArray &path);

    using Reply = std::function<void(HttpResponse)>;

    /// Answers @p request, whose path and method methodsOf() names, through @p reply: once, at once
    /// or later.
    void answer(const HttpRequest &request, const Reply &reply);

private:
    void publish(const HttpRequest &request, const Reply &reply);
    [[nodiscard]] HttpResponse connections() const;
    [[nodiscard]] HttpResponse disconnect(const QByteArray &path);
    [[nodiscard]] HttpResponse endpoints() const;
    [[nodiscard]] HttpResponse status() const;

    StreamHub &m_hub;
    Publisher &m_publisher;
    std::function<ServerStatus()> m_status;
};

/// @p connections as GET /api/connections gives them.
[[nodiscard]] QJsonArray toJson(const QList<ConnectionSnapshot> &connections);

/// The answer for an Error of publishing or polling: 503 when something is full or ends, 404 for an
/// unknown endpoint, else 400.
[[nodiscard]] HttpResponse refusalFor(const Error &error);

} // namespace heliograph
