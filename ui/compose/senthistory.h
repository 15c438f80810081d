// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <QList>
#include <QStringList>

class QSettings;

namespace heliograph {

/// The events sent last, newest first, and the event types among them; survives restarts.
class SentHistory {
public:
    static constexpr qsizetype MostEvents = 50;
    static constexpr qsizetype MostTypes = 30;

    /// Puts @p draft first; one equal to it leaves its old place.
    void add(const Draft &draft);
    void clear();

    [[nodiscard]] const QList<Draft> &drafts() const { return m_drafts; }
    [[nodiscard]] const QStringList &eventTypes() const { return m_types; }

    /// Drafts whose data passes 32 KiB are not saved.
    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

private:
    QList<Draft> m_drafts;
    QStringList m_types;
};

/// One line that tells @p draft apart in a menu.
[[nodiscard]] QString summary(const Draft &draft);

} // namespace heliograph
