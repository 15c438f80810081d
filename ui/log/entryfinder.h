// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"

#include <QObject>

namespace heliograph {

class EventLogModel;
class EventLogView;
class JournalFeed;

/// Finds the row of one entry in a log, which may still be on its way there, and selects it. A
/// child of @p view; its arguments are borrowed.
class EntryFinder final : public QObject {
    Q_OBJECT

public:
    EntryFinder(const JournalFeed &feed, const EventLogModel &model, EventLogView &view);

    /// Takes the place of what is still being looked for.
    void find(Sequence sequence);

Q_SIGNALS:
    /// There is no such row; a sentence that says why and what to do.
    void notFound(const QString &text);

private:
    void look();
    [[nodiscard]] QString whyNot() const;

    const JournalFeed &m_feed;
    const EventLogModel &m_model;
    EventLogView &m_view;
    Sequence m_wanted{}; ///< None: nothing
};

} // namespace heliograph
