// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace heliograph {

/// Finds text in an editor, from Ctrl+F on: Enter and Shift+Enter step, Escape goes back. Capitals
/// matter when one is typed. Borrows @p editor.
class FindBar final : public QWidget {
    Q_OBJECT

public:
    explicit FindBar(QPlainTextEdit &editor, QWidget *parent = nullptr);

    /// Shows the bar with the editor's selection, ready to type.
    void begin();
    void findNext();
    void findPrevious();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void find(bool backward, bool fromSelectionStart = false);
    void close();

    QPlainTextEdit &m_editor;
    QLineEdit *m_field;
    QLabel *m_result;
};

} // namespace heliograph
