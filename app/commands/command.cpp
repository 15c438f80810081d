// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/command.h"

#include <cstdio>

namespace heliograph::commands {

void complain(const QString &text)
{
    const QByteArray line = text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
    std::fflush(stderr);
}

QString printable(QString line)
{
    for (QChar &character : line) {
        if (character.category() == QChar::Other_Control)
            character = QLatin1Char(' ');
    }
    return line;
}

bool print(const QByteArray &text)
{
    const auto size = static_cast<std::size_t>(text.size());
    return std::fwrite(text.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0;
}

std::optional<int> parseArguments(QCommandLineParser &parser, const QString &command,
                                  const QStringList &arguments, const QString &examples)
{
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                  QStringLiteral("Show this help."));
    parser.addOption(help);
    const QString program = QStringLiteral("heliograph ") + command;
    if (!parser.parse(QStringList{program} + arguments)) {
        complain(QStringLiteral("%1: %2 See '%1 --help'.")
                     .arg(program,
                          parser.errorText().endsWith(QLatin1Char('.'))
                              ? parser.errorText()
                              : parser.errorText() + QLatin1Char('.')));
        return WrongUsage;
    }
    if (parser.isSet(help)) {
        // Qt names the executable itself; users type the sub-command too.
        QString text = parser.helpText();
        const qsizetype end = text.indexOf(QLatin1String(" [options]"));
        const qsizetype start = text.indexOf(QLatin1Char(' ')) + 1;
        if (end > start)
            text.replace(start, end - start, program);
        print((text + QLatin1Char('\n') + examples).toUtf8());
        return Success;
    }
    return std::nullopt;
}

Result<qint64> wholeNumber(const QCommandLineParser &parser, const QString &option, qint64 least,
                           qint64 most)
{
    bool isNumber = false;
    const QString text = parser.value(option);
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        return failure("wrong-usage",
                       QStringLiteral("--%1 takes a whole number from %2 to %3, not \"%4\".")
                           .arg(option)
                           .arg(least)
                           .arg(most)
                           .arg(text),
                       option.toUtf8());
    }
    return number;
}

Result<std::chrono::milliseconds> seconds(const QCommandLineParser &parser, const QString &option)
{
    bool isNumber = false;
    const QString text = parser.value(option);
    const double number = text.toDouble(&isNumber);
    constexpr double most = 1e9;
    if (!isNumber || !(number >= 0) || number > most) {
        return failure(
            "wrong-usage",
            QStringLiteral("--%1 takes a number of seconds, not \"%2\".").arg(option, text),
            option.toUtf8());
    }
    return std::chrono::milliseconds{static_cast<qint64>(number * 1000)};
}

} // namespace heliograph::commands
