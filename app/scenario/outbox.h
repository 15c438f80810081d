// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/scenariotypes.h"

#include <QHash>

#include <variant>

namespace heliograph {

/// What a scenario tells its owner, in order.
namespace ScenarioOutput {

struct Routes {
    QList<ScenarioRoute> routes;
};
struct Data {
    quint64 id = 0;
    QByteArray bytes;
};
struct End {
    quint64 id = 0;
    QString reason; ///< empty: the script ended it; else why the program did
};
struct ClientsAsked {
    quint64 token = 0;
};
struct Reported {
    ScriptError error;
};
struct Failed {
    ScriptError error;
};
struct Finished {
    int exitCode = 0;
};

using Item = std::variant<Routes, ScenarioResponseHead, Data, End, ScenarioPublish, ClientsAsked,
                          ConsoleLine, Reported, Failed, Finished>;

} // namespace ScenarioOutput

/// One turn of a script, crossing threads as one message.
struct ScenarioBatch {
    quint64 serial = 0;
    QList<ScenarioOutput::Item> items;
};

/// Collects what a script puts out in one turn, and knows how much of each response waits unsent:
/// in batches the owner has not taken yet, and in the owner's own queue. On the script's thread.
class Outbox {
public:
    explicit Outbox(const ScenarioLimits &limits) : m_limits(limits) { }

    template <typename Item> void append(Item item) { m_batch.items.append(std::move(item)); }
    void appendConsole(ConsoleLine line);

    /// Says how many lines were left out, if any: at the end of a turn and before the last word.
    void closeConsole();

    void openResponse(quint64 id) { m_responses.insert(id, {}); }
    [[nodiscard]] bool isOpen(quint64 id) const { return m_responses.contains(id); }
    [[nodiscard]] bool hasOpenResponses() const { return !m_responses.isEmpty(); }

    enum class Written { Fine, Full, TooMuch };

    /// Appends @p bytes to the response @p id. Full: the script should wait until drained(). After
    /// TooMuch the response is ended.
    Written write(quint64 id, const QByteArray &bytes);
    void endResponse(quint64 id, const QString &reason = {});
    void forgetResponse(quint64 id) { m_responses.remove(id); }

    /// The owner took the batch @p serial.
    void acknowledge(quint64 serial);

    /// The owner has @p bytes of @p id waiting.
    void setQueued(quint64 id, qint64 bytes);

    /// The responses that were full and no longer are; each is told once.
    [[nodiscard]] QList<quint64> takeDrained();

    [[nodiscard]] bool isEmpty() const { return m_batch.items.isEmpty(); }
    [[nodiscard]] ScenarioBatch take();

private:
    struct Response {
        qint64 inFlight = 0;
        qint64 queued = 0;
        bool full = false;
    };

    ScenarioLimits m_limits;
    ScenarioBatch m_batch;
    quint64 m_serial = 0;
    QHash<quint64, Response> m_responses;
    QHash<quint64, qint64> m_written; ///< by response, in the batch that is being collected
    QHash<quint64, QHash<quint64, qint64>> m_sent; ///< the same, by batch
    int m_consoleLines = 0;
    int m_consoleDropped = 0;
};

} // namespace heliograph
