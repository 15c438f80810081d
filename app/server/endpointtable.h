// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/server/endpointdefinition.h"
#include "app/server/replayhistory.h"
#include "app/server/serveroptions.h"
#include "app/server/stream.h"

#include <QHash>

#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace heliograph {

/// Blocks that have their place in an endpoint's history while the history file is being written.
struct PendingBlocks {
    quint64 blocks = 0;
    qsizetype bytes = 0;
    QHash<QByteArray, int> ids;

    void add(const HistoryBlock &block);
    void remove(const HistoryBlock &block);
};

/// What is known of an endpoint from an earlier life.
struct RecalledHistory {
    quint64 nextId = 1; ///< the next automatic event id
    quint64 firstPosition = 0; ///< of the first of blocks, or of the next one when there is none
    QList<HistoryBlock> blocks; ///< oldest first
};

/// A path that serves event streams, and what it remembers.
struct Endpoint {
    EndpointDefinition definition;
    bool isChannel = false; ///< came into being by use
    bool isUserDefined = false; ///< through define()
    bool isProgram = false; ///< there for streams that a program writes, goes with the last
    quint64 nextId = 1; ///< the next automatic event id
    quint64 published = 0;
    std::chrono::nanoseconds lastUsed{}; ///< monotonic
    ReplayHistory history;
    PendingBlocks pending;
    std::vector<Stream *> streams;

    void add(Stream &stream);
    void remove(Stream &stream);
};

/// The endpoints that exist: "/events", those the user defined, and the channels below "/events/"
/// that came into being by use.
class EndpointTable {
public:
    explicit EndpointTable(const ServerOptions &options);

    [[nodiscard]] Endpoint *find(const QByteArray &path) const;

    /// The endpoint at @p path; a channel that does not exist yet is made. Errors: "not-found" for
    /// a path that is neither defined nor a channel's, "too-many-channels".
    [[nodiscard]] Result<Endpoint *> use(const QByteArray &path, std::chrono::nanoseconds now);

    /// The endpoint at @p path for a stream that a program writes; made when there is none.
    [[nodiscard]] Endpoint &useForProgram(const QByteArray &path);

    /// The error that use() would give.
    [[nodiscard]] Result<void> checkUse(const QByteArray &path) const;
    [[nodiscard]] Error tooManyChannels() const;

    /// Whether use() would make a new channel at @p path.
    [[nodiscard]] bool wouldMakeChannel(const QByteArray &path) const;
    [[nodiscard]] int freeChannels() const;

    /// Adds or replaces; clients and history of an existing endpoint stay.
    Endpoint &define(const EndpointDefinition &definition);
    void remove(const QByteArray &path);

    /// Forgets the channels that nobody used since @p before and that wait for nothing.
    void dropUnused(std::chrono::nanoseconds before);

    void setOptions(const ServerOptions &options);

    [[nodiscard]] qsizetype replayBytes() const { return m_replayBytes; }
    [[nodiscard]] std::chrono::seconds replayAge() const { return m_replayAge; }

    /// What an endpoint that comes into being begins with; asked for each, may be null.
    using Recall = std::function<std::optional<RecalledHistory>(const EndpointDefinition &)>;
    void setRecall(Recall recall) { m_recall = std::move(recall); }

    [[nodiscard]] const auto &all() const { return m_endpoints; }

private:
    struct Hash {
        std::size_t operator()(const QByteArray &path) const { return qHash(path); }
    };

    [[nodiscard]] EndpointDefinition definitionFor(const QByteArray &path) const;
    Endpoint &make(const EndpointDefinition &definition, bool isChannel);
    void applyReplayLimits(Endpoint &endpoint) const;

    std::unordered_map<QByteArray, std::unique_ptr<Endpoint>, Hash> m_endpoints;
    int m_channels = 0;
    int m_maxChannels;
    int m_replayEvents;
    qsizetype m_replayBytes;
    std::chrono::seconds m_replayAge;
    Recall m_recall;
};

} // namespace heliograph
