// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/server/requestguard.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace heliograph;

namespace {

/// All items of @p bytes fed in pieces of @p step; Continue depends on time, so it is left out.
QList<RequestGuard::Item> itemsOf(QByteArrayView bytes, qsizetype step)
{
    RequestGuard guard({2048, 1024, 20});
    QList<RequestGuard::Item> items;
    for (qsizetype from = 0; from < bytes.size(); from += step) {
        guard.feed(bytes.sliced(from, std::min(step, bytes.size() - from)));
        while (auto item = guard.next()) {
            if (!std::holds_alternative<RequestGuard::Continue>(*item))
                items.append(*std::move(item));
        }
    }
    return items;
}

} // namespace

/// Splitting never matters, and what passes holds the promises of HttpRequest.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(data, static_cast<qsizetype>(size));
    const QList<RequestGuard::Item> whole = itemsOf(bytes, std::max(bytes.size(), qsizetype{1}));
    if (itemsOf(bytes, 1) != whole || itemsOf(bytes, 7) != whole)
        std::abort();
    for (const RequestGuard::Item &item : whole) {
        const auto *request = std::get_if<HttpRequest>(&item);
        if (!request)
            continue;
        const bool rooted = request->path.startsWith('/') || request->path == "*";
        if (!rooted || request->path.contains("/../") || request->body.size() > 1024)
            std::abort();
    }
    return 0;
}
