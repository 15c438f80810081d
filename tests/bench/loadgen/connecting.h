// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/loadgen/filedescriptor.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace heliograph::loadgen {

/// The server under load, on 127.0.0.1.
struct Target {
    std::uint16_t port = 0;
    std::string subscribePath;
    std::string publishPath;

    [[nodiscard]] std::string subscribeRequest(const std::string &lastEventId) const;
    [[nodiscard]] std::string publishRequest(const std::string &body) const;
};

/// How much the kernels of both ends hold for a reader that stalls. On loopback that is megabytes,
/// unless the reader has a small buffer and the segments of a real network.
enum class Pipe : std::uint8_t { Wide, Narrow };

/// Begins a non-blocking connection. Connection number @p index chooses the source address, so
/// that local ports suffice for any number of connections.
/// @throws std::system_error when the system has no descriptor or port left.
[[nodiscard]] FileDescriptor beginConnection(const Target &target, std::size_t index,
                                             Pipe pipe = Pipe::Wide);

/// Sends all of @p bytes, which are few, on a connection that has room for them.
[[nodiscard]] bool sendAll(int descriptor, const std::string &bytes);

/// Why the connection failed, as errno; 0 when it did not.
[[nodiscard]] int connectionError(int descriptor);

/// Makes the next close send RST instead of FIN.
void resetOnClose(int descriptor);

/// Where everybody reads into: one thread, one buffer.
[[nodiscard]] std::span<char> readBuffer();

/// Raises the descriptor limit to what the system allows; returns it.
std::size_t raiseDescriptorLimit();

} // namespace heliograph::loadgen
