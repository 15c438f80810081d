// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/tablewithlog.h"

#include "app/models/readable.h"
#include "ui/log/logpanel.h"
#include "ui/parts/plaintable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QSettings>
#include <QTimer>

namespace heliograph {

TableWithLog::TableWithLog(JournalFeed &feed, Idle idle, QWidget *parent)
    : QSplitter(Qt::Vertical, parent), m_idle(std::move(idle)), m_table(new PlainTable(this)),
      m_log(new LogPanel(feed, this))
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
    addWidget(m_table);
    addWidget(m_log);
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    setSizes({theme::rowHeight() * 9, theme::rowHeight() * 13});
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void TableWithLog::setModel(QAbstractItemModel *model, QAbstractItemDelegate *delegate)
{
    delegate->setParent(m_table);
    m_table->setModel(model);
    m_table->setItemDelegate(delegate);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &TableWithLog::selectionChanged);
}

void TableWithLog::setUpper(QWidget *upper)
{
    const QList<int> before = sizes();
    insertWidget(0, upper);
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    setSizes(before);
}

void TableWithLog::addCommand(const QString &text, const QString &name, const QKeySequence &key,
                              std::function<void()> command)
{
    auto *action = new QAction(text, m_table);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, std::move(command));
    m_table->addAction(action);
}

void TableWithLog::repaintEvery(std::chrono::milliseconds interval)
{
    auto *tick = new QTimer(this);
    connect(tick, &QTimer::timeout, m_table->viewport(), qOverload<>(&QWidget::update));
    tick->start(interval);
}

void TableWithLog::showNothing()
{
    m_log->setScope({}, m_idle.title);
    m_log->setCountText(m_idle.count);
    m_log->setEmptyText(m_idle.hint);
}

void TableWithLog::showLog(const LogScope &scope, const QString &hint)
{
    m_log->setScope(scope, {});
    m_log->setEmptyText(hint);
}

void TableWithLog::setTitle(const QString &title, quint64 events)
{
    m_log->setTitle(title);
    m_log->setCountText(events == 1 ? tr("1 event")
                                    : tr("%1 events").arg(readable::number(events)));
}

QList<QModelIndex> TableWithLog::selected() const
{
    return m_table->selectionModel()->selectedRows();
}

void TableWithLog::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("columns"), m_table->saveColumns());
    settings.setValue(QStringLiteral("splitter"), QSplitter::saveState());
    m_log->saveState(settings);
}

void TableWithLog::restoreState(QSettings &settings)
{
    m_table->restoreColumns(settings.value(QStringLiteral("columns")).toByteArray());
    QSplitter::restoreState(settings.value(QStringLiteral("splitter")).toByteArray());
    setHandleWidth(1);
    m_log->restoreState(settings);
}

} // namespace heliograph
