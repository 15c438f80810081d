// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace heliograph {

/// An editor in the fixed font. What it holds leaves exactly as typed or pasted. Text too large to
/// edit smoothly is kept aside, and its head shown read-only.
class PlainEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit PlainEditor(QWidget *parent = nullptr);

    /// UTF-8, line ends as LF (the only one that can be typed).
    [[nodiscard]] QByteArray content() const;
    void setContent(const QByteArray &utf8);

    /// Whether the text is kept aside because of its size.
    [[nodiscard]] bool isHeldAside() const { return !m_held.isNull(); }

    /// Underlines @p length characters from @p position as wrong, until the next call; from -1:
    /// nothing.
    void underline(qsizetype position, qsizetype length);

    /// Moves the cursor to @p position and shows it.
    void goTo(qsizetype position);

    /// Text cannot be inserted at the cursor while it is kept aside.
    void insertAtCursor(const QString &text);

Q_SIGNALS:
    void edited();

protected:
    /// What pasting @p source inserts.
    [[nodiscard]] virtual QString pastedText(const QMimeData *source) const;

    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void holdAside(const QByteArray &utf8);
    void dropHeld();
    void paintUnderline();

    QByteArray m_held;
    qsizetype m_wrongFrom = -1;
    qsizetype m_wrongLength = 0;
};

} // namespace heliograph
