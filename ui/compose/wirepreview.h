// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace heliograph {

class WireHighlighter;

/// Shows the bytes that will leave: field names and line ends (↵) quiet. Of large events the head
/// and the total size.
class WirePreview final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit WirePreview(QWidget *parent = nullptr);

    /// Shows @p wire. With @p idIsGuess the value of its id line is painted quiet: the server
    /// decides it when the event is sent.
    void showWire(const QByteArray &wire, bool idIsGuess);
    void showNothing();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    WireHighlighter *m_highlighter;
};

} // namespace heliograph
