// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <memory>
#include <utility>

namespace heliograph {

/// The one thread on which the server and the subscriptions live. Owned by main(); objects made
/// on it are destroyed on it, in reverse order, before it ends.
class IoThread {
public:
    IoThread();
    ~IoThread();
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    /// Runs @p function on the I/O thread and waits for it. For start-up and shutdown only: the
    /// GUI thread never waits while the program runs.
    template <typename Function> void runAndWait(Function &&function)
    {
        QMetaObject::invokeMethod(m_context.get(), std::forward<Function>(function),
                                  Qt::BlockingQueuedConnection);
    }

    /// Runs @p function on the I/O thread soon.
    template <typename Function> void post(Function &&function)
    {
        QMetaObject::invokeMethod(m_context.get(), std::forward<Function>(function),
                                  Qt::QueuedConnection);
    }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
};

} // namespace heliograph
