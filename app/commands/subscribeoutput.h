// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/eventsource.h"

namespace heliograph::commands {

/// How `subscribe` tells on standard output what happens: text to be put there as it is.
namespace SubscribeOutput {

[[nodiscard]] QByteArray openAsJson();
[[nodiscard]] QByteArray eventAsJson(const StreamItem &event, const QByteArray &origin);
[[nodiscard]] QByteArray errorAsJson(const SubscriptionError &error);

/// An event as lines of `field: value`, its data indented under itself, and a blank line.
[[nodiscard]] QByteArray eventAsText(const StreamItem &event);

/// A sentence for standard error.
[[nodiscard]] QString errorAsText(const SubscriptionError &error);

} // namespace SubscribeOutput

} // namespace heliograph::commands
