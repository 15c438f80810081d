// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/eventlogview.h"

#include "app/models/eventlogmodel.h"
#include "app/models/readable.h"
#include "app/notifications/rulematcher.h"
#include "ui/log/eventlogdelegate.h"
#include "ui/log/eventtext.h"
#include "ui/log/exportjob.h"
#include "ui/log/plaintable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QToolButton>
#include <QUrl>

namespace heliograph {

namespace {
constexpr std::chrono::milliseconds filterDelay{200};
constexpr int mostCopied = 10'000; ///< rows; more belongs into an export
} // namespace

EventLogView::EventLogView(EventLogModel &model, QWidget *parent)
    : QWidget(parent), m_model(model), m_table(new PlainTable(this)), m_bar(new QWidget(this)),
      m_title(new QLabel(m_bar)), m_count(new QLabel(m_bar)), m_filter(new QLineEdit(m_bar))
{
    setupBar();
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

void EventLogView::setupBar()
{
    m_bar->setObjectName(QStringLiteral("logBar"));
    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(8);
    theme::setLook(m_title, theme::Look::Heading);
    m_title->setObjectName(QStringLiteral("logTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::setLook(m_count, theme::Look::Quiet);
    m_count->setObjectName(QStringLiteral("logCount"));
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: word  event:order.*  id:7  -heartbeat"));
    m_filter->setToolTip(tr("Words that must all be in type, id or data. event:order.*, id:7, "
                            "endpoint:/x and data:text look in one place; a leading - excludes "
                            "(Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    theme::setLook(m_filter, theme::Look::Fixed);
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addWidget(m_filter, 1);
    m_follow = addButton(tr("Follow"), QStringLiteral("logFollow"),
                         tr("Keep the newest row in sight (End)"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_pause = addButton(tr("Pause"), QStringLiteral("logPause"),
                        tr("Hold the log still; nothing is lost (Ctrl+Shift+P)"));
    m_pause->setCheckable(true);
    m_clear = addButton(tr("Clear"), QStringLiteral("logClear"),
                        tr("Empty this log; the journal keeps its events (Ctrl+Shift+L)"));
    m_export = addButton(tr("Export\u2026"), QStringLiteral("logExport"),
                         tr("Write the rows shown to a file (Ctrl+Shift+E)"));
    m_more = addButton(tr("\u22ef"), QStringLiteral("logMore"), tr("Clear or export the log"));
    m_more->setAccessibleName(tr("More"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    menu->addAction(m_clear->text(), m_clear, &QToolButton::click);
    menu->addAction(m_export->text(), m_export, &QToolButton::click);
    m_more->setMenu(menu);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(filterDelay);
    connect(m_filter, &QLineEdit::textChanged, &m_debounce, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &EventLogView::applyFilter);
    connect(&m_debounce, &QTimer::timeout, this, &EventLogView::applyFilter);
}

QToolButton *EventLogView::addButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(m_bar);
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    theme::setLook(button, theme::Look::Pill);
    m_bar->layout()->addWidget(button);
    return button;
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
    m_table->setColumnCharacters({7, 12, 9, 18, 16, 15, 7, 6, 40}, {5, 12, 8, 10, 11, 9, 4, 5, 12});
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
                  [this] { m_pause->click(); }));
    addAction(add(tr("Clear"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
                  [this] { m_clear->click(); }));
    addAction(add(tr("Export"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E),
                  [this] { m_export->click(); }));
    connect(m_follow, &QToolButton::clicked, this, &EventLogView::setFollowing);
    connect(m_pause, &QToolButton::clicked, &m_model, &EventLogModel::setPaused);
    connect(m_clear, &QToolButton::clicked, &m_model, &EventLogModel::clear);
    connect(m_export, &QToolButton::clicked, this, &EventLogView::chooseExport);
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
    const QToolButton *below = m_export->isVisible() ? m_export : m_more;
    menu.exec(below->mapToGlobal(QPoint(0, below->height())));
}

/// Where the bar is narrow, the filter keeps its room: the count goes first, then the buttons that
/// are seldom used move into a menu.
void EventLogView::fitBar()
{
    const int gap = m_bar->layout()->spacing();
    const auto widthOf = [gap](const QWidget *widget) { return widget->sizeHint().width() + gap; };
    const int filter = fontMetrics().averageCharWidth() * 22;
    int room = width() - 2 * 12 - filter - widthOf(m_title) - widthOf(m_follow) - widthOf(m_pause);
    const int seldom = widthOf(m_clear) + widthOf(m_export);
    if (m_added) {
        m_added->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        if (room < widthOf(m_added) + widthOf(m_more))
            m_added->setToolButtonStyle(Qt::ToolButtonIconOnly);
        room -= widthOf(m_added);
    }
    const bool allButtons = m_job || room >= seldom;
    room -= allButtons ? seldom : widthOf(m_more);
    m_clear->setVisible(allButtons);
    m_export->setVisible(allButtons);
    m_more->setVisible(!allButtons);
    m_count->setVisible(room >= widthOf(m_count));
}

void EventLogView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitBar();
}

void EventLogView::setTitle(const QString &title)
{
    m_title->setText(title);
    fitBar();
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
    m_added = button;
    auto *bar = static_cast<QBoxLayout *>(m_bar->layout());
    bar->insertWidget(bar->indexOf(m_follow), button);
    fitBar();
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
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void EventLogView::setFollowing(bool following)
{
    m_following = following;
    m_follow->setChecked(following);
    m_follow->setText(following ? tr("Follow \u2713") : tr("Follow"));
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

void EventLogView::applyFilter()
{
    m_debounce.stop();
    m_model.setFilter(EventFilter(m_filter->text()));
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
    m_count->setText(text);
    m_count->setToolTip(text);
    m_pause->setChecked(m_model.isPaused());
    m_pause->setText(m_model.isPaused() ? tr("Resume") : tr("Pause"));
    fitBar();
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
            [this](int percent) { m_export->setText(tr("Cancel (%1 %)").arg(percent)); });
    connect(m_job, &ExportJob::finished, this, [this](const QString &problem) {
        endExport();
        if (!problem.isEmpty())
            Q_EMIT problemOccurred(problem);
    });
    m_export->setText(tr("Cancel"));
    fitBar();
    m_job->start(entries, name,
                 csv         ? ExportJob::Format::Csv
                     : jsonl ? ExportJob::Format::JsonLines
                             : ExportJob::Format::EventStream);
}

void EventLogView::endExport()
{
    m_job = nullptr;
    m_export->setText(tr("Export\u2026"));
    fitBar();
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
