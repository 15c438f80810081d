// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/httprequest.h"
#include "app/server/httpresponse.h"

#include <optional>

namespace heliograph {

/// The pages that ship with the program: "/" and what lies below "/assets/" and "/demo/". Only
/// names that were compiled in exist, so no path can walk out of them.
namespace StaticPages {

/// Whether @p path belongs to the pages, found or not.
[[nodiscard]] bool covers(const QByteArray &path);

/// The page at @p path with its type and a strict Content-Security-Policy; nothing when there is
/// none.
[[nodiscard]] std::optional<HttpResponse> find(const QByteArray &path);

} // namespace StaticPages

} // namespace heliograph
