// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/codeeditor.h"

#include "ui/scenarios/codeediting.h"
#include "ui/theme/plaintooltips.h"
#include "ui/theme/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextBlock>
#include <QToolTip>

namespace heliograph {

namespace {

QColor blended(theme::Role role, int alpha)
{
    QColor color = theme::color(role);
    color.setAlpha(alpha);
    return color;
}

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

/// What to underline of a line with an error at @p column: the name there or, since the engine
/// points behind names, the one just before; the whole line when the column is unknown.
std::pair<int, int> markedColumns(const QString &text, int column)
{
    const int length = int(text.size());
    if (column < 1 || column > length)
        return {0, length};
    int from = column - 1;
    int to = from;
    while (from > 0 && isNamePart(text.at(from - 1)))
        --from;
    while (to < length && isNamePart(text.at(to)))
        ++to;
    return {from, from == to ? to + 1 : to};
}

} // namespace

/// The line numbers at the editor's left.
class CodeGutter final : public QWidget {
public:
    explicit CodeGutter(CodeEditor &editor) : QWidget(&editor), m_editor(editor) { }

    [[nodiscard]] QSize sizeHint() const override { return {m_editor.gutterWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor.paintGutter(event); }

    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::ToolTip)
            return QWidget::event(event);
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTextBlock block = m_editor.blockAt(help->pos().y());
        if (block.isValid() && block.blockNumber() + 1 == m_editor.markedLine())
            showPlainToolTip(help->globalPos(), m_editor.markMessage(), this);
        else
            QToolTip::hideText();
        return true;
    }

    void mousePressEvent(QMouseEvent *event) override
    {
        if (const QTextBlock block = m_editor.blockAt(event->pos().y()); block.isValid())
            m_editor.goTo(block.blockNumber() + 1);
    }

private:
    CodeEditor &m_editor;
};

CodeEditor::CodeEditor(QWidget *parent) : QPlainTextEdit(parent), m_gutter(new CodeGutter(*this))
{
    setLineWrapMode(NoWrap);
    setFrameShape(QFrame::NoFrame);
    // A text inside a panel, not a field: no frame inside a frame.
    setStyleSheet(
        QStringLiteral("QPlainTextEdit { border: none; padding: 0; background: transparent; }"));
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeEditor::updateGutter);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &rect, int dy) {
        if (dy != 0)
            m_gutter->scroll(0, dy);
        else
            m_gutter->update(0, rect.y(), m_gutter->width(), rect.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &CodeEditor::updateSelections);
    connect(this, &QPlainTextEdit::textChanged, this, &CodeEditor::updateSelections);
    applyTheme();
}

void CodeEditor::showDocument(QTextDocument *document)
{
    m_mark.reset();
    m_markCursor = {};
    document->setDefaultFont(font());
    setDocument(document);
    updateGutter();
    updateSelections();
}

void CodeEditor::setMark(const std::optional<CodeMark> &mark)
{
    m_mark = mark;
    m_markCursor = {};
    if (mark && mark->line > 0 && mark->line <= blockCount())
        m_markCursor = QTextCursor(document()->findBlockByNumber(mark->line - 1));
    updateSelections();
    m_gutter->update();
}

int CodeEditor::markedLine() const
{
    return m_markCursor.isNull() ? 0 : m_markCursor.blockNumber() + 1;
}

void CodeEditor::goTo(int line, int column)
{
    const QTextBlock block = document()->findBlockByNumber(qBound(1, line, blockCount()) - 1);
    const QString text = block.text();
    int at = column - 1;
    if (column < 1) {
        for (at = 0; at < text.size() && text.at(at).isSpace();)
            ++at;
    }
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + qMin(at, int(text.size())));
    setTextCursor(cursor);
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

void CodeEditor::toggleComment()
{
    codeediting::toggleComment(textCursor());
}

void CodeEditor::keyPressEvent(QKeyEvent *event)
{
    const auto others = event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier);
    if (others || isReadOnly()) {
        QPlainTextEdit::keyPressEvent(event);
        return;
    }
    const int width = codeediting::indentWidth(*document());
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        setTextCursor(codeediting::breakLine(textCursor(), width));
        ensureCursorVisible();
        return;
    case Qt::Key_Tab:
        codeediting::indent(textCursor(), width);
        return;
    case Qt::Key_Backtab:
        codeediting::unindent(textCursor(), width);
        return;
    case Qt::Key_BraceRight:
    case Qt::Key_BracketRight:
    case Qt::Key_ParenRight:
        codeediting::closeBracket(textCursor(), event->text().at(0), width);
        return;
    default:
        QPlainTextEdit::keyPressEvent(event);
    }
}

void CodeEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateGutter();
}

void CodeEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyTheme();
}

bool CodeEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QTextBlock block = cursorForPosition(help->pos()).block();
        if (m_mark && block.blockNumber() + 1 == markedLine())
            showPlainToolTip(help->globalPos(), m_mark->message, this);
        else
            QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

void CodeEditor::applyTheme()
{
    setFont(theme::fixedFont());
    document()->setDefaultFont(font());
    updateGutter();
    updateSelections();
}

int CodeEditor::gutterWidth() const
{
    const auto digits = qMax(3, QString::number(blockCount()).size());
    return int(digits) * fontMetrics().horizontalAdvance(u'9') + 30;
}

void CodeEditor::updateGutter()
{
    setViewportMargins(gutterWidth(), 0, 0, 0);
    const QRect inner = contentsRect();
    m_gutter->setGeometry(inner.left(), inner.top(), gutterWidth(), inner.height());
}

QTextBlock CodeEditor::blockAt(int y) const
{
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (y < rect.bottom())
            return block;
    }
    return {};
}

void CodeEditor::paintGutter(QPaintEvent *event)
{
    QPainter painter(m_gutter);
    painter.fillRect(event->rect(), theme::color(theme::Role::Surface));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font());
    const int current = textCursor().blockNumber();
    const int marked = markedLine();
    const int height = fontMetrics().height();
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF rect = blockBoundingGeometry(block).translated(contentOffset());
        if (rect.top() > event->rect().bottom())
            break;
        const bool wrong = block.blockNumber() + 1 == marked;
        const theme::Role role = wrong       ? theme::Role::Bad
            : block.blockNumber() == current ? theme::Role::Text
                                             : theme::Role::QuietText;
        painter.setPen(theme::color(role));
        painter.drawText(QRectF(0, rect.top(), m_gutter->width() - 14, height),
                         Qt::AlignRight | Qt::AlignVCenter,
                         QString::number(block.blockNumber() + 1));
        if (wrong) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme::color(role));
            const double size = height * 0.45;
            painter.drawEllipse(QRectF(5, rect.top() + (height - size) / 2, size, size));
        }
    }
}

void CodeEditor::updateSelections()
{
    QTextEdit::ExtraSelection line;
    line.format.setBackground(blended(theme::Role::QuietText, 22));
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = textCursor();
    line.cursor.clearSelection();
    setExtraSelections(QList<QTextEdit::ExtraSelection>{line} + markSelections()
                       + bracketSelections());
    m_gutter->update();
}

QList<QTextEdit::ExtraSelection> CodeEditor::markSelections() const
{
    if (m_markCursor.isNull())
        return {};
    QTextEdit::ExtraSelection line;
    line.format.setBackground(blended(theme::Role::Bad, 36));
    line.format.setProperty(QTextFormat::FullWidthSelection, true);
    line.cursor = QTextCursor(m_markCursor.block());
    QTextEdit::ExtraSelection word;
    word.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    word.format.setUnderlineColor(theme::color(theme::Role::Bad));
    word.cursor = line.cursor;
    const auto [from, to] = markedColumns(m_markCursor.block().text(), m_mark->column);
    word.cursor.setPosition(m_markCursor.block().position() + from);
    word.cursor.setPosition(m_markCursor.block().position() + to, QTextCursor::KeepAnchor);
    return {line, word};
}

QList<QTextEdit::ExtraSelection> CodeEditor::bracketSelections() const
{
    const int here = textCursor().position();
    for (const int at : {here - 1, here}) {
        const int other = at < 0 ? -1 : codeediting::matchingBracket(*document(), at);
        if (other < 0)
            continue;
        QList<QTextEdit::ExtraSelection> result;
        for (const int bracket : {at, other}) {
            QTextEdit::ExtraSelection selection;
            selection.format.setBackground(blended(theme::Role::Accent, 70));
            selection.cursor = QTextCursor(document());
            selection.cursor.setPosition(bracket);
            selection.cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
            result.append(selection);
        }
        return result;
    }
    return {};
}

} // namespace heliograph
