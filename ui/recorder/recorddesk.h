// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/recorderstate.h"

#include <QObject>

class QDateTime;
class QSettings;
class QWidget;

namespace heliograph {

class Recorder;
class ServerController;

/// Where the window's recordings begin: asks for a file, starts, and says what went wrong.
/// Borrows its arguments, which outlive it.
class RecordDesk final : public QObject {
    Q_OBJECT

public:
    RecordDesk(Recorder &recorder, ServerController &server, QObject *parent = nullptr);

    [[nodiscard]] Recorder &recorder() const { return m_recorder; }

    /// The paths somebody could record now.
    [[nodiscard]] QStringList endpoints() const;

    /// Asks for a file and records @p scope to it; @p title names the stream to people.
    void ask(const LogScope &scope, const QString &title, bool withHeld, QWidget *asker);

    /// Records to @p file, which is written anew.
    RecordingId record(const LogScope &scope, const QString &title, bool withHeld,
                       const QString &file);

    /// Whether heartbeats of ours are recorded too.
    [[nodiscard]] bool withHeartbeats() const { return m_withHeartbeats; }
    void setWithHeartbeats(bool with) { m_withHeartbeats = with; }

    /// "events-metrics-20261121-104512.sse".
    [[nodiscard]] static QString suggestedName(const QString &stream, const QDateTime &now);

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    /// A recording shall be opened in the player.
    void playRequested(const QString &file);
    void problemOccurred(const QString &text);

private:
    Recorder &m_recorder;
    ServerController &m_server;
    QString m_folder; ///< of the last recording
    bool m_withHeartbeats = false;
};

} // namespace heliograph
