// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace heliograph {

/// An editor in the fixed font. What it holds leaves exactly as typed or pasted. Text too large to
/// edit smoothly is kept aside, and its head shown read-only; undo (Ctrl+Z) reaches back over that
/// too.
class PlainEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit PlainEditor(QWidget *parent = nullptr);

    /// UTF-8, line ends as LF (the only one that can be typed).
    [[nodiscard]] QByteArray content() const;
    /// Begins anew with @p utf8; there is nothing to undo then.
    void setContent(const QByteArray &utf8);

    /// Puts @p utf8 in the place of everything, as an edit that can be undone.
    void replaceContent(const QByteArray &utf8);

    /// Whether the text is kept aside because of its size.
    [[nodiscard]] bool isHeldAside() const { return !m_held.isNull(); }

    /// Underlines @p length characters from @p position as wrong, until the next call; from -1:
    /// nothing.
    void underline(qsizetype position, qsizetype length);

    /// Goes to @p position, with the @p length characters after it selected.
    void select(qsizetype position, qsizetype length = 0);

    /// Puts @p text in the place of what is selected; not while the text is kept aside.
    void insertAtCursor(const QString &text);

    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    void undoEdit();
    void redoEdit();

Q_SIGNALS:
    void edited();

protected:
    /// What pasting @p source inserts.
    [[nodiscard]] virtual QString pastedText(const QMimeData *source) const;

    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void show(const QByteArray &utf8);
    void holdAside(const QByteArray &utf8);
    void replaceWhole(const QByteArray &utf8);
    void paintUnderline();

    QByteArray m_held;
    QByteArrayList m_past; ///< whole contents that the document's own undo does not know
    QByteArrayList m_future; ///< the same for redo
    qsizetype m_wrongFrom = -1;
    qsizetype m_wrongLength = 0;
};

} // namespace heliograph
