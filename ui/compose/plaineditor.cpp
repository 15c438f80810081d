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
constexpr qsizetype LongestLine = qsizetype{64} * 1024;
constexpr qsizetype ShownHead = 2'000;

bool isTooLarge(const QByteArray &utf8)
{
    if (utf8.size() > LargestText)
        return true;
    for (qsizetype from = 0; utf8.size() - from > LongestLine;) {
        const qsizetype end = utf8.indexOf('\n', from);
        if (end < 0 || end - from > LongestLine)
            return true;
        from = end + 1;
    }
    return false;
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
    if (isTooLarge(utf8)) {
        holdAside(utf8);
        return;
    }
    m_held = QByteArray();
    setReadOnly(false);
    setPlainText(QString::fromUtf8(utf8));
}

void PlainEditor::underline(qsizetype position, qsizetype length)
{
    if (m_wrongFrom == position && m_wrongLength == length)
        return;
    m_wrongFrom = position;
    m_wrongLength = length;
    paintUnderline();
}

void PlainEditor::goTo(qsizetype position)
{
    QTextCursor cursor = textCursor();
    const qsizetype last = document()->characterCount() - 1;
    cursor.setPosition(static_cast<int>(qBound<qsizetype>(0, position, last)));
    setTextCursor(cursor);
    centerCursor();
}

void PlainEditor::insertAtCursor(const QString &text)
{
    if (!isHeldAside())
        insertPlainText(text);
}

QString PlainEditor::pastedText(const QMimeData *source) const
{
    return source->text();
}

void PlainEditor::keyPressEvent(QKeyEvent *event)
{
    if (isHeldAside() && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        dropHeld();
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
    const QString text = pastedText(source);
    if (text.size() <= LongestLine) {
        insertPlainText(text);
        return;
    }
    const QTextCursor cursor = textCursor();
    QString whole = exactText(document());
    whole.replace(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart(), text);
    const QByteArray utf8 = whole.toUtf8();
    if (isTooLarge(utf8))
        holdAside(utf8);
    else
        insertPlainText(text);
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
                     + tr("\n\n… too large to edit here: %1 bytes, sent whole. Delete clears it.")
                           .arg(locale().toString(utf8.size())));
    }
    Q_EMIT edited();
}

void PlainEditor::dropHeld()
{
    m_held = QByteArray();
    setReadOnly(false);
    clear();
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
