// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/expressionfault.h"

#include "app/core/say.h"
#include "app/scenario/jsvalue.h"
#include "app/scenario/scripttokens.h"

#include <QRegularExpression>

namespace heliograph {

namespace {

QString sentence(QString text)
{
    if (!text.endsWith(QLatin1Char('.')))
        text += QLatin1Char('.');
    return text;
}

/// A pattern that is never destroyed: a thread that was given up may still use it as the program
/// ends.
const QRegularExpression &
lasting(const char *pattern,
        QRegularExpression::PatternOptions options = QRegularExpression::NoPatternOption)
{
    return *new QRegularExpression(QString::fromLatin1(pattern), options);
}

/// What the engine's parser says of @p script; empty when it is satisfied.
QString parserMessage(JSContextRef context, const QString &script)
{
    JSValueRef exception = nullptr;
    if (JSCheckScriptSyntax(context, JsString(script).get(), nullptr, 1, &exception))
        return {};
    return Js::toText(context, exception);
}

/// Whether the parser missed more than it was given.
bool wantsMore(const QString &message)
{
    static const QRegularExpression &end = lasting("Unexpected (EOF|end of script)|Unterminated");
    return message.contains(end);
}

/// The first token that cannot follow what stands before it, in @p source behind @p opener, and
/// what the parser says of it. Parsers read from left to right, so it can be searched for.
std::optional<ExpressionError> firstWrongToken(JSContextRef context, const QString &opener,
                                               const QString &source,
                                               const QList<ScriptToken> &tokens)
{
    const auto messageUpTo = [&](qsizetype count) {
        const ScriptToken &last = tokens.at(count - 1);
        const QString message =
            parserMessage(context, opener + source.left(last.start + last.length));
        return wantsMore(message) ? QString() : message;
    };
    qsizetype good = 0;
    qsizetype bad = tokens.size();
    if (messageUpTo(bad).isEmpty())
        return std::nullopt;
    while (bad - good > 1) {
        const qsizetype middle = good + (bad - good) / 2;
        (messageUpTo(middle).isEmpty() ? good : bad) = middle;
    }
    const ScriptToken &wrong = tokens.at(bad - 1);
    QString message = messageUpTo(bad);
    if (message.endsWith(QLatin1String("Parser error"))) // its word for a bracket too many
        message =
            say("SyntaxError: Unexpected token '%1'").arg(source.mid(wrong.start, wrong.length));
    return ExpressionError{sentence(message), wrong.start, wrong.length};
}

/// The offset of @p line and @p column in @p source; nothing when they are not in it.
std::optional<qsizetype> offsetOf(const QString &source, int line, int column)
{
    if (line < 1 || column < 1)
        return std::nullopt;
    static const QRegularExpression &lineEnd = lasting("\\r\\n|[\\n\\r\\x{2028}\\x{2029}]");
    qsizetype start = 0;
    for (int i = 1; i < line; ++i) {
        const QRegularExpressionMatch end = lineEnd.match(source, start);
        if (!end.hasMatch())
            return std::nullopt;
        start = end.capturedEnd();
    }
    return qMin(start + column - 1, source.size());
}

/// Where @p part of @p source stands, the last time before or around @p offset.
ExpressionError marked(const QString &message, const QString &source, const QString &part,
                       qsizetype offset)
{
    qsizetype at = source.lastIndexOf(part, offset);
    if (at < 0)
        at = source.indexOf(part);
    return {message, at, at < 0 ? 0 : part.size()};
}

} // namespace

std::optional<ExpressionError> ExpressionFault::syntax(JSContextRef context, const QString &source)
{
    // One expression fits between brackets of either kind; what closes them by itself does not.
    QString opener = QStringLiteral("(\n");
    QString message = parserMessage(context, opener + source + QStringLiteral("\n)"));
    if (message.isEmpty()) {
        opener = QStringLiteral("[\n");
        message = parserMessage(context, opener + source + QStringLiteral("\n]"));
    }
    if (message.isEmpty())
        return std::nullopt;
    const QList<ScriptToken> tokens = scriptTokens(source);
    if (tokens.isEmpty())
        return ExpressionError{say("The expression is empty."), -1, 0};
    if (auto wrong = firstWrongToken(context, opener, source, tokens))
        return wrong;
    const ScriptToken &last = tokens.constLast();
    return ExpressionError{say("SyntaxError: The expression ends too early."), last.start,
                           last.length};
}

ExpressionError ExpressionFault::thrown(const QString &message, const QString &source, int line,
                                        int column)
{
    static const QRegularExpression &evaluating =
        lasting("\\(evaluating '(.+)'\\)$", QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression &missing = lasting("Can't find variable: (\\S+)$");
    const QString whole = sentence(message);
    const qsizetype offset = offsetOf(source, line, column).value_or(source.size());
    for (const QRegularExpression &names : {evaluating, missing}) {
        const QRegularExpressionMatch match = names.match(message);
        if (match.hasMatch() && source.contains(match.captured(1)))
            return marked(whole, source, match.captured(1), offset);
    }
    if (line < 1 || column < 1)
        return {whole, -1, 0};
    // The engine's place is where a call begins or right behind a name.
    for (const ScriptToken &token : scriptTokens(source)) {
        if (token.start < offset && token.start + token.length >= offset)
            return {whole, token.start, token.length};
    }
    return {whole, -1, 0};
}

QString ExpressionFault::excerpt(const QString &source)
{
    constexpr qsizetype longest = 48;
    const QString line = source.left(4 * longest).simplified();
    return line.size() <= longest ? line : line.left(longest - 1) + QChar(u'…');
}

} // namespace heliograph
