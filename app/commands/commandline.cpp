// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commandline.h"

#include "app/commands/command.h"
#include "app/commands/publishcommand.h"
#include "app/commands/recordcommand.h"
#include "app/commands/replaycommand.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "app/commands/runcommand.h"
#endif
#include "app/commands/servecommand.h"
#include "app/commands/subscribecommand.h"

#include <array>

namespace heliograph::commands {
namespace {

struct Command {
    const char *name;
    QString (*summary)();
    int (*run)(QCoreApplication &, const QStringList &);
};

constexpr auto commandTable = std::to_array<Command>({
    {"serve", serve::summary, serve::run},
    {"publish", publish::summary, publish::run},
    {"subscribe", subscribe::summary, subscribe::run},
    {"record", record::summary, record::run},
    {"replay", replay::summary, replay::run},
#ifdef HELIOGRAPH_SCRIPTING
    {"run", run::summary, run::run},
#endif
});

QByteArray helpText()
{
    QByteArray text = "Heliograph " HELIOGRAPH_VERSION ", a workbench for Server-Sent Events.\n\n"
                      "Usage: heliograph                        open the window\n"
                      "       heliograph COMMAND [options]      work without a window\n"
                      "       heliograph --version | --help\n\n"
                      "Commands:\n";
    for (const Command &command : commandTable)
        text +=
            "  " + QByteArray(command.name).leftJustified(11) + command.summary().toUtf8() + '\n';
    text += "\n'heliograph COMMAND --help' tells the options of each.\n";
    return text;
}

} // namespace

std::optional<int> runCommandLine(int argc, char **argv)
{
    if (argc < 2)
        return std::nullopt;
    const QByteArrayView first(argv[1]);
    for (const Command &command : commandTable) {
        if (first == QByteArrayView(command.name)) {
            QCoreApplication app(argc, argv);
            QCoreApplication::setApplicationName(QStringLiteral("heliograph"));
            QCoreApplication::setApplicationVersion(QStringLiteral(HELIOGRAPH_VERSION));
            return command.run(app, QCoreApplication::arguments().mid(2));
        }
    }
    if (first == "--version" || first == "-v") {
        print("heliograph " HELIOGRAPH_VERSION "\n");
        return Success;
    }
    if (first == "--help" || first == "-h" || first == "help") {
        print(helpText());
        return Success;
    }
    // Options of Qt itself, such as -platform or -style, belong to the window.
    static const std::array<QByteArrayView, 5> windowOptions{"-platform", "--platform", "-style",
                                                             "--style", "-stylesheet"};
    if (std::find(windowOptions.begin(), windowOptions.end(), first) != windowOptions.end())
        return std::nullopt;
    const QString argument = QString::fromLocal8Bit(argv[1]);
    complain(first.startsWith('-')
                 ? QStringLiteral("heliograph: There is no option \"%1\". See 'heliograph --help'.")
                       .arg(argument)
                 : QStringLiteral("heliograph: There is no command \"%1\", and project files are "
                                  "not supported yet. See 'heliograph --help'.")
                       .arg(argument));
    return WrongUsage;
}

} // namespace heliograph::commands
