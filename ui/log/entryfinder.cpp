// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/entryfinder.h"

#include "app/models/eventlogmodel.h"
#include "app/models/journalfeed.h"
#include "app/models/readable.h"
#include "ui/log/eventlogview.h"
#include "ui/parts/plaintable.h"

#include <utility>

namespace heliograph {

EntryFinder::EntryFinder(const JournalFeed &feed, const EventLogModel &model, EventLogView &view)
    : QObject(&view), m_feed(feed), m_model(model), m_view(view)
{
    // Made after the model, so told after it.
    connect(&m_model, &EventLogModel::stateChanged, this, &EntryFinder::look);
    connect(&m_feed, &JournalFeed::entriesAdded, this, &EntryFinder::look);
}

void EntryFinder::find(Sequence sequence)
{
    m_wanted = sequence;
    look();
}

void EntryFinder::look()
{
    if (m_wanted == Sequence::None)
        return;
    const int row = m_model.rowOf(m_wanted);
    if (row >= 0) {
        m_wanted = Sequence::None;
        m_view.setFollowing(false);
        PlainTable &table = m_view.table();
        table.selectRow(row);
        table.scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
        table.setFocus(Qt::OtherFocusReason);
        return;
    }
    const bool isOnItsWay = m_model.isScanning() || m_feed.position() < m_wanted;
    if (isOnItsWay && !m_model.isPaused())
        return;
    const QString why = whyNot();
    m_wanted = Sequence::None;
    Q_EMIT notFound(why);
}

QString EntryFinder::whyNot() const
{
    const QString number = readable::number(toNumber(m_wanted));
    if (m_wanted < m_feed.firstHeld())
        return tr("Event %1 has left the journal, which holds the newest only. Raise its limit in "
                  "the "
                  "settings (Ctrl+,).")
            .arg(number);
    if (m_model.isPaused())
        return tr("Event %1 came after the log was paused. Resume it to see the event.")
            .arg(number);
    if (!m_model.filter().isEmpty())
        return tr("The filter hides event %1. Clear the filter to see it.").arg(number);
    return tr("Event %1 was cleared from the log.").arg(number);
}

} // namespace heliograph
