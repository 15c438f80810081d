// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/core/iothread.h"

namespace heliograph {

IoThread::IoThread() : m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("heliograph-io"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

IoThread::~IoThread()
{
    m_thread.quit();
    m_thread.wait();
}

} // namespace heliograph
