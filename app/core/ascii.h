// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <algorithm>
#include <string_view>

/// The classes of bytes that the grammars of HTTP and JSON are made of; no locale has a say.
namespace heliograph {

[[nodiscard]] constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

[[nodiscard]] constexpr bool isAlphaNumeric(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// CTL of RFC 5234, B.1: no target and no field value may hold one.
[[nodiscard]] constexpr bool isControl(char c)
{
    return (c >= '\0' && c < ' ') || c == '\x7f';
}

/// tchar of RFC 9110, 5.6.2.
[[nodiscard]] constexpr bool isTokenChar(char c)
{
    return isAlphaNumeric(c)
        || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

/// A token of RFC 9110, 5.6.2: what the names of methods and fields are.
[[nodiscard]] inline bool isToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenChar);
}

} // namespace heliograph
