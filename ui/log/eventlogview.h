// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

#include <QWidget>

class QAction;
class QSettings;
class QToolButton;

namespace heliograph {

class EventLogModel;
class ExportJob;
class LogBar;
class PlainTable;

/// A log: a bar with its title and its filter above one table. Follows the newest row only
/// while it stands at the bottom. @p model is borrowed and outlives the view.
class EventLogView final : public QWidget {
    Q_OBJECT

public:
    explicit EventLogView(EventLogModel &model, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setCountText(const QString &text);
    void setEmptyText(const QString &text);
    /// Puts a line of facts between the bar and the table.
    void setStrip(QWidget *strip);
    /// Puts a button with a picture and a text into the bar; the text gives way where it is narrow.
    void addBarButton(QToolButton *button);
    /// Shows the columns that tell where an entry belongs: for all traffic.
    void setPlacesShown(bool shown);
    void focusFilter();
    /// Where "Copy as curl command" sends to; an empty one keeps the last.
    void setServerUrl(const QUrl &url);

    [[nodiscard]] PlainTable &table() const { return *m_table; }
    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);

    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

Q_SIGNALS:
    /// Null when nothing is selected.
    void currentChanged(const heliograph::JournalEntryPtr &entry);
    void problemOccurred(const QString &text);
    /// The user wants to hear of events like @p entry, which is one.
    void notifyRequested(const heliograph::JournalEntryPtr &entry);

private:
    void chooseExport();
    void setupTable();
    void setupActions();
    void updateState();
    void updateCurrent();
    void followScroll(int position);
    void showContextMenu(QPoint at);
    void copyData();
    void copyWire();
    void copyJson();
    void copyCurl();
    void startExport(const QString &format);
    void endExport();
    [[nodiscard]] QList<JournalEntryPtr> selected() const;

    EventLogModel &m_model;
    PlainTable *m_table;
    LogBar *m_bar;
    QAction *m_notify;
    ExportJob *m_job = nullptr;
    QString m_countText;
    QString m_serverUrl = QStringLiteral("http://127.0.0.1:8080");
    JournalEntryPtr m_current;
    bool m_following = true;
};

} // namespace heliograph
