// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/plainthread.h"

namespace heliograph {

PlainThread::PlainThread(QObject *parent) : QObject(parent), m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("heliograph-compose"));
    m_context->moveToThread(&m_thread);
}

PlainThread::~PlainThread()
{
    m_thread.quit();
    m_thread.wait();
}

void PlainThread::post(Work work, const GivenUp &)
{
    if (!m_thread.isRunning())
        m_thread.start();
    const auto run = [this, work = std::move(work)] {
        if (Answer answer = work(m_engine))
            QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_context.get(), run, Qt::QueuedConnection);
}

} // namespace heliograph
