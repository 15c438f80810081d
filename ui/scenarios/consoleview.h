// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/scenarioconsole.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QToolButton;

namespace heliograph {

/// What one scenario wrote, the newest at the end. Follows it while the user is at the bottom.
/// Borrows @p console.
class ConsoleView final : public QWidget {
    Q_OBJECT

public:
    explicit ConsoleView(ScenarioConsole &console, QWidget *parent = nullptr);

    void showScenario(const QString &name);
    void clear();

    [[nodiscard]] QPlainTextEdit &text() const { return *m_text; }

Q_SIGNALS:
    /// A line that names a place in the scenario ("clock.js:12:5: ...") was double-clicked.
    void placeActivated(int line, int column);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setupBar();
    void setupText();
    QToolButton *addButton(const QString &text, const QString &name, const QString &tip);
    void append(int count);
    void render();
    void setFollowing(bool following);
    void copy();
    void updateCount();

    ScenarioConsole &m_console;
    QString m_name;
    QWidget *m_bar;
    QLabel *m_count;
    QToolButton *m_follow;
    QPlainTextEdit *m_text;
    bool m_following = true;
};

} // namespace heliograph
