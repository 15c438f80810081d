// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/recorderstate.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace heliograph {

class RecordDesk;
class RecordLine;

/// A line for each recording of the stream a log shows, or, for all traffic, for each there is:
/// while it runs, how it grows; afterwards, what came of it, until it is dismissed. @p desk is
/// borrowed.
class RecordStrip final : public QWidget {
    Q_OBJECT

public:
    explicit RecordStrip(RecordDesk &desk, QWidget *parent = nullptr);

    void setScope(const LogScope &scope);

private:
    void show(const RecordingState &state);
    void rebuild();
    void drop(RecordingId id);
    [[nodiscard]] bool concerns(const RecordingState &state) const;

    RecordDesk &m_desk;
    LogScope m_scope;
    QList<RecordingState> m_over; ///< not dismissed yet
    QList<RecordLine *> m_lines;
    QVBoxLayout *m_layout;
};

} // namespace heliograph
