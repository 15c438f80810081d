// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

#include <functional>

class QAbstractItemDelegate;
class QAbstractItemModel;
class QKeySequence;
class QSettings;

namespace heliograph {

class JournalFeed;
class LogPanel;
class PlainTable;
struct LogScope;

/// A table of streams and, below it, the log of the selected one. Borrows its arguments.
class TableWithLog final : public QSplitter {
    Q_OBJECT

public:
    /// What the log says while no row is selected.
    struct Idle {
        QString title;
        QString count;
        QString hint;
    };

    TableWithLog(JournalFeed &feed, Idle idle, QWidget *parent = nullptr);

    /// Once. The delegate becomes the table's.
    void setModel(QAbstractItemModel *model, QAbstractItemDelegate *delegate);
    /// Shows @p upper, which holds the table, in the table's place.
    void setUpper(QWidget *upper);
    /// Adds a command of the table: in its context menu, and by @p key while it has the keyboard.
    void addCommand(const QString &text, const QString &name, const QKeySequence &key,
                    std::function<void()> command);
    /// Repaints the table that often, for what changes with nothing but time.
    void repaintEvery(std::chrono::milliseconds interval);

    void showNothing();
    /// Shows another log; @p hint while it is empty.
    void showLog(const LogScope &scope, const QString &hint);
    void setTitle(const QString &title, quint64 events);

    [[nodiscard]] PlainTable &table() const { return *m_table; }
    [[nodiscard]] LogPanel &log() const { return *m_log; }
    /// The selected rows of the model that was set.
    [[nodiscard]] QList<QModelIndex> selected() const;

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void selectionChanged();

private:
    Idle m_idle;
    PlainTable *m_table;
    LogPanel *m_log;
};

} // namespace heliograph
