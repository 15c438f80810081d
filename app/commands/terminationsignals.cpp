// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/terminationsignals.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace heliograph::commands {
namespace {

volatile std::sig_atomic_t wakeDescriptor = -1;

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeDescriptor, &byte, 1);
}

} // namespace

TerminationSignals::TerminationSignals(QObject *parent) : QObject(parent)
{
    if (::pipe2(m_descriptors, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    wakeDescriptor = m_descriptors[1];
    auto *notifier = new QSocketNotifier(m_descriptors[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes;
        while (::read(m_descriptors[0], bytes.data(), bytes.size()) > 0) { }
        Q_EMIT requested();
    });
    struct sigaction action { };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // A closed pipe is an error of the write that meets it, not the end of the process.
    ::signal(SIGPIPE, SIG_IGN);
}

TerminationSignals::~TerminationSignals()
{
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    wakeDescriptor = -1;
    ::close(m_descriptors[0]);
    ::close(m_descriptors[1]);
}

} // namespace heliograph::commands

#else

namespace heliograph::commands {

TerminationSignals::TerminationSignals(QObject *parent) : QObject(parent) { }
TerminationSignals::~TerminationSignals() = default;

} // namespace heliograph::commands

#endif
