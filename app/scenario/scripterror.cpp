// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scripterror.h"

#include "app/scenario/jsvalue.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace heliograph {

namespace {

/// What an uncaught value that is no Error looks like in a message.
QString describe(JSContextRef context, JSValueRef thrown)
{
    QString text = Js::toText(context, thrown);
    if (text != QLatin1String("[object Object]"))
        return text;
    const QJsonDocument json(QJsonArray{Js::toJson(context, thrown)});
    const QString inner = QString::fromUtf8(json.toJson(QJsonDocument::Compact));
    return inner.mid(1, inner.size() - 2);
}

int numberProperty(JSContextRef context, JSValueRef object, const char *name)
{
    const double number = Js::toNumber(context, Js::property(context, object, name));
    return number > 0 && number < 1e9 ? int(number) : 0;
}

} // namespace

int ScriptErrors::authorColumn(int line, int column) const
{
    return line == 1 ? qMax(column - m_prefixLength, 0) : column;
}

/// Both "name@FILE:LINE:COLUMN" and "#0 name() at FILE:LINE".
QList<ScriptErrors::Frame> ScriptErrors::framesOf(const QString &stack) const
{
    // Never destroyed: a thread that was given up may still come here as the program ends.
    static const auto &place = *new QRegularExpression(QStringLiteral(":(\\d+)(?::(\\d+))?$"));
    static const auto &native = *new QRegularExpression(QStringLiteral("^#\\d+ (.*)\\(\\) at $"));
    QList<Frame> frames;
    const QStringList lines = stack.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const QRegularExpressionMatch numbers = place.match(line);
        if (!numbers.hasMatch())
            continue;
        const QString head = line.left(numbers.capturedStart());
        for (const QString &file : m_files) {
            if (!head.endsWith(file))
                continue;
            const QString before = head.left(head.size() - file.size());
            const QRegularExpressionMatch named = native.match(before);
            if (!named.hasMatch() && !before.endsWith(QLatin1Char('@')) && !before.isEmpty())
                continue;
            Frame frame;
            frame.function =
                named.hasMatch() ? named.captured(1) : before.chopped(before.isEmpty() ? 0 : 1);
            frame.file = file;
            frame.line = numbers.captured(1).toInt();
            frame.column = authorColumn(frame.line, numbers.captured(2).toInt());
            frames.append(frame);
            break;
        }
    }
    return frames;
}

ScriptError ScriptErrors::fromStack(const QString &message, const QString &backtrace) const
{
    ScriptError error;
    error.file = mainFile();
    error.message = message;
    const QList<Frame> frames = framesOf(backtrace);
    QStringList lines;
    for (const Frame &frame : frames) {
        const QString name =
            frame.function.isEmpty() ? QStringLiteral("(anonymous)") : frame.function;
        lines.append(QStringLiteral("at %1 (%2:%3:%4)")
                         .arg(name, frame.file)
                         .arg(frame.line)
                         .arg(frame.column));
    }
    error.stack = lines.join(QLatin1Char('\n'));
    if (!frames.isEmpty()) {
        error.file = frames.first().file;
        error.line = frames.first().line;
        error.column = frames.first().column;
    }
    return error;
}

ScriptError ScriptErrors::fromValue(JSContextRef context, JSValueRef thrown) const
{
    const QString message = describe(context, thrown);
    if (!JSValueIsObject(context, thrown))
        return fromStack(QStringLiteral("Uncaught ") + message, {});
    ScriptError error =
        fromStack(message, Js::toText(context, Js::property(context, thrown, "stack")));
    const QString url = Js::toText(context, Js::property(context, thrown, "sourceURL"));
    if (m_files.contains(url)) {
        error.file = url;
        error.line = numberProperty(context, thrown, "line");
        error.column = authorColumn(error.line, numberProperty(context, thrown, "column"));
    }
    return error;
}

} // namespace heliograph
