// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace heliograph {

class JsonHighlighter;

/// The editor of an event's data. What it holds leaves exactly as typed or pasted. Text too large
/// to edit smoothly is kept aside, and its head shown read-only.
class DataEditor final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit DataEditor(QWidget *parent = nullptr);

    /// UTF-8, line ends as LF (the only one that can be typed).
    [[nodiscard]] QByteArray data() const;
    void setData(const QByteArray &data);

    /// Whether the text is kept aside because of its size.
    [[nodiscard]] bool isHeldAside() const { return !m_held.isNull(); }

Q_SIGNALS:
    void dataChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;
    void changeEvent(QEvent *event) override;

private:
    void holdAside(const QByteArray &data);
    void dropHeld();

    JsonHighlighter *m_highlighter;
    QByteArray m_held;
};

} // namespace heliograph
