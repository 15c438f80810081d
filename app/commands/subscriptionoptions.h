// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionrequest.h"
#include "app/core/result.h"

#include <QCommandLineParser>

#include <optional>

namespace heliograph::commands {

/// What the commands that read a stream are asked for: `subscribe` and `record`.
struct SubscriptionOptions {
    SubscriptionRequest request;
    qint64 maxEvents = 0; ///< 0: no end
    std::optional<std::chrono::milliseconds> timeout; ///< absent: no end
};

void declareSubscriptionOptions(QCommandLineParser &parser);

/// Reads what declareSubscriptionOptions() declared, for the stream at @p url. The error's code is
/// "wrong-usage", or "unreadable" when the body's file cannot be read.
[[nodiscard]] Result<SubscriptionOptions> subscriptionOptions(const QCommandLineParser &parser,
                                                              const QString &url);

} // namespace heliograph::commands
