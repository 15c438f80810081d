// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/scenariotypes.h"

#include <QHash>
#include <QNetworkAccessManager>
#include <QObject>
#include <QUrl>

class QNetworkReply;

namespace heliograph {

/// What a script asks fetch() for.
struct FetchRequest {
    quint64 token = 0;
    QByteArray method{QByteArrayLiteral("GET")};
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    bool followRedirects = true; ///< otherwise the redirect itself is the answer

    bool operator==(const FetchRequest &) const = default;
};

/// What it gets: a response, or an error when that is not empty.
struct FetchResult {
    quint64 token = 0;
    int status = 0;
    QByteArray statusText;
    QUrl url; ///< the last one, after redirects
    bool redirected = false;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    QString error;

    bool operator==(const FetchResult &) const = default;
};

/// fetch(): http and https only, redirects included, bounded in time and size. Lives on the
/// script's thread, owned by its engine.
class Fetcher final : public QObject {
    Q_OBJECT

public:
    explicit Fetcher(const ScenarioLimits &limits, QObject *parent = nullptr);
    ~Fetcher() override;

    /// Sends @p request; finished() follows, never from within this call.
    void start(const FetchRequest &request);

    /// Gives the request up: finished() with an error follows.
    void abort(quint64 token);

    [[nodiscard]] int running() const { return int(m_jobs.size()); }

Q_SIGNALS:
    void finished(const heliograph::FetchResult &result);

private:
    struct Job {
        FetchRequest request;
        QNetworkReply *reply = nullptr;
        QByteArray body;
        int redirects = 0;
    };

    void send(quint64 token);
    void read(quint64 token);
    void replyFinished(quint64 token);
    [[nodiscard]] bool follow(Job &job, const QUrl &target);
    void fail(quint64 token, const QString &error);
    void drop(Job &job);

    ScenarioLimits m_limits;
    QNetworkAccessManager m_network;
    QHash<quint64, Job> m_jobs;
};

/// Why @p url cannot be fetched; empty when it can.
[[nodiscard]] QString whyNotFetched(const QUrl &url);

} // namespace heliograph
