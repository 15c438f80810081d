// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/payload.h"

#include <charconv>

namespace heliograph::loadgen {
namespace {

constexpr std::string_view mark = "bench";

/// Takes the number that follows one space off the front of @p text.
template <typename Number> bool takeNumber(std::string_view &text, Number &number)
{
    if (text.empty() || text.front() != ' ')
        return false;
    text.remove_prefix(1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{};
}

} // namespace

std::string Payload::toText() const
{
    std::string text{mark};
    text += ' ' + std::to_string(slot) + ' ' + std::to_string(number) + ' '
        + std::to_string(sent.count()) + ' ' + std::to_string(size) + ' ';
    text.resize(size, '.');
    return text;
}

std::optional<Payload> Payload::fromText(std::string_view text)
{
    if (text.size() > 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    const std::size_t whole = text.size();
    if (text.substr(0, mark.size()) != mark)
        return std::nullopt;
    text.remove_prefix(mark.size());
    Payload payload;
    std::int64_t sent = 0;
    if (!takeNumber(text, payload.slot) || !takeNumber(text, payload.number)
        || !takeNumber(text, sent) || !takeNumber(text, payload.size) || payload.size != whole)
        return std::nullopt;
    payload.sent = nanoseconds{sent};
    return payload;
}

} // namespace heliograph::loadgen
