// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"
#include "app/sse/event.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <chrono>
#include <optional>
#include <utility>

namespace heliograph {

/// A scenario as its author wrote it.
struct ScenarioSource {
    QString name; ///< what people call it; stands for the file in messages when there is no path
    QString path; ///< its file, absolute; empty: not saved. Its folder is all that fs may read
    QString text;
    QString mountPath; ///< where its handler listens ("/sse"); empty: "/" and the file's base name

    bool operator==(const ScenarioSource &) const = default;
};

/// What a scenario may use. Tests make them small.
struct ScenarioLimits {
    std::chrono::milliseconds withoutYielding{2000}; ///< then the script is interrupted
    std::chrono::milliseconds untilAbandoned{1000}; ///< more, when it cannot be interrupted
    std::chrono::milliseconds fetchTime{30'000}; ///< for one fetch, redirects included
    qint64 fetchBytes = qint64{8} * 1024 * 1024; ///< of one response's body
    qint64 fileBytes = qint64{8} * 1024 * 1024; ///< of one file
    qint64 highWater =
        qint64{64} * 1024; ///< unsent bytes from which response.write() returns false
    qint64 unsentBytes =
        qint64{16} * 1024 * 1024; ///< of one response; past it the response is ended
    int consoleLines = 1000; ///< of one turn; what comes after is counted only
    int publishes = 10'000; ///< without a receipt yet; more are refused
    int fetches = 32; ///< at a time; more are refused

    bool operator==(const ScenarioLimits &) const = default;
};

/// Something a script did wrong, and where.
struct ScriptError {
    QString file; ///< the scenario's path, or its name
    int line = 0; ///< from 1; 0 when unknown
    int column = 0; ///< from 1; 0 when unknown (syntax errors have none)
    QString message; ///< "TypeError: x is not a function"
    QString stack; ///< the author's own frames, one a line, innermost first

    bool operator==(const ScriptError &) const = default;

    /// "FILE:LINE:COLUMN: MESSAGE", as compilers and editors write it.
    [[nodiscard]] QString toString() const;
};

/// Something a script answers: a method and the paths it applies to.
struct ScenarioRoute {
    QByteArray method; ///< empty: any
    QString pattern; ///< "/a/:name" names one segment, "/a/*" is everything below, "/*" everything

    bool operator==(const ScenarioRoute &) const = default;

    /// Whether it answers @p requestMethod on @p path (decoded, without the query). HEAD counts as
    /// GET.
    [[nodiscard]] bool matches(const QByteArray &requestMethod, const QString &path) const;
};

/// One request for a scenario. The id is the owner's, never used twice.
struct ScenarioRequest {
    quint64 id = 0;
    QByteArray method{QByteArrayLiteral("GET")};
    QByteArray url; ///< the request target as sent: "/sse?x=1"
    QList<std::pair<QByteArray, QByteArray>> headers; ///< as sent; scripts see lower-case names
    QByteArray body;
    QString remote; ///< "127.0.0.1:53422"

    bool operator==(const ScenarioRequest &) const = default;
};

/// One publish() of a script. Its promise waits for a ScenarioReceipt with the same token.
struct ScenarioPublish {
    quint64 token = 0;
    QByteArray endpoint; ///< empty: the owner's choice
    Event event; ///< its id is absent while automaticId
    bool automaticId = true; ///< the endpoint's next number becomes the id
    std::optional<QList<ConnectionId>> to; ///< absent: everyone

    bool operator==(const ScenarioPublish &) const = default;
};

/// What became of a publish().
struct ScenarioReceipt {
    quint64 token = 0;
    QJsonObject value; ///< as the control API answers: sequence, id, endpoint, recipients
    QString error; ///< when not empty, the promise is rejected with it

    bool operator==(const ScenarioReceipt &) const = default;
};

/// The status line and headers of a response.
struct ScenarioResponseHead {
    quint64 id = 0;
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< in the order they were set

    bool operator==(const ScenarioResponseHead &) const = default;
};

enum class ConsoleLevel { Debug, Log, Info, Warning, Error };

/// What a script wrote with console.
struct ConsoleLine {
    ConsoleLevel level = ConsoleLevel::Log;
    QString text; ///< may have several lines
    int line = 0; ///< of the script; 0 when unknown

    bool operator==(const ConsoleLine &) const = default;
};

} // namespace heliograph
