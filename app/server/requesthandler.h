// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/httprequest.h"

#include <functional>
#include <memory>

namespace heliograph {

class ProgramResponse;

/// Something that answers requests on paths of its own, before the server's pages and endpoints.
/// Called on the I/O thread.
class RequestHandler {
public:
    RequestHandler() = default;
    virtual ~RequestHandler() = default;
    RequestHandler(const RequestHandler &) = delete;
    RequestHandler &operator=(const RequestHandler &) = delete;

    /// The methods it answers on @p path; empty when the path is not its own.
    [[nodiscard]] virtual QList<QByteArray> methodsOf(const QByteArray &path) const = 0;

    /// Answers @p request, whose method and path methodsOf() names, through @p response: now or
    /// later. Letting go of it unanswered closes the connection.
    virtual void handle(const HttpRequest &request, std::shared_ptr<ProgramResponse> response) = 0;

    /// Somebody opened one of the demo pages at @p path, below /demo/. @p done is called once what
    /// the page needs is there: at once, or later.
    virtual void pageOpened(const QByteArray &path, std::function<void()> done) = 0;
};

} // namespace heliograph
