// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QList>
#include <QTcpServer>
#include <QUrl>

class QTcpSocket;

namespace heliograph {

/// What the scripted server does with one request.
struct ScriptedAnswer {
    enum class End {
        KeepOpen,
        Close, ///< FIN
        Reset, ///< RST
    };
    QByteArrayList writes; ///< each leaves in a segment of its own
    End end = End::KeepOpen;
};

/// A raw HTTP/1.1 server for tests, which misbehaves as it is told. The answers serve one request
/// each, in order; the last one serves all that follow.
class ScriptedServer final : public QObject {
    Q_OBJECT

public:
    explicit ScriptedServer(const QList<ScriptedAnswer> &answers);

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/events")) const;

    /// The requests read so far, bodies included.
    [[nodiscard]] const QByteArrayList &requests() const { return m_requests; }

    /// The value of header @p name in request @p index; null when it has none.
    [[nodiscard]] QByteArray header(qsizetype index, const QByteArray &name) const;

    /// Writes @p bytes to the newest connection.
    void write(const QByteArray &bytes);

    /// Ends the newest connection.
    void end(ScriptedAnswer::End end);

private:
    void accept();
    void readRequest(QTcpSocket *socket);
    void answer(QTcpSocket *socket, ScriptedAnswer answer);
    static void endConnection(QTcpSocket *socket, ScriptedAnswer::End end);

    QTcpServer m_server;
    QList<ScriptedAnswer> m_answers;
    QByteArrayList m_requests;
    QTcpSocket *m_newest = nullptr;
};

/// The head of an answer that is a stream until the connection ends.
[[nodiscard]] QByteArray streamHead(const QByteArray &moreHeaders = {});

/// A whole answer without a stream.
[[nodiscard]] QByteArray plainAnswer(const QByteArray &statusLine, const QByteArray &headers = {});

} // namespace heliograph
