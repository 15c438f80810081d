// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

#include <optional>

namespace heliograph {

class CodeGutter;

/// A place in a text and what is wrong there.
struct CodeMark {
    int line = 0; ///< from 1
    int column = 0; ///< from 1; 0 when unknown
    QString message;

    bool operator==(const CodeMark &) const = default;
};

/// An editor for JavaScript: line numbers, the current line, matching brackets, an error in the
/// margin, indentation. Shows one document at a time; they are borrowed and outlive it or are
/// replaced with showDocument().
class CodeEditor final : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit CodeEditor(QWidget *parent = nullptr);

    /// @p document has a QPlainTextDocumentLayout. Marks go.
    void showDocument(QTextDocument *document);

    /// Marks one line as wrong; nothing takes the mark away. It moves with its line.
    void setMark(const std::optional<CodeMark> &mark);
    /// The line that is marked now, from 1; 0 when none is.
    [[nodiscard]] int markedLine() const;
    [[nodiscard]] QString markMessage() const { return m_mark ? m_mark->message : QString(); }

    /// Puts the cursor there, both from 1; column 0 is the line's first character that is no space.
    void goTo(int line, int column = 0);

    void toggleComment();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    friend class CodeGutter;
    [[nodiscard]] int gutterWidth() const;
    void paintGutter(QPaintEvent *event);
    [[nodiscard]] QTextBlock blockAt(int y) const;
    void updateGutter();
    void updateSelections();
    [[nodiscard]] QList<QTextEdit::ExtraSelection> markSelections() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> bracketSelections() const;
    void applyTheme();

    CodeGutter *m_gutter;
    std::optional<CodeMark> m_mark;
    QTextCursor m_markCursor; ///< at the start of the marked line
};

} // namespace heliograph
