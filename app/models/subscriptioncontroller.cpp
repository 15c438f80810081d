// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/subscriptioncontroller.h"

#include "app/client/subscriptions.h"
#include "app/core/iothread.h"

#include <utility>

namespace heliograph {

namespace {
constexpr std::chrono::milliseconds pollDelay{200};
}

SubscriptionController::SubscriptionController(IoThread &io, Subscriptions &subscriptions,
                                               QObject *parent)
    : QObject(parent), m_io(io), m_subscriptions(subscriptions), m_home(this)
{
    m_poll.setSingleShot(true);
    m_poll.setInterval(pollDelay);
    connect(&m_poll, &QTimer::timeout, this, &SubscriptionController::poll);
    connect(&subscriptions, &Subscriptions::changed, this, &SubscriptionController::onChanged);
    m_poll.start();
}

SubscriptionController::~SubscriptionController()
{
    m_home.end();
}

void SubscriptionController::onChanged()
{
    if (m_polling)
        m_changed = true; // the answer under way may be older
    else if (!m_poll.isActive())
        m_poll.start();
}

void SubscriptionController::add(const SubscriptionRequest &request)
{
    m_io.post([this, home = m_home, subscriptions = &m_subscriptions, request] {
        const SubscriptionId id = subscriptions->add(request);
        subscriptions->open(id);
        home.post([this, id] {
            Q_EMIT added(id);
            onChanged();
        });
    });
}

void SubscriptionController::open(SubscriptionId id)
{
    m_io.post([subscriptions = &m_subscriptions, id] { subscriptions->open(id); });
}

void SubscriptionController::close(SubscriptionId id)
{
    m_io.post([subscriptions = &m_subscriptions, id] { subscriptions->close(id); });
}

void SubscriptionController::remove(SubscriptionId id)
{
    m_io.post([this, home = m_home, subscriptions = &m_subscriptions, id] {
        subscriptions->remove(id);
        home.post([this] { onChanged(); });
    });
}

void SubscriptionController::poll()
{
    if (std::exchange(m_polling, true))
        return;
    m_changed = false;
    m_io.post([this, home = m_home, subscriptions = &m_subscriptions] {
        home.post([this, snapshots = subscriptions->snapshots()] {
            m_polling = false;
            if (snapshots != m_snapshots) {
                m_snapshots = snapshots;
                Q_EMIT snapshotsChanged(m_snapshots);
            }
            if (std::exchange(m_changed, false))
                m_poll.start();
        });
    });
}

} // namespace heliograph
