// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

#include <QHash>
#include <QObject>

#include <deque>

namespace heliograph {

class JournalFeed;

/// What each scenario wrote with console, and its errors: the newest 5,000 entries of each, in
/// batches as the journal's feed brings them. @p feed is borrowed.
class ScenarioConsole final : public QObject {
    Q_OBJECT

public:
    enum class Level : quint8 { Debug, Log, Info, Warning, Error, Problem };

    struct Entry {
        std::chrono::microseconds wall{}; ///< since the Unix epoch
        Level level = Level::Log;
        QString text; ///< may have several lines

        bool operator==(const Entry &) const = default;
    };

    static constexpr std::size_t MostEntries = 5'000; ///< of one scenario
    static constexpr qsizetype LongestText = 20'000; ///< characters; what follows is cut off

    explicit ScenarioConsole(JournalFeed &feed, QObject *parent = nullptr);

    [[nodiscard]] const std::deque<Entry> &entries(const QString &name) const;
    void clear(const QString &name);

Q_SIGNALS:
    /// The last @p count entries of the scenario @p name are new.
    void added(const QString &name, int count);
    void cleared(const QString &name);

private:
    void take(const QList<JournalEntryPtr> &entries);

    QHash<QString, std::deque<Entry>> m_entries;
};

} // namespace heliograph
