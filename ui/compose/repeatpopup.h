// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/repeatplan.h"

#include <QFrame>

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace heliograph {

/// Asks how an event is to be repeated: at what times, and how often.
class RepeatPopup final : public QFrame {
    Q_OBJECT

public:
    explicit RepeatPopup(QWidget *parent = nullptr);

    [[nodiscard]] RepeatPlan plan() const;
    void setPlan(const RepeatPlan &plan);

    /// Whether there is something to be repeated.
    void setStartable(bool startable);

    /// Opens above @p anchor, its left edge at that of @p panel.
    void popUp(const QWidget *anchor, const QWidget *panel);

Q_SIGNALS:
    void startRequested(const heliograph::RepeatPlan &plan);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setupKinds(QGridLayout &grid);
    void setupTimes(QGridLayout &grid);
    void connectFields();
    void showMeaning();
    void start();

    QRadioButton *m_every;
    QRadioButton *m_burst;
    QRadioButton *m_rate;
    QRadioButton *m_endless;
    QRadioButton *m_counted;
    QSpinBox *m_interval;
    QSpinBox *m_burstSize;
    QSpinBox *m_burstInterval;
    QDoubleSpinBox *m_perSecond;
    QSpinBox *m_jitter;
    QSpinBox *m_times;
    QLabel *m_meaning;
    QPushButton *m_start;
};

/// @p plan in one sentence: how fast it is, and how long it takes.
[[nodiscard]] QString meaning(const RepeatPlan &plan);

} // namespace heliograph
