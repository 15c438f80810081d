// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/logscope.h"

#include <QWidget>

class QSettings;
class QSplitter;

namespace heliograph {

class EntryFinder;
class EventDetailView;
class EventLogModel;
class EventLogView;
class JournalFeed;
class RecordButton;
class RecordDesk;
class RecordStrip;

/// A log and, beside it, the selected entry in full. For all traffic, one client or one
/// subscription: setScope(LogScope::allTraffic(), tr("All traffic")).
class LogPanel final : public QWidget {
    Q_OBJECT

public:
    explicit LogPanel(JournalFeed &feed, QWidget *parent = nullptr);

    void setScope(const LogScope &scope, const QString &title);
    [[nodiscard]] const LogScope &scope() const;
    void setTitle(const QString &title);
    /// The count beside the title, "8,311 events"; empty: the rows are counted.
    void setCountText(const QString &text);
    /// Shown while there is no row: what to do next.
    void setEmptyText(const QString &text);

    /// Lets the user record what the log shows. @p desk is borrowed and outlives the panel. Once.
    void setRecordDesk(RecordDesk &desk);

    [[nodiscard]] EventLogModel &model() const { return *m_model; }
    [[nodiscard]] EventLogView &view() const { return *m_view; }

    /// Selects the row of @p sequence as soon as it is there, or says why it is not.
    void showEntry(Sequence sequence);

    /// Puts the keyboard into the filter field.
    void focusFilter();

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    /// An export or another action failed; a whole sentence.
    void problemOccurred(const QString &text);
    /// What showEntry() was to show has no row; a whole sentence.
    void entryNotShown(const QString &text);

private:
    EventLogModel *m_model;
    EventLogView *m_view;
    EventDetailView *m_detail;
    EntryFinder *m_finder;
    QSplitter *m_splitter;
    RecordButton *m_record = nullptr;
    RecordStrip *m_recordings = nullptr;
};

} // namespace heliograph
