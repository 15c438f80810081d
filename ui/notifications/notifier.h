// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace heliograph {

/// Where notifications are shown: the system tray, or what a test puts in its place.
class Notifier : public QObject {
    Q_OBJECT

public:
    enum class State { Off, On, Paused };

    using QObject::QObject;

    /// Whether notifications can be shown now. May change while the program runs.
    [[nodiscard]] virtual bool isAvailable() const = 0;

    /// Off, nothing of it is to be seen.
    virtual void setState(State state) = 0;

    /// Both are plain text; @p body may have two lines.
    virtual void show(const QString &title, const QString &body) = 0;

Q_SIGNALS:
    /// The notification last shown was clicked: which one it was is not told.
    void clicked();
    /// The icon was.
    void activated();
    void openRequested();
    void pauseRequested(bool paused);
    void quitRequested();
};

} // namespace heliograph
