// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartspanel.h"

#include "app/models/readable.h"
#include "app/models/trafficseries.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace heliograph {

namespace {

constexpr std::chrono::milliseconds redrawEvery{250};
/// The spans the charts show: the shortest that holds what there is.
constexpr double shownSeconds[] = {60, 120, 300};

/// Values with the locale's grouping, or as sizes. Its step is set with the range.
class ValueTicker final : public QCPAxisTickerFixed {
public:
    explicit ValueTicker(bool isBytes) : m_isBytes(isBytes) { }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const auto value = static_cast<quint64>(std::max(0.0, std::round(tick)));
        return m_isBytes ? readable::bytes(value) : readable::number(value);
    }

private:
    bool m_isBytes;
};

/// Time back from now: "-4 min", "-15 s".
class AgoTicker final : public QCPAxisTickerFixed {
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const int seconds = static_cast<int>(std::round(-tick));
        if (seconds == 0)
            return ChartsPanel::tr("now");
        return seconds % 60 == 0 ? ChartsPanel::tr("-%1 min").arg(seconds / 60)
                                 : ChartsPanel::tr("-%1 s").arg(seconds);
    }
};

/// A whole number of 1, 2 or 5 times a power of ten, three or fewer of which reach @p highest.
double stepFor(double highest)
{
    double power = 1;
    while (true) {
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (highest <= power * factor * 3)
                return power * factor;
        }
        power *= 10;
    }
}

/// Scales from 0 to a whole number of steps, so that the top line has its number too.
void scaleTo(QCPAxis &axis, double highest)
{
    const double step = stepFor(highest);
    static_cast<QCPAxisTickerFixed *>(axis.ticker().data())->setTickStep(step);
    axis.setRange(0, step * std::max(2.0, std::ceil(highest / step)));
}

/// Shows the last @p span seconds, with as many times written as fit side by side.
void showSpan(QCustomPlot &plot, double span)
{
    const double labelWidth =
        1.5 * QFontMetrics(theme::smallFont()).horizontalAdvance(ChartsPanel::tr("-%1 min").arg(5));
    double step = span / 4;
    if (span == 300)
        step = 60;
    while (span / step * labelWidth > plot.axisRect()->width() && step < span)
        step *= 2;
    static_cast<QCPAxisTickerFixed *>(plot.xAxis->ticker().data())->setTickStep(step);
    plot.xAxis->setRange(-span, 0);
}

} // namespace

ChartsPanel::ChartsPanel(const TrafficSeries &series, QWidget *parent)
    : QWidget(parent), m_series(series)
{
    setObjectName(QStringLiteral("chartsPanel"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_events = addChart(tr("Events/s"), QStringLiteral("eventsChart"), 2);
    m_clients = addChart(tr("Clients"), QStringLiteral("clientsChart"), 1);
    m_bytes = addChart(tr("Bytes/s"), QStringLiteral("bytesChart"), 1);
    m_events->setToolTip(tr("Events published, and below them events our subscriptions received"));
    m_clients->graph(0)->setLineStyle(QCPGraph::lsStepLeft);
    m_redraw.setSingleShot(true);
    m_redraw.setInterval(redrawEvery);
    connect(&m_redraw, &QTimer::timeout, this, &ChartsPanel::redraw);
    connect(&m_series, &TrafficSeries::changed, this, [this] {
        if (isVisible() && !m_redraw.isActive())
            m_redraw.start();
    });
    theme::setLook(this, theme::Look::Panel); // changes the palette: the plots must be there
    retheme();
}

QCustomPlot *ChartsPanel::addChart(const QString &title, const QString &name, int lines)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    if (row->count() > 0) {
        auto *line = new QWidget(this);
        line->setFixedWidth(1);
        line->setObjectName(QStringLiteral("chartLine"));
        line->setProperty("look", QStringLiteral("Line"));
        line->setAttribute(Qt::WA_StyledBackground);
        row->addWidget(line);
    }
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(12, 8, 12, 4);
    column->setSpacing(0);
    auto *label = new QLabel(title, box);
    theme::setLook(label, theme::Look::Quiet);
    column->addWidget(label);
    auto *plot = new QCustomPlot(box);
    plot->setObjectName(name);
    plot->setAccessibleName(title);
    plot->setMinimumHeight(48);
    for (int i = 0; i < lines; ++i)
        plot->addGraph();
    const bool isBytes = name == QLatin1String("bytesChart");
    plot->yAxis->setTicker(QSharedPointer<ValueTicker>::create(isBytes));
    plot->xAxis->setTicker(QSharedPointer<AgoTicker>::create());
    for (QCPAxis *axis : {plot->xAxis, plot->yAxis}) {
        axis->setTickLength(0);
        axis->setSubTicks(false);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
    }
    plot->xAxis->grid()->setVisible(false);
    plot->xAxis->setTickLabelPadding(8);
    plot->axisRect()->setMinimumMargins(QMargins(0, 8, 20, 0));
    column->addWidget(plot, 1);
    row->addWidget(box, 1);
    return plot;
}

void ChartsPanel::retheme()
{
    if (!m_bytes) // a style sheet tells of its change while the charts are being made
        return;
    using theme::Role;
    const QColor lines[3][2] = {{theme::color(Role::Accent), theme::color(Role::Good)},
                                {theme::eventColor("dataset.ready"), {}},
                                {theme::color(Role::Warning), {}}};
    QCustomPlot *const plots[] = {m_events, m_clients, m_bytes};
    for (int i = 0; i < 3; ++i) {
        QCustomPlot *plot = plots[i];
        plot->setBackground(QBrush(theme::color(Role::Surface)));
        plot->yAxis->grid()->setPen(QPen(theme::color(Role::Line), 1));
        plot->yAxis->grid()->setZeroLinePen(QPen(theme::color(Role::Line), 1));
        for (QCPAxis *axis : {plot->xAxis, plot->yAxis}) {
            axis->setTickLabelColor(theme::color(Role::QuietText));
            axis->setTickLabelFont(theme::smallFont());
        }
        for (int line = 0; line < plot->graphCount(); ++line)
            plot->graph(line)->setPen(QPen(lines[i][line], 1.5));
    }
    redraw();
}

void ChartsPanel::redraw()
{
    const auto &buckets = m_series.buckets();
    QVector<double> seconds, published, received, clients, bytes;
    const auto last = qsizetype(buckets.size()) - 1; // still growing: it would dip
    const double span = *std::find_if(std::begin(shownSeconds), std::end(shownSeconds) - 1,
                                      [last](double each) { return double(last) <= each; });
    const qsizetype first = std::max<qsizetype>(0, last - qsizetype(span) - 1);
    for (qsizetype i = first; i < last; ++i) {
        const TrafficBucket &bucket = buckets[size_t(i)];
        seconds.append(double(i - last + 1));
        published.append(double(bucket.published));
        received.append(double(bucket.received));
        clients.append(bucket.clients);
        bytes.append(double(bucket.bytes));
    }
    const auto highest = [](const QVector<double> &values) {
        return values.isEmpty() ? 0.0 : *std::max_element(values.cbegin(), values.cend());
    };
    m_events->graph(0)->setData(seconds, published, true);
    m_events->graph(1)->setData(seconds, received, true);
    m_clients->graph(0)->setData(seconds, clients, true);
    m_bytes->graph(0)->setData(seconds, bytes, true);
    scaleTo(*m_events->yAxis, std::max(highest(published), highest(received)));
    scaleTo(*m_clients->yAxis, highest(clients));
    scaleTo(*m_bytes->yAxis, highest(bytes));
    for (QCustomPlot *plot : {m_events, m_clients, m_bytes}) {
        showSpan(*plot, span);
        plot->replot(QCustomPlot::rpQueuedReplot);
    }
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

void ChartsPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        retheme();
}

} // namespace heliograph
