// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpanel.h"

#include "app/models/eventlogmodel.h"
#include "ui/log/entryfinder.h"
#include "ui/log/eventdetailview.h"
#include "ui/log/eventlogview.h"
#include "ui/recorder/recordbutton.h"
#include "ui/recorder/recordstrip.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QSettings>
#include <QSplitter>

namespace heliograph {

LogPanel::LogPanel(JournalFeed &feed, QWidget *parent)
    : QWidget(parent), m_model(new EventLogModel(feed, this)),
      m_view(new EventLogView(*m_model, this)), m_detail(new EventDetailView(this)),
      m_finder(new EntryFinder(feed, *m_model, *m_view)),
      m_splitter(new QSplitter(Qt::Horizontal, this))
{
    setObjectName(QStringLiteral("logPanel"));
    theme::setLook(this, theme::Look::Panel);
    m_splitter->setObjectName(QStringLiteral("logSplitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_view);
    m_splitter->addWidget(m_detail);
    m_splitter->setStretchFactor(0, 5); // both give way when the window gets narrow
    m_splitter->setStretchFactor(1, 2);
    const int em = fontMetrics().averageCharWidth();
    m_splitter->setSizes({em * 110, em * 44});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_splitter);
    connect(m_view, &EventLogView::currentChanged, m_detail, &EventDetailView::setEntry);
    connect(m_view, &EventLogView::problemOccurred, this, &LogPanel::problemOccurred);
    connect(m_finder, &EntryFinder::notFound, this, &LogPanel::entryNotShown);
}

void LogPanel::setScope(const LogScope &scope, const QString &title)
{
    m_view->setTitle(title);
    m_view->setPlacesShown(scope.kind == LogScope::Kind::AllTraffic);
    m_model->setScope(scope);
    m_view->setFollowing(true);
    if (m_record) {
        m_record->setStream(scope, title);
        m_recordings->setScope(scope);
    }
}

void LogPanel::setRecordDesk(RecordDesk &desk)
{
    m_record = new RecordButton(desk, this);
    m_recordings = new RecordStrip(desk, this);
    m_view->addBarButton(m_record);
    m_view->setStrip(m_recordings);
    m_record->setStream(scope(), {});
    m_recordings->setScope(scope());
}

const LogScope &LogPanel::scope() const
{
    return m_model->scope();
}

void LogPanel::setTitle(const QString &title)
{
    m_view->setTitle(title);
    if (m_record)
        m_record->setStream(scope(), title);
}

void LogPanel::setCountText(const QString &text)
{
    m_view->setCountText(text);
}

void LogPanel::setEmptyText(const QString &text)
{
    m_view->setEmptyText(text);
}

void LogPanel::showEntry(Sequence sequence)
{
    m_finder->find(sequence);
}

void LogPanel::focusFilter()
{
    m_view->focusFilter();
}

void LogPanel::saveState(QSettings &settings) const
{
    settings.setValue(QStringLiteral("logSplitter"), m_splitter->saveState());
    settings.setValue(QStringLiteral("detailPage"), int{m_detail->page()});
    m_view->saveState(settings);
}

void LogPanel::restoreState(QSettings &settings)
{
    m_splitter->restoreState(settings.value(QStringLiteral("logSplitter")).toByteArray());
    const int page = settings.value(QStringLiteral("detailPage")).toInt();
    m_detail->setPage(static_cast<EventDetailView::Page>(
        std::clamp(page, int{EventDetailView::Tree}, int{EventDetailView::Bytes})));
    m_view->restoreState(settings);
}

} // namespace heliograph
