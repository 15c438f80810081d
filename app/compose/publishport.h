// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/server/connectionsnapshot.h"
#include "app/server/publishrequest.h"

#include <functional>
#include <memory>
#include <mutex>

namespace heliograph {

class IoThread;
class Server;

/// The way from any thread to the server on the I/O thread. Shared by those who may outlive the
/// server; its owner calls end() before that goes, and then nothing gets through any more.
class PublishPort : public std::enable_shared_from_this<PublishPort> {
public:
    using Done = std::function<void(const Result<QList<PublishReceipt>> &)>;

    /// One event, or the blocks of one.
    struct Parcel {
        QList<PublishRequest> requests; ///< all of them are published, or none
        Done done; ///< on the I/O thread, once, unless the parcel is not wanted
    };

    PublishPort(IoThread &io, Server &server) : m_io(&io), m_server(&server) { }

    void end();

    /// Publishes @p parcels in order, in one turn of the I/O thread. Those for which @p isWanted,
    /// asked there, says no are dropped.
    void publish(QList<Parcel> parcels, std::function<bool()> isWanted = {});

    /// The clients that are connected now. Waits for the I/O thread, so not for the GUI thread.
    /// Nothing when that does not answer, after end() or when @p isWanted, asked now and then, says
    /// no.
    [[nodiscard]] std::optional<QList<ConnectionSnapshot>>
    clients(const std::function<bool()> &isWanted = {});

private:
    template <typename Function> bool post(Function function);
    [[nodiscard]] bool hasEnded();

    std::mutex m_mutex;
    IoThread *m_io; ///< null after end()
    Server *m_server;
};

} // namespace heliograph
