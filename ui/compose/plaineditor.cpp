// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/plaineditor.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QSignalBlocker>
#include <QTextDocument>

namespace heliograph {

namespace {

constexpr qsizetype LargestText = qsizetype{1024} * 1024; // bytes
constexpr qsizetype LongestTextLine = qsizetype{64} * 1024;
constexpr qsizetype ShownHead = 2'000;
constexpr qsizetype MostKept = qsizetype{256} * 1024 * 1024; ///< bytes of undone contents
constexpr qsizetype MostSteps = 20;

bool isTooLarge(const QByteArray &utf8)
{
    if (utf8.size() > LargestText)
        return true;
    for (qsizetype from = 0; utf8.size() - from > LongestTextLine;) {
        const qsizetype end = utf8.indexOf('\n', from);
        if (end < 0 || end - from > LongestTextLine)
            return true;
        from = end + 1;
    }
    return false;
}

void keep(QByteArrayList &steps, const QByteArray &content)
{
    steps.append(content);
    qsizetype bytes = 0;
    for (const QByteArray &step : steps)
        bytes += step.size();
    while (steps.size() > 1 && (bytes > MostKept || steps.size() > MostSteps))
        bytes -= steps.takeFirst().size();
}

/// toPlainText() would turn no-break spaces into spaces and U+2028 into a line break.
QString exactText(const QTextDocument *document)
{
    return document->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

} // namespace

PlainEditor::PlainEditor(QWidget *parent) : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setFont(theme::fixedFont());
    document()->setDocumentMargin(6);
    connect(this, &QPlainTextEdit::textChanged, this, &PlainEditor::edited);
}

QByteArray PlainEditor::content() const
{
    return isHeldAside() ? m_held : exactText(document()).toUtf8();
}

void PlainEditor::setContent(const QByteArray &utf8)
{
    m_past.clear();
    m_future.clear();
    show(utf8);
}

void PlainEditor::show(const QByteArray &utf8)
{
    if (isTooLarge(utf8)) {
        holdAside(utf8);
        return;
    }
    m_held = QByteArray();
    setReadOnly(false);
    setPlainText(QString::fromUtf8(utf8));
}

void PlainEditor::replaceContent(const QByteArray &utf8)
{
    if (isHeldAside() || isTooLarge(utf8)) {
        replaceWhole(utf8);
        return;
    }
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(utf8));
    cursor.movePosition(QTextCursor::Start);
    setTextCursor(cursor);
}

/// The document forgets its steps when its text is set: what it held is kept as one of ours.
void PlainEditor::replaceWhole(const QByteArray &utf8)
{
    keep(m_past, content());
    m_future.clear();
    show(utf8);
}

bool PlainEditor::canUndo() const
{
    return document()->isUndoAvailable() || !m_past.isEmpty();
}

bool PlainEditor::canRedo() const
{
    return document()->isRedoAvailable() || (!m_future.isEmpty() && !document()->isUndoAvailable());
}

void PlainEditor::undoEdit()
{
    if (document()->isUndoAvailable()) {
        undo();
    } else if (!m_past.isEmpty()) {
        keep(m_future, content());
        show(m_past.takeLast());
    }
}

void PlainEditor::redoEdit()
{
    if (document()->isRedoAvailable()) {
        redo();
    } else if (canRedo()) {
        keep(m_past, content());
        show(m_future.takeLast());
    }
}

void PlainEditor::underline(qsizetype position, qsizetype length)
{
    if (m_wrongFrom == position && m_wrongLength == length)
        return;
    m_wrongFrom = position;
    m_wrongLength = length;
    paintUnderline();
}

void PlainEditor::select(qsizetype position, qsizetype length)
{
    const qsizetype last = document()->characterCount() - 1;
    const qsizetype from = qBound<qsizetype>(0, position, last);
    QTextCursor cursor = textCursor();
    cursor.setPosition(static_cast<int>(from));
    cursor.setPosition(static_cast<int>(qBound(from, position + length, last)),
                       QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    centerCursor();
    setFocus(Qt::OtherFocusReason);
}

void PlainEditor::insertAtCursor(const QString &text)
{
    if (isHeldAside())
        return;
    if (text.size() <= LongestTextLine) {
        insertPlainText(text);
        return;
    }
    const QTextCursor cursor = textCursor();
    QString whole = exactText(document());
    whole.replace(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart(), text);
    const QByteArray utf8 = whole.toUtf8();
    if (isTooLarge(utf8))
        replaceWhole(utf8);
    else
        insertPlainText(text);
}

QString PlainEditor::pastedText(const QMimeData *source) const
{
    return source->text();
}

void PlainEditor::keyPressEvent(QKeyEvent *event)
{
    if (isHeldAside() && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        replaceWhole({});
        return;
    }
    if (event->matches(QKeySequence::Undo)) {
        undoEdit();
        return;
    }
    if (event->matches(QKeySequence::Redo)) {
        redoEdit();
        return;
    }
    if (event->key() == Qt::Key_Return && event->modifiers() == Qt::ShiftModifier) {
        insertPlainText(QStringLiteral("\n")); // the base class would put U+2028
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void PlainEditor::insertFromMimeData(const QMimeData *source)
{
    insertAtCursor(pastedText(source));
}

void PlainEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        paintUnderline();
}

void PlainEditor::holdAside(const QByteArray &utf8)
{
    m_held = utf8;
    {
        const QSignalBlocker once(this);
        setReadOnly(true);
        setPlainText(QString::fromUtf8(utf8.first(qMin(utf8.size(), ShownHead)))
                     + tr("\n\n… too large to edit here: %1 bytes, sent whole. Delete clears it, "
                          "Ctrl+Z takes back.")
                           .arg(locale().toString(utf8.size())));
    }
    Q_EMIT edited();
}

void PlainEditor::paintUnderline()
{
    const qsizetype last = document()->characterCount() - 1;
    if (m_wrongFrom < 0 || m_wrongFrom > last || isHeldAside()) {
        setExtraSelections({});
        return;
    }
    QTextEdit::ExtraSelection wrong;
    wrong.cursor = textCursor();
    wrong.cursor.setPosition(static_cast<int>(m_wrongFrom));
    wrong.cursor.setPosition(static_cast<int>(qMin(last, m_wrongFrom + m_wrongLength)),
                             QTextCursor::KeepAnchor);
    wrong.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wrong.format.setUnderlineColor(theme::color(theme::Role::Bad));
    setExtraSelections({wrong});
}

} // namespace heliograph
