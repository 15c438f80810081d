// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/player.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace heliograph {

class GlyphButton;

/// To the start, play or pause, step, loop, where it stands, and how fast.
class TransportBar final : public QWidget {
    Q_OBJECT

public:
    explicit TransportBar(QWidget *parent = nullptr);

    /// @p duration 0: not known.
    void showStatus(const PlayerStatus &status, std::chrono::microseconds duration);

    [[nodiscard]] double speed() const;
    void setSpeed(double speed);
    [[nodiscard]] bool loops() const;
    void setLoops(bool loops);

Q_SIGNALS:
    void playOrPauseRequested();
    void stepRequested();
    void stopRequested();
    void speedChanged(double speed);
    void loopChanged(bool loops);

private:
    void setupButtons();
    void setupSpeed();
    void takeSpeed();

    GlyphButton *m_stop;
    GlyphButton *m_play;
    GlyphButton *m_step;
    GlyphButton *m_loop;
    QLabel *m_time;
    QComboBox *m_speed;
    double m_current = 1;
};

} // namespace heliograph
