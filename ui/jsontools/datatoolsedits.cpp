// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/datatoolsedits.h"

#include <QPlainTextEdit>

namespace heliograph::dataedits {

bool isTooLarge(const QByteArray &data)
{
    constexpr qsizetype largest = qsizetype{1024} * 1024;
    constexpr qsizetype longestLine = qsizetype{64} * 1024;
    if (data.size() > largest)
        return true;
    for (qsizetype from = 0; data.size() - from > longestLine;) {
        const qsizetype end = data.indexOf('\n', from);
        if (end < 0 || end - from > longestLine)
            return true;
        from = end + 1;
    }
    return false;
}

void replaceAll(QPlainTextEdit &editor, const QByteArray &text)
{
    QTextCursor cursor(editor.document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(QString::fromUtf8(text));
    cursor.movePosition(QTextCursor::Start);
    editor.setTextCursor(cursor);
}

void select(QPlainTextEdit &editor, qsizetype position, qsizetype length)
{
    const auto last = static_cast<qsizetype>(editor.document()->characterCount()) - 1;
    QTextCursor cursor(editor.document());
    cursor.setPosition(static_cast<int>(qBound<qsizetype>(0, position, last)));
    const qsizetype end = qBound<qsizetype>(0, position + length, last);
    cursor.setPosition(static_cast<int>(end), QTextCursor::KeepAnchor);
    editor.setTextCursor(cursor);
    editor.centerCursor();
    editor.setFocus(Qt::OtherFocusReason);
}

} // namespace heliograph::dataedits
