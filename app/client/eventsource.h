// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionrequest.h"
#include "app/client/subscriptionstate.h"
#include "app/sse/eventparser.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <optional>

class QNetworkReply;

namespace heliograph {

/// Why a stream was lost, or could not be had.
struct SubscriptionError {
    QString message; ///< a sentence
    bool reconnecting = false; ///< false: the connection has failed for good
    std::optional<int> status; ///< of the answer, when one came
    std::chrono::milliseconds delay{0}; ///< until the next request, when reconnecting
};

/// One subscription: the processing model of WHATWG HTML 9.2.3 over HTTP/1.1.
///
/// Idle -> Connecting -> Open -> (lost) Waiting -> Connecting ... -> Closed. Lives on the thread
/// that made it; has a network manager of its own, for a manager allows six connections a host.
class EventSource final : public QObject {
    Q_OBJECT

public:
    explicit EventSource(const SubscriptionRequest &request, QObject *parent = nullptr);
    ~EventSource() override;

    /// Connects, or connects anew after close(). The error says why the request cannot be sent.
    Result<void> open();

    /// Ends the stream at once; nothing is emitted afterwards but the change of state.
    void close();

    [[nodiscard]] SubscriptionState state() const { return m_state; }
    [[nodiscard]] ReadyState readyState() const { return readyStateOf(m_state); }
    [[nodiscard]] QByteArray lastEventId() const { return m_parser.lastEventId(); }
    [[nodiscard]] const SubscriptionRequest &request() const { return m_request; }

    /// The address the stream comes from, after redirects.
    [[nodiscard]] QUrl currentUrl() const { return m_current.url; }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] quint64 bytesReceived() const { return m_bytes; }

Q_SIGNALS:
    void opened();
    /// What one read completed, in stream order.
    void itemsReceived(const QList<heliograph::StreamItem> &items);
    /// After the change of state it is about.
    void errorOccurred(const heliograph::SubscriptionError &error);
    void stateChanged(heliograph::SubscriptionState state);

private:
    void connectToServer();
    void send();
    void dropReply();
    void setState(SubscriptionState state);
    void onHeaders();
    void onReadyRead();
    void onFinished();
    void onIdle();
    void expectRedirect(const QByteArray &location);
    void followRedirect();
    void read();
    void deliver(const QList<StreamItem> &items);
    void lose(const QString &reason);
    void fail(const QString &reason);
    [[nodiscard]] QString reasonOf(const QNetworkReply &reply) const;
    [[nodiscard]] QString place() const;

    SubscriptionRequest m_request;
    SubscriptionRequest m_current; ///< the same, after redirects
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr; ///< borrowed from m_network; null between requests
    EventParser m_parser;
    QTimer m_reconnect;
    QTimer m_idle;
    std::chrono::milliseconds m_reconnectionTime;
    SubscriptionState m_state = SubscriptionState::Idle;
    int m_status = 0;
    QByteArray m_location; ///< where the answer being read redirects to
    int m_redirects = 0;
    int m_failures = 0; ///< requests in a row that brought no stream
    quint64 m_bytes = 0;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::SubscriptionError)
