// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/eventlogview.h"

#include "app/models/eventlogmodel.h"
#include "app/models/readable.h"
#include "app/notifications/rulematcher.h"
#include "ui/log/eventlogdelegate.h"
#include "ui/log/eventtext.h"
#include "ui/log/exportjob.h"
#include "ui/log/logbar.h"
#include "ui/parts/plaintable.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QToolButton>
#include <QUrl>

namespace heliograph {

namespace {
constexpr int mostCopied = 10'000; ///< rows; more belongs into an export
} // namespace

EventLogView::EventLogView(EventLogModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_table(new PlainTable(this)), m_bar(new LogBar(this))
{
    setupTable();
    setupActions();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_table, 1);
    setMinimumWidth(fontMetrics().averageCharWidth() * 56); // the bar hides what does not fit
    connect(&m_model, &EventLogModel::stateChanged, this, &EventLogView::updateState);
    updateState();
}

void EventLogView::setupTable()
{
    m_table->setObjectName(QStringLiteral("logTable"));
    m_table->setAccessibleName(tr("Events"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new EventLogDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setNumberColumns({EventLogModel::Number, EventLogModel::Delta, EventLogModel::Size});
    m_table->setColumnCharacters({7, 12, 9, 18, 16, 15, 7, 6, 40},
                                 {5, 12, 8, 10, 11, 10, 4, 5, 10});
    setPlacesShown(false);
    connect(m_table, &QWidget::customContextMenuRequested, this, &EventLogView::showContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &EventLogView::updateCurrent);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &EventLogView::updateCurrent);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_following)
            m_table->scrollToBottom();
    });
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { followScroll(m_table->verticalScrollBar()->sliderPosition()); });
}

void EventLogView::setupActions()
{
    const auto add = [this](const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    m_table->addAction(add(tr("Copy data"), QKeySequence::Copy, &EventLogView::copyData));
    m_table->addAction(add(tr("Copy bytes as sent"), {}, &EventLogView::copyWire));
    m_table->addAction(add(tr("Copy as JSON"), {}, &EventLogView::copyJson));
    QAction *curl = add(tr("Copy as curl command"), {}, &EventLogView::copyCurl);
    curl->setObjectName(QStringLiteral("copyCurl"));
    m_table->addAction(curl);
    m_notify = add(tr("Notify me about events like this\u2026"), {},
                   [this] { Q_EMIT notifyRequested(m_current); });
    m_notify->setObjectName(QStringLiteral("notifyLikeThis"));
    m_notify->setEnabled(false);
    m_table->addAction(m_notify);
    addAction(add(tr("Filter"), QKeySequence::Find, &EventLogView::focusFilter));
    addAction(add(tr("Pause"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P),
                  [this] { m_bar->pauseButton().click(); }));
    addAction(add(tr("Clear"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
                  [this] { m_bar->clearButton().click(); }));
    addAction(add(tr("Export"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                  [this] { m_bar->exportButton().click(); }));
    connect(m_bar, &LogBar::filterChanged, this,
            [this](const QString &text) { m_model.setFilter(EventFilter(text)); });
    connect(&m_bar->followButton(), &QToolButton::clicked, this, &EventLogView::setFollowing);
    connect(&m_bar->pauseButton(), &QToolButton::clicked, &m_model, &EventLogModel::setPaused);
    connect(&m_bar->clearButton(), &QToolButton::clicked, &m_model, &EventLogModel::clear);
    connect(&m_bar->exportButton(), &QToolButton::clicked, this, &EventLogView::chooseExport);
}

void EventLogView::chooseExport()
{
    if (m_job) {
        m_job->cancel();
        return;
    }
    QMenu menu(this);
    for (const QString &format :
         {tr("JSON lines (*.jsonl)"), tr("CSV (*.csv)"), tr("Event stream (*.sse)")})
        menu.addAction(format, this, [this, format] { startExport(format); });
    menu.exec(m_bar->belowExport());
}

void EventLogView::setTitle(const QString &title)
{
    m_bar->setTitle(title);
}

void EventLogView::setCountText(const QString &text)
{
    m_countText = text;
    updateState();
}

void EventLogView::setStrip(QWidget *strip)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, strip);
}

void EventLogView::addBarButton(QToolButton *button)
{
    m_bar->addPictured(button);
}

void EventLogView::setEmptyText(const QString &text)
{
    m_table->setEmptyText(text);
}

void EventLogView::setPlacesShown(bool shown)
{
    m_table->setColumnHidden(EventLogModel::Endpoint, !shown);
    m_table->setColumnHidden(EventLogModel::Recipients, !shown);
    m_table->fitColumns();
}

void EventLogView::setServerUrl(const QUrl &url)
{
    if (!url.isEmpty())
        m_serverUrl = url.toString(QUrl::StripTrailingSlash);
}

void EventLogView::focusFilter()
{
    m_bar->focusFilter();
}

void EventLogView::setFollowing(bool following)
{
    m_following = following;
    m_bar->showFollowing(following);
    if (following)
        m_table->scrollToBottom();
}

/// Following ends when the user leaves the bottom and begins again when he is back. Rows that come
/// or go move the bar too, so only what the user does to it is looked at.
void EventLogView::followScroll(int position)
{
    const bool atBottom = position >= m_table->verticalScrollBar()->maximum();
    if (atBottom != m_following)
        setFollowing(atBottom);
}

void EventLogView::updateState()
{
    const auto rows = quint64(m_model.rowCount());
    QString text = m_countText;
    if (text.isEmpty() || !m_model.filter().isEmpty()) {
        text = m_model.filter().isEmpty()
            ? (rows == 1 ? tr("%1 row") : tr("%1 rows")).arg(readable::number(rows))
            : tr("%1 match").arg(readable::number(rows));
    }
    if (m_model.droppedRows() > 0)
        text += tr(" \u00b7 %1 older ones dropped").arg(readable::number(m_model.droppedRows()));
    if (m_model.isScanning())
        text += tr(" \u00b7 searching\u2026");
    m_bar->setCount(text);
    m_bar->showPaused(m_model.isPaused());
}

void EventLogView::updateCurrent()
{
    const int row = m_table->currentIndex().row();
    // Who picks an older row wants to read it, not see it carried away.
    if (m_following && row >= 0 && row < m_model.rowCount() - 1)
        setFollowing(false);
    const JournalEntryPtr entry = m_model.entry(row);
    if (entry == m_current)
        return;
    m_current = entry;
    m_notify->setEnabled(entry && isNotifiable(*entry));
    Q_EMIT currentChanged(entry);
}

QList<JournalEntryPtr> EventLogView::selected() const
{
    QList<int> rows;
    for (const QItemSelectionRange &range : m_table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostCopied; ++row)
            rows.append(row);
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    QList<JournalEntryPtr> entries;
    for (const int row : rows)
        entries.append(m_model.entry(row));
    return entries;
}

void EventLogView::showContextMenu(QPoint at)
{
    if (selected().isEmpty())
        return;
    QMenu menu(this);
    menu.addActions(m_table->actions());
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

void EventLogView::copyData()
{
    QByteArray all;
    for (const JournalEntryPtr &entry : selected())
        all += (all.isEmpty() ? QByteArray() : QByteArray("\n")) + entry->data();
    QApplication::clipboard()->setText(QString::fromUtf8(all));
}

void EventLogView::copyWire()
{
    QByteArray all;
    for (const JournalEntryPtr &entry : selected())
        all += entry->wire;
    QApplication::clipboard()->setText(QString::fromUtf8(all));
}

void EventLogView::copyJson()
{
    QByteArray all;
    for (const JournalEntryPtr &entry : selected())
        all += eventtext::jsonLine(*entry) + '\n';
    QApplication::clipboard()->setText(QString::fromUtf8(all));
}

void EventLogView::copyCurl()
{
    QStringList lines;
    for (const JournalEntryPtr &entry : selected())
        lines.append(eventtext::curlCommand(*entry, m_serverUrl));
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void EventLogView::startExport(const QString &format)
{
    const bool csv = format.contains(QLatin1String("*.csv"));
    const bool jsonl = format.contains(QLatin1String("*.jsonl"));
    const QString suffix = csv ? QStringLiteral("csv")
        : jsonl                ? QStringLiteral("jsonl")
                               : QStringLiteral("sse");
    const QString name = QFileDialog::getSaveFileName(this, tr("Export events"),
                                                      QStringLiteral("events.") + suffix, format);
    if (name.isEmpty())
        return;
    QList<JournalEntryPtr> entries;
    entries.reserve(m_model.rowCount());
    for (int row = 0; row < m_model.rowCount(); ++row)
        entries.append(m_model.entry(row));
    m_job = new ExportJob(this);
    connect(m_job, &ExportJob::progressed, this,
            [this](int percent) { m_bar->showExporting(tr("Cancel (%1 %)").arg(percent)); });
    connect(m_job, &ExportJob::finished, this, [this](const QString &problem) {
        endExport();
        if (!problem.isEmpty())
            Q_EMIT problemOccurred(problem);
    });
    m_bar->showExporting(tr("Cancel"));
    m_job->start(entries, name,
                 csv         ? ExportJob::Format::Csv
                     : jsonl ? ExportJob::Format::JsonLines
                             : ExportJob::Format::EventStream);
}

void EventLogView::endExport()
{
    m_job = nullptr;
    m_bar->showExporting({});
}

void EventLogView::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("logColumns"), m_table->saveColumns());
}

void EventLogView::restoreState(QSettings &settings)
{
    const bool places = !m_table->isColumnHidden(EventLogModel::Endpoint);
    m_table->restoreColumns(settings.value(QStringLiteral("logColumns")).toByteArray());
    setPlacesShown(places); // the scope decides, not what was saved
}

} // namespace heliograph
