// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/snippets/stripbutton.h"

#include <QPointer>
#include <QWidget>

namespace heliograph {

class Soundboard;

/// The first buttons of a soundboard in one row, as many as fit, to be at hand where events are
/// composed. Hidden while the board has none, and while the widget around it is low. Borrows its
/// arguments.
class SnippetStrip final : public QWidget {
    Q_OBJECT

public:
    static constexpr int MostButtons = 10;

    SnippetStrip(Soundboard &board, SnippetSender &sender, QWidget *parent = nullptr);

    /// Those that there is room for come first, the others are hidden.
    [[nodiscard]] const QList<StripButton *> &buttons() const { return m_buttons; }

    /// Puts the buttons behind @p widget of the same window, for who goes on with Tab.
    void setTabAfter(QWidget *widget);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void follow();
    void addButton();
    void showOutcome(quint64 id);
    void showIfRoom();
    [[nodiscard]] int countThatFits() const;
    void arrange();
    void moveFocus(int by);

    Soundboard &m_board;
    SnippetSender &m_sender;
    QList<StripButton *> m_buttons;
    QPointer<QWidget> m_before; ///< in the order of tabs
    int m_shown = 0; ///< of the buttons, those that fit
};

} // namespace heliograph
