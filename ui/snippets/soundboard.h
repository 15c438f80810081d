// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/snippets/soundbutton.h"

#include <QScrollArea>
#include <QTimer>

class QLabel;

namespace heliograph {

class SnippetsModel;

/// The snippets of one folder as large buttons that send at once, by mouse or by number key.
/// Borrows its arguments.
class Soundboard final : public QScrollArea {
    Q_OBJECT

public:
    /// More than these do not fit on a board; the rest is told of.
    static constexpr int MostButtons = 200;

    enum class Kind {
        Panel, ///< buttons of one size, as many in a row as fit
        Stage, ///< buttons as large as they can be
    };

    Soundboard(const SnippetsModel &model, SnippetSender &sender, Kind kind,
               QWidget *parent = nullptr);

    /// Shows the snippets that stand in @p folder itself; no index: outside of folders.
    void setFolder(const QModelIndex &folder);
    [[nodiscard]] QModelIndex folder() const { return m_folder; }

    /// Presses the button of @p digit, 0 to 9; false when there is none.
    bool fire(int digit);

    [[nodiscard]] const QList<SoundButton *> &buttons() const { return m_buttons; }

    /// Brings the buttons up to date at once; otherwise they follow the model shortly.
    void refresh();

Q_SIGNALS:
    void refreshed();
    void menuRequested(const QModelIndex &snippet, const QPoint &globalPosition);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    void addButton();
    void showOutcome(quint64 id);
    [[nodiscard]] QModelIndexList snippets() const;
    [[nodiscard]] QSize place();
    [[nodiscard]] int columnsFor(int count) const;
    void arrange();
    void moveFocus(int by);

    const SnippetsModel &m_model;
    SnippetSender &m_sender;
    Kind m_kind;
    QPersistentModelIndex m_folder;
    QWidget *m_content;
    QLabel *m_emptyTitle;
    QLabel *m_empty;
    QLabel *m_more;
    QList<SoundButton *> m_buttons;
    QTimer m_refreshSoon;
    int m_columns = 1;
};

} // namespace heliograph
