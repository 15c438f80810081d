// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/codeediting.h"

#include "ui/parts/javascripthighlighter.h"

#include <QTextBlock>
#include <QTextDocument>

#include <functional>

namespace heliograph::codeediting {

namespace {

constexpr int mostLines = 5'000;
const QString brackets = QStringLiteral("()[]{}");

int leadingSpaces(const QString &text)
{
    int count = 0;
    while (count < text.size() && text.at(count).isSpace())
        ++count;
    return count;
}

bool isOpening(QChar c)
{
    return c == u'(' || c == u'[' || c == u'{';
}

bool isClosing(QChar c)
{
    return c == u')' || c == u']' || c == u'}';
}

/// Calls @p edit with the first and one past the last line of the selection, in one undo step.
void onLines(QTextCursor &cursor, const std::function<void(QTextBlock, QTextBlock)> &edit)
{
    const QTextDocument *document = cursor.document();
    const QTextBlock first = document->findBlock(cursor.selectionStart());
    QTextBlock last = document->findBlock(cursor.selectionEnd());
    if (last != first && cursor.selectionEnd() == last.position())
        last = last.previous(); // the selection ends before this line begins
    cursor.beginEditBlock();
    edit(first, last.next());
    cursor.endEditBlock();
}

void insertAt(const QTextBlock &block, int column, const QString &text)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.insertText(text);
}

void removeAt(const QTextBlock &block, int column, int count)
{
    QTextCursor cursor(block);
    cursor.setPosition(block.position() + column);
    cursor.setPosition(block.position() + column + count, QTextCursor::KeepAnchor);
    cursor.removeSelectedText();
}

bool isCommented(const QString &text)
{
    return QStringView(text).mid(leadingSpaces(text)).startsWith(u"//");
}

} // namespace

int indentWidth(const QTextDocument &document)
{
    int lines = 0;
    for (QTextBlock block = document.begin(); block.isValid() && lines < 200;
         block = block.next(), ++lines) {
        const QString text = block.text();
        const int spaces = leadingSpaces(text);
        // A comment's " * " stands one further right.
        if (spaces > 0 && spaces < text.size() && text.at(spaces) != u'*')
            return spaces % 4 == 0 ? 4 : 2;
    }
    return 2;
}

QTextCursor breakLine(QTextCursor cursor, int width)
{
    const int column =
        cursor.selectionStart() - cursor.document()->findBlock(cursor.selectionStart()).position();
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const QString before = cursor.block().text().left(column);
    const QString spaces = before.left(leadingSpaces(before));
    const QString trimmed = before.trimmed();
    const QChar last = trimmed.isEmpty() ? QChar() : trimmed.back();
    const QString after = cursor.block().text().mid(column);
    const bool opens = isOpening(last);
    const bool closes = !after.isEmpty() && isClosing(after.front());
    cursor.insertText(u'\n' + spaces + (opens ? QString(width, u' ') : QString()));
    if (opens && closes) {
        const int here = cursor.position();
        cursor.insertText(u'\n' + spaces);
        cursor.setPosition(here);
    }
    cursor.endEditBlock();
    return cursor;
}

void indent(QTextCursor cursor, int width)
{
    const QTextDocument *document = cursor.document();
    if (document->findBlock(cursor.selectionStart())
        == document->findBlock(cursor.selectionEnd())) {
        const int column =
            cursor.selectionStart() - document->findBlock(cursor.selectionStart()).position();
        cursor.insertText(QString(width - column % width, u' '));
        return;
    }
    onLines(cursor, [width](QTextBlock block, const QTextBlock &end) {
        for (; block != end; block = block.next()) {
            if (!block.text().trimmed().isEmpty())
                insertAt(block, 0, QString(width, u' '));
        }
    });
}

void unindent(QTextCursor cursor, int width)
{
    onLines(cursor, [width](QTextBlock block, const QTextBlock &end) {
        for (; block != end; block = block.next()) {
            const QString text = block.text();
            const int count = text.startsWith(u'\t') ? 1 : qMin(leadingSpaces(text), width);
            if (count > 0)
                removeAt(block, 0, count);
        }
    });
}

void closeBracket(QTextCursor cursor, QChar bracket, int width)
{
    cursor.beginEditBlock();
    cursor.removeSelectedText();
    const QTextBlock block = cursor.block();
    const QString before = block.text().left(cursor.positionInBlock());
    if (!before.isEmpty() && before.trimmed().isEmpty())
        removeAt(block, 0, qMin(width, int(before.size())));
    cursor.insertText(bracket);
    cursor.endEditBlock();
}

void toggleComment(QTextCursor cursor)
{
    onLines(cursor, [](const QTextBlock &first, const QTextBlock &end) {
        bool all = true;
        int column = -1;
        for (QTextBlock block = first; block != end; block = block.next()) {
            const QString text = block.text();
            if (text.trimmed().isEmpty())
                continue;
            all = all && isCommented(text);
            const int spaces = leadingSpaces(text);
            column = column < 0 ? spaces : qMin(column, spaces);
        }
        if (column < 0)
            return; // empty lines only
        for (QTextBlock block = first; block != end; block = block.next()) {
            const QString text = block.text();
            if (text.trimmed().isEmpty())
                continue;
            const int spaces = leadingSpaces(text);
            if (!all)
                insertAt(block, column, QStringLiteral("// "));
            else
                removeAt(block, spaces,
                         spaces + 2 < text.size() && text.at(spaces + 2) == u' ' ? 3 : 2);
        }
    });
}

int matchingBracket(const QTextDocument &document, int position)
{
    QTextBlock block = document.findBlock(position);
    int column = position - block.position();
    if (!block.isValid() || column >= block.length() - 1)
        return -1;
    const int kind = int(brackets.indexOf(block.text().at(column)));
    QBitArray code = JavaScriptHighlighter::codeColumns(block);
    if (kind < 0 || !code.at(column))
        return -1;
    const QChar own = brackets.at(kind);
    const QChar other = brackets.at(kind ^ 1);
    const int step = kind % 2 == 0 ? 1 : -1;
    int depth = 0;
    for (int lines = 0; lines < mostLines; ++lines) {
        const QString text = block.text();
        for (; column >= 0 && column < text.size(); column += step) {
            const QChar c = text.at(column);
            if ((c != own && c != other) || !code.at(column))
                continue;
            depth += c == own ? 1 : -1;
            if (depth == 0)
                return block.position() + column;
        }
        block = step > 0 ? block.next() : block.previous();
        if (!block.isValid())
            break;
        code = JavaScriptHighlighter::codeColumns(block);
        column = step > 0 ? 0 : block.length() - 2;
    }
    return -1;
}

} // namespace heliograph::codeediting
