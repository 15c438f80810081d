// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/repeatplan.h"

#include <QObject>

class QPushButton;
class QSettings;
class QShortcut;
class QWidget;

namespace heliograph {

class ComposeController;
class RepeatBar;
class RepeatPopup;

/// Starts, shows and ends the controller's repetition: a button with a popup for the plan, and a
/// bar while it runs. Borrows @p controller; the widgets belong to @p panel.
class RepeatControl final : public QObject {
    Q_OBJECT

public:
    RepeatControl(ComposeController &controller, QWidget &panel);

    [[nodiscard]] QPushButton &button() const { return *m_button; }
    [[nodiscard]] RepeatBar &bar() const { return *m_bar; }

    /// Whether there is something to be repeated.
    void setStartable(bool startable);

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

Q_SIGNALS:
    void startRequested(const heliograph::RepeatPlan &plan);
    void changed(const heliograph::RepeatProgress &progress);

private:
    void showProgress(const RepeatProgress &progress);

    QPushButton *m_button;
    RepeatBar *m_bar;
    RepeatPopup *m_popup;
    QShortcut *m_stop;
};

} // namespace heliograph
