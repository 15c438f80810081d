// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

class QSettings;

namespace heliograph {

/// A draft and when it was sent last.
struct SentDraft {
    Draft draft;
    QDateTime at; ///< invalid: not known

    bool operator==(const SentDraft &) const = default;
};

/// The drafts sent last, newest first, and the event types among them; survives restarts.
class SentHistory {
public:
    static constexpr qsizetype MostDrafts = 50;
    static constexpr qsizetype MostTypes = 30;

    /// Puts what @p composed sends first; one equal to it leaves its old place.
    void add(const Draft &composed, const QDateTime &at = QDateTime::currentDateTime());
    void clear();

    [[nodiscard]] const QList<SentDraft> &drafts() const { return m_drafts; }
    [[nodiscard]] const QStringList &eventTypes() const { return m_types; }

    /// Drafts whose data or bytes pass 32 KiB are not saved.
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

private:
    QList<SentDraft> m_drafts;
    QStringList m_types;
};

/// Whether @p draft has nothing of what only events have.
[[nodiscard]] bool isWithoutEvent(const Draft &draft);

} // namespace heliograph
