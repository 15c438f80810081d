// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/scenarioconsole.h"

#include "app/models/journalfeed.h"

namespace heliograph {

namespace {

ScenarioConsole::Level levelOf(const JournalEntry &entry)
{
    using Level = ScenarioConsole::Level;
    if (entry.kind == EntryKind::Problem)
        return Level::Problem;
    static const QHash<QByteArray, Level> levels{{"debug", Level::Debug},
                                                 {"info", Level::Info},
                                                 {"warning", Level::Warning},
                                                 {"error", Level::Error}};
    return levels.value(entry.eventType, Level::Log);
}

} // namespace

ScenarioConsole::ScenarioConsole(JournalFeed &feed, QObject *parent) : QObject(parent)
{
    connect(&feed, &JournalFeed::entriesAdded, this, &ScenarioConsole::take);
}

const std::deque<ScenarioConsole::Entry> &ScenarioConsole::entries(const QString &name) const
{
    static const std::deque<Entry> none;
    const auto found = m_entries.constFind(name);
    return found == m_entries.cend() ? none : *found;
}

void ScenarioConsole::clear(const QString &name)
{
    m_entries.remove(name);
    Q_EMIT cleared(name);
}

void ScenarioConsole::take(const QList<JournalEntryPtr> &entries)
{
    QHash<QString, int> counts;
    for (const JournalEntryPtr &entry : entries) {
        const bool says = entry->kind == EntryKind::Console
            || (entry->kind == EntryKind::Problem && !entry->endpoint.isEmpty());
        if (!says)
            continue;
        const QString name = QString::fromUtf8(entry->endpoint);
        std::deque<Entry> &list = m_entries[name];
        list.push_back({entry->wall, levelOf(*entry), entry->text.left(LongestText)});
        if (list.size() > MostEntries)
            list.pop_front();
        ++counts[name];
    }
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        Q_EMIT added(count.key(), qMin(count.value(), int(MostEntries)));
}

} // namespace heliograph
