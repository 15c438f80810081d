// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/commandline.h"
#include "app/commands/terminationsignals.h"
#include "app/core/allocator.h"
#include "ui/mainwindow.h"
#include "ui/session.h"
#include "ui/settings/serversettings.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QIcon>
#include <QSettings>

#include <cstdio>
#include <tuple>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace {

/// Whether there is nowhere to show a window, which Qt would answer by aborting.
bool hasNoDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return false;
#endif
}

/// A standard stream that is closed would become the next file or socket that is opened, and what
/// is printed would go there. Opened the wrong way round, reading and writing fail as they should.
void keepStandardStreams()
{
#ifdef Q_OS_UNIX
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) < 0)
            std::ignore = ::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
#endif
}

int runWindow(int argc, char **argv)
{
    using namespace heliograph;
    QApplication app(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("heliograph"));
    QApplication::setApplicationName(QStringLiteral("heliograph"));
    QApplication::setApplicationDisplayName(QStringLiteral("Heliograph"));
    QApplication::setApplicationVersion(QStringLiteral(HELIOGRAPH_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("heliograph"));
    const int mode = QSettings().value(QStringLiteral("window/theme")).toInt();
    theme::apply(app, static_cast<theme::Mode>(qBound(0, mode, 2)));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/heliograph.svg")));

    const ServerSettings saved = loadServerSettings(QSettings());
    Session session(saved.options, saved.journal);
    MainWindow window(session);
    window.show();
    window.start();
    const commands::TerminationSignals termination;
    QObject::connect(&termination, &commands::TerminationSignals::requested, &window,
                     &MainWindow::closeWithoutAsking);
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    keepStandardStreams();
    heliograph::tuneAllocator();
    if (const auto code = heliograph::commands::runCommandLine(argc, argv))
        return *code;
    if (argc < 2 && hasNoDisplay()) {
        std::fputs("heliograph: There is no display to open the window on. Set DISPLAY or "
                   "WAYLAND_DISPLAY, or use 'heliograph serve' and the other commands of "
                   "'heliograph --help', which need none.\n",
                   stderr);
        return 1;
    }
    return runWindow(argc, argv);
}
