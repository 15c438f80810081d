// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace heliograph {

class ComposeMenu;
class ModeSwitch;

/// The top of the compose panel: its mode, what else an event may have, what was sent.
class ComposeHeader final : public QWidget {
    Q_OBJECT

public:
    explicit ComposeHeader(QWidget *parent = nullptr);

    [[nodiscard]] ModeSwitch &mode() const { return *m_mode; }
    [[nodiscard]] ComposeMenu &menu() const { return *m_menu; }
    [[nodiscard]] QPushButton &historyButton() const { return *m_history; }

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] int headingWidth() const;

    QLabel *m_heading;
    ModeSwitch *m_mode;
    ComposeMenu *m_menu;
    QPushButton *m_more;
    QPushButton *m_history;
    QHBoxLayout *m_row;
};

} // namespace heliograph
