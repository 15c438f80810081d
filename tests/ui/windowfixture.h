// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"
#include "tests/support/rawclient.h"
#include "ui/mainwindow.h"
#include "ui/serverbar/serverbar.h"
#include "ui/session.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace heliograph::test {

/// Points QSettings, and where programs keep their data, at a folder that goes with the object.
class TemporarySettings final {
public:
    TemporarySettings()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("heliograph-test"));
        QCoreApplication::setApplicationName(QStringLiteral("heliograph-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
    }

private:
    QTemporaryDir m_folder;
};

/// The real window with a real server on a free port.
class WindowFixture final {
public:
    explicit WindowFixture(bool startServer = true)
        : m_session(std::make_unique<Session>()), m_window(std::make_unique<MainWindow>(*m_session))
    {
        m_window->show();
        if (!startServer)
            return;
        QSignalSpy listening(&server(), &ServerController::listening);
        m_window->serverBar().setAddress(QStringLiteral("127.0.0.1"), 0);
        m_window->start();
        if (!QTest::qWaitFor([&] { return listening.count() == 1; }, 10'000))
            qFatal("The server did not start.");
    }
    ~WindowFixture() { close(); }

    /// Closes the window as a user would, and ends the session.
    void close()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
        m_session.reset();
    }

    [[nodiscard]] Session &session() { return *m_session; }
    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] ServerController &server() { return m_session->server(); }

    /// A client connected to @p endpoint, its stream begun.
    [[nodiscard]] std::unique_ptr<RawClient> connectClient(const QByteArray &endpoint = "/events",
                                                           const QByteArray &headers = {})
    {
        auto client = std::make_unique<RawClient>(server().url());
        client->get(endpoint, headers);
        if (!QTest::qWaitFor([&] { return client->has("text/event-stream"); }, 10'000))
            qFatal("The stream did not begin.");
        return client;
    }

    template <typename Widget> [[nodiscard]] Widget *find(const char *name)
    {
        auto *widget = m_window->findChild<Widget *>(QLatin1String(name));
        if (!widget)
            qFatal("No %s in the window.", name);
        return widget;
    }

private:
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace heliograph::test
