// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/clock.h"
#include "app/server/httpresponse.h"
#include "app/server/requestguard.h"
#include "app/server/serveroptions.h"

#include <QTcpSocket>

namespace heliograph {

/// A connection whose bytes pass the RequestGuard before QHttpServer sees them. QHttpServer has no
/// limits of its own (6.4), so it is shown one short, complete, well-formed request head at a time;
/// the whole request stays here. Lives on the I/O thread; QHttpServer owns it.
class GuardedSocket final : public QTcpSocket {
    Q_OBJECT

public:
    GuardedSocket(const ServerOptions &options, const Clock &clock, QObject *parent);

    /// The request that waits for its answer; valid from the handler's call until answer().
    [[nodiscard]] const HttpRequest &request() const { return m_request; }

    /// Whether request() still waits for its answer.
    [[nodiscard]] bool isAnswering() const { return m_state == State::Answering; }

    /// Answers request() and goes on with the next one, or closes when it was the last.
    void answer(const HttpResponse &response);

    /// Answers a request that was never read whole, and closes once the client can have read it.
    void refuse(const HttpResponse &response);

    /// The connection becomes a stream: what still comes in is dropped.
    void leaveHttp();

    /// When expire() is due, in the clock's monotonic time; max() for never.
    [[nodiscard]] std::chrono::nanoseconds deadline() const { return m_deadline; }

    /// The deadline has passed: 408 or close, as the connection stands.
    void expire();

    [[nodiscard]] qint64 bytesAvailable() const override;

Q_SIGNALS:
    /// A refusal was sent for a request that never reached a handler.
    void refused();
    /// The connection serves no more requests.
    void left();
    /// QHttpServer is about to be shown request(); its handler runs before this returns.
    void requestShown();

protected:
    qint64 readData(char *data, qint64 maxSize) override;

private:
    enum class State : quint8 { Reading, Answering, Left, Lingering };

    void onReadyRead();
    void drain();
    void process();
    void showToHttpServer();
    void send(const QByteArray &bytes);
    void onRefusal(const RequestGuard::Refusal &refusal);
    void finishAfterWriting();
    void onBytesWritten();
    void updateDeadline();

    const Clock &m_clock;
    RequestGuard m_guard;
    HttpRequest m_request;
    QByteArray m_shown; ///< what QHttpServer may read
    std::chrono::nanoseconds m_deadline;
    std::chrono::milliseconds m_headerTimeout;
    std::chrono::milliseconds m_bodyTimeout;
    std::chrono::milliseconds m_keepAlive;
    qsizetype m_maxBuffered;
    qsizetype m_lingered = 0;
    State m_state = State::Reading;
    RequestGuard::Phase m_phase = RequestGuard::Phase::Idle;
    bool m_draining = false;
    bool m_processing = false;
    bool m_served = false; ///< at least one request was answered
};

} // namespace heliograph
