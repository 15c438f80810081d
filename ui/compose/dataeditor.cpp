// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/dataeditor.h"

#include "ui/compose/jsonhighlighter.h"
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

bool isTooLarge(const QByteArray &data)
{
    if (data.size() > LargestText)
        return true;
    for (qsizetype from = 0; data.size() - from > LongestLine;) {
        const qsizetype end = data.indexOf('\n', from);
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

DataEditor::DataEditor(QWidget *parent)
    : QPlainTextEdit(parent), m_highlighter(new JsonHighlighter(document()))
{
    setObjectName(QStringLiteral("composeData"));
    setAccessibleName(tr("Data"));
    setToolTip(tr("The event's data. Line breaks become several data lines. Send: Ctrl+Enter"));
    setPlaceholderText(tr("What the page's event handler gets as event.data"));
    setTabChangesFocus(true);
    setFont(theme::fixedFont());
    document()->setDocumentMargin(6);
    connect(this, &QPlainTextEdit::textChanged, this, &DataEditor::dataChanged);
}

QByteArray DataEditor::data() const
{
    return isHeldAside() ? m_held : exactText(document()).toUtf8();
}

void DataEditor::setData(const QByteArray &data)
{
    if (isTooLarge(data)) {
        holdAside(data);
        return;
    }
    m_held = QByteArray();
    setReadOnly(false);
    setPlainText(QString::fromUtf8(data));
}

void DataEditor::keyPressEvent(QKeyEvent *event)
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

void DataEditor::insertFromMimeData(const QMimeData *source)
{
    const QString text = source->text();
    if (text.size() <= LongestLine) {
        insertPlainText(text);
        return;
    }
    const QTextCursor cursor = textCursor();
    QString whole = exactText(document());
    whole.replace(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart(), text);
    const QByteArray data = whole.toUtf8();
    if (isTooLarge(data))
        holdAside(data);
    else
        insertPlainText(text);
}

void DataEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

void DataEditor::holdAside(const QByteArray &data)
{
    m_held = data;
    {
        const QSignalBlocker once(this);
        setReadOnly(true);
        setPlainText(QString::fromUtf8(data.first(qMin(data.size(), ShownHead)))
                     + tr("\n\n… too large to edit here: %1 bytes, sent whole. Delete clears it.")
                           .arg(locale().toString(data.size())));
    }
    Q_EMIT dataChanged();
}

void DataEditor::dropHeld()
{
    m_held = QByteArray();
    setReadOnly(false);
    clear();
}

} // namespace heliograph
