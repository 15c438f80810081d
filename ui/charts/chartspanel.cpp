// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspanel.h"

#include "app/models/readable.h"
#include "ui/charts/timechart.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>

namespace heliograph {

namespace {

constexpr std::chrono::milliseconds redrawEvery{250};
constexpr std::chrono::milliseconds notedWait{1'000}; ///< a shorter wait is no news

using Bucket = TrafficBucket;
using theme::Role;

auto of(Role role)
{
    return [role] { return theme::color(role); };
}

/// The colour of an event type.
auto like(const char *type)
{
    return [type] { return theme::eventColor(type); };
}

} // namespace

ChartsPanel::ChartsPanel(const TrafficSeries &series, QWidget *parent)
    : QWidget(parent), m_series(series)
{
    setObjectName(QStringLiteral("chartsPanel"));
    theme::setLook(this, theme::Look::Panel);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setupCharts();
    setupUnsent();
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawEvery);
    connect(&m_redraw, &QTimer::timeout, this, &ChartsPanel::redraw);
    connect(&m_series, &TrafficSeries::changed, this, [this] {
        if (isVisible() && !m_redraw.isActive())
            m_redraw.start();
    });
}

void ChartsPanel::setupCharts()
{
    auto *events = new TimeChart(tr("Events/s"), TimeChart::Unit::Count,
                                 {{tr("received"), of(Role::Good),
                                   [](const Bucket &bucket) { return double(bucket.received); }},
                                  {tr("published"), of(Role::Accent),
                                   [](const Bucket &bucket) { return double(bucket.published); }}});
    events->setToolTip(tr("Events published, and events our subscriptions received"));
    add(events, QStringLiteral("eventsChart"));
    add(new TimeChart(tr("Clients"), TimeChart::Unit::Count,
                      {{{},
                        like("dataset.ready"),
                        [](const Bucket &bucket) { return double(bucket.clients); },
                        true}}),
        QStringLiteral("clientsChart"));
    add(new TimeChart(
            tr("Bytes/s"), TimeChart::Unit::Bytes,
            {{{}, like("bytes/s"), [](const Bucket &bucket) { return double(bucket.bytes); }}}),
        QStringLiteral("bytesChart"));
}

void ChartsPanel::setupUnsent()
{
    m_unsent = new TimeChart(tr("Unsent"), TimeChart::Unit::Size,
                             {{tr("largest"), of(Role::QuietText),
                               [](const Bucket &bucket) { return double(bucket.unsent.largest); }},
                              {tr("in kernel"), of(Role::Accent),
                               [](const Bucket &bucket) { return double(bucket.unsent.inKernel); }},
                              {tr("queued"), of(Role::Warning),
                               [](const Bucket &bucket) { return double(bucket.unsent.queued); }}});
    m_unsent->setToolTip(tr("Bytes that clients have not taken yet: queued here, in the kernel, "
                            "and of the one client with most; at the right, the longest wait"));
    add(m_unsent, QStringLiteral("unsentChart"));
}

void ChartsPanel::add(TimeChart *chart, const QString &name)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    if (row->count() > 0) {
        auto *line = new QWidget(this);
        line->setFixedWidth(1);
        theme::setLook(line, theme::Look::Line);
        row->addWidget(line);
    }
    chart->setObjectName(name);
    row->addWidget(chart, 1);
    m_charts.append(chart);
}

void ChartsPanel::redraw()
{
    for (TimeChart *chart : std::as_const(m_charts))
        chart->showBuckets(m_series.buckets());
    const auto oldest = m_series.buckets().back().unsent.oldest;
    m_unsent->setNote(oldest < notedWait ? QString() : readable::wait(oldest));
}

QSize ChartsPanel::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 120, fontMetrics().height() * 9};
}

void ChartsPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    redraw();
}

void ChartsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_redraw.isActive())
        m_redraw.start();
}

} // namespace heliograph
