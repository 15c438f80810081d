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
        + std::to_string(sent.count()) + ' ';
    text.resize(size, '.');
    return text;
}

std::optional<Payload> Payload::fromText(std::string_view text)
{
    if (text.size() == size + 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, size);
    if (text.size() != size || text.substr(0, mark.size()) != mark)
        return std::nullopt;
    text.remove_prefix(mark.size());
    Payload payload;
    std::int64_t sent = 0;
    if (!takeNumber(text, payload.slot) || !takeNumber(text, payload.number)
        || !takeNumber(text, sent))
        return std::nullopt;
    payload.sent = nanoseconds{sent};
    return payload;
}

} // namespace heliograph::loadgen
