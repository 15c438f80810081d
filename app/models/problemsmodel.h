// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

#include <QAbstractTableModel>

#include <deque>

namespace heliograph {

class Clock;
class JournalFeed;

/// The problems of this session, oldest first: those of the journal and those of the window.
/// The 1,000 newest stay.
class ProblemsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Time, Source, Text, ColumnCount };

    ProblemsModel(JournalFeed &feed, const Clock &clock, QObject *parent = nullptr);

    /// A problem of the window itself. @p text is a whole sentence: what, where, what to do.
    void add(const QString &text, const QString &source = {});
    void clear();

    [[nodiscard]] int count() const { return static_cast<int>(m_rows.size()); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void countChanged(int count);

private:
    struct Row {
        std::chrono::microseconds wall{};
        QString source;
        QString text;
    };

    void onEntries(const QList<JournalEntryPtr> &entries);
    void append(std::deque<Row> rows);

    const Clock &m_clock;
    std::deque<Row> m_rows;
};

} // namespace heliograph
