// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QObject>

#include <memory>
#include <utility>

namespace heliograph {

/// The way back from the I/O thread to an object of the GUI thread that may be gone by then.
/// Copies share it; call end() in the object's destructor.
class ReturnPath {
public:
    explicit ReturnPath(QObject *home) : m_home(std::make_shared<Home>()) { m_home->object = home; }

    /// Runs @p function on the object's thread soon, unless the object is gone. Any thread.
    template <typename Function> void post(Function &&function) const
    {
        QMutexLocker lock(&m_home->mutex);
        if (m_home->object)
            QMetaObject::invokeMethod(m_home->object, std::forward<Function>(function),
                                      Qt::QueuedConnection);
    }

    void end()
    {
        QMutexLocker lock(&m_home->mutex);
        m_home->object = nullptr;
    }

private:
    struct Home {
        QMutex mutex;
        QObject *object = nullptr;
    };
    std::shared_ptr<Home> m_home;
};

} // namespace heliograph
