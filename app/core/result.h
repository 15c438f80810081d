// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/error.h"

#include <tl/expected.hpp>

namespace heliograph {

/// A value, or the Error that says why there is none.
template <typename T> using Result = tl::expected<T, Error>;

/// The failing side of a Result.
[[nodiscard]] inline tl::unexpected<Error> failure(QByteArray code, QString message,
                                                   QByteArray field = {})
{
    return tl::unexpected<Error>(Error{std::move(code), std::move(field), std::move(message)});
}

} // namespace heliograph
