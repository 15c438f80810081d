// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/timechart.h"

#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace heliograph {

namespace {

/// The spans a chart shows: the shortest that holds what there is. Seconds.
constexpr double shownSeconds[] = {60, 120, 300};

/// Values with the locale's grouping, or as sizes. Its step is set with the range.
class ValueTicker final : public QCPAxisTickerFixed {
public:
    explicit ValueTicker(TimeChart::Unit unit) : m_unit(unit) { }

protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const auto value = static_cast<quint64>(std::max(0.0, std::round(tick)));
        switch (m_unit) {
        case TimeChart::Unit::Bytes:
            return readable::bytes(value);
        case TimeChart::Unit::Size:
            return readable::size(value);
        case TimeChart::Unit::Count:
            break;
        }
        return readable::number(value);
    }

private:
    TimeChart::Unit m_unit;
};

/// Time back from now: "-4 min", "-15 s".
class AgoTicker final : public QCPAxisTickerFixed {
protected:
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        const int seconds = static_cast<int>(std::round(-tick));
        if (seconds == 0)
            return TimeChart::tr("now");
        return seconds % 60 == 0 ? TimeChart::tr("-%1 min").arg(seconds / 60)
                                 : TimeChart::tr("-%1 s").arg(seconds);
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

double stepFor(double highest, TimeChart::Unit unit)
{
    double base = 1;
    while (unit == TimeChart::Unit::Size && highest >= base * 1024)
        base *= 1024;
    return base * stepFor(highest / base);
}

} // namespace

TimeChart::TimeChart(const QString &title, Unit unit, std::vector<ChartLine> lines, QWidget *parent)
    : QWidget(parent), m_title(title), m_unit(unit), m_lines(std::move(lines)),
      m_label(new QLabel(this)), m_note(new QLabel(this)), m_plot(new QCustomPlot(this))
{
    m_label->setTextFormat(Qt::RichText);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    theme::setLook(m_label, theme::Look::Quiet);
    m_note->setObjectName(QStringLiteral("chartNote"));
    theme::setLook(m_note, theme::Look::Warning);
    m_plot->setAccessibleName(title);
    m_plot->setMinimumHeight(48);
    setupAxes();
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_label, 1);
    top->addWidget(m_note);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 4);
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_plot, 1);
    retheme();
}

void TimeChart::setupAxes()
{
    for (const ChartLine &line : m_lines) {
        QCPGraph *graph = m_plot->addGraph();
        if (line.isStepped)
            graph->setLineStyle(QCPGraph::lsStepLeft);
    }
    m_plot->yAxis->setTicker(QSharedPointer<ValueTicker>::create(m_unit));
    m_plot->xAxis->setTicker(QSharedPointer<AgoTicker>::create());
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLength(0);
        axis->setSubTicks(false);
        axis->setBasePen(Qt::NoPen);
        axis->setTickPen(Qt::NoPen);
    }
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->xAxis->setTickLabelPadding(8);
    m_plot->axisRect()->setMinimumMargins(QMargins(0, 8, 20, 0));
}

void TimeChart::showBuckets(const std::deque<TrafficBucket> &buckets)
{
    const auto last = qsizetype(buckets.size()) - 1;
    const double span = *std::find_if(std::begin(shownSeconds), std::end(shownSeconds) - 1,
                                      [last](double each) { return double(last) <= each; });
    const qsizetype first = std::max<qsizetype>(0, last - qsizetype(span) - 1);
    QVector<double> seconds;
    for (qsizetype i = first; i < last; ++i)
        seconds.append(double(i - last + 1));
    double highest = 0;
    for (size_t line = 0; line < m_lines.size(); ++line) {
        QVector<double> values;
        values.reserve(seconds.size());
        for (qsizetype i = first; i < last; ++i) {
            values.append(m_lines[line].value(buckets[size_t(i)]));
            highest = std::max(highest, values.constLast());
        }
        m_plot->graph(static_cast<int>(line))->setData(seconds, values, true);
    }
    scaleTo(highest);
    showSpan(span);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeChart::setNote(const QString &note)
{
    if (m_note->text() == note)
        return;
    m_note->setText(note);
    showTitle();
}

QList<double> TimeChart::values(int line) const
{
    QList<double> values;
    for (const QCPGraphData &point : *m_plot->graph(line)->data())
        values.append(point.value);
    return values;
}

/// Scales from 0 to a whole number of steps, so that the top line has its number too.
void TimeChart::scaleTo(double highest)
{
    const double step = stepFor(highest, m_unit);
    static_cast<QCPAxisTickerFixed *>(m_plot->yAxis->ticker().data())->setTickStep(step);
    m_plot->yAxis->setRange(0, step * std::max(2.0, std::ceil(highest / step)));
}

/// Shows the last @p span seconds, with as many times written as fit side by side.
void TimeChart::showSpan(double span)
{
    const double labelWidth =
        1.5 * QFontMetrics(theme::smallFont()).horizontalAdvance(tr("-%1 min").arg(5));
    double step = span == 300 ? 60 : span / 4;
    while (span / step * labelWidth > m_plot->axisRect()->width() && step < span)
        step *= 2;
    static_cast<QCPAxisTickerFixed *>(m_plot->xAxis->ticker().data())->setTickStep(step);
    m_plot->xAxis->setRange(-span, 0);
}

/// The title, and the names of the lines in their colours, as many as fit: the foremost first.
void TimeChart::showTitle()
{
    const QFont small = theme::smallFont();
    const QFontMetrics metrics(small);
    int room = width() - 2 * 12 - m_note->sizeHint().width() - 8
        - fontMetrics().horizontalAdvance(m_title);
    QString text = m_title.toHtmlEscaped();
    for (auto line = m_lines.crbegin(); line != m_lines.crend() && !line->name.isEmpty(); ++line) {
        room -= metrics.horizontalAdvance(line->name + QStringLiteral("    "));
        if (room < 0)
            break;
        text += QStringLiteral("<span style=\"color:%1; font-size:%2px\">&nbsp; %3</span>")
                    .arg(line->color().name())
                    .arg(QFontInfo(small).pixelSize())
                    .arg(line->name.toHtmlEscaped());
    }
    if (m_label->text() != text)
        m_label->setText(text);
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    showTitle();
}

void TimeChart::retheme()
{
    using theme::Role;
    m_plot->setBackground(QBrush(theme::color(Role::Surface)));
    m_plot->yAxis->grid()->setPen(QPen(theme::color(Role::Line), 1));
    m_plot->yAxis->grid()->setZeroLinePen(QPen(theme::color(Role::Line), 1));
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setTickLabelColor(theme::color(Role::QuietText));
        axis->setTickLabelFont(theme::smallFont());
    }
    for (size_t line = 0; line < m_lines.size(); ++line)
        m_plot->graph(static_cast<int>(line))->setPen(QPen(m_lines[line].color(), 1.5));
    showTitle();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    // Styles tell of their change while the chart is being made, too.
    const bool isLook =
        event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange;
    if (isLook && m_plot->graphCount() == static_cast<int>(m_lines.size()))
        retheme();
}

} // namespace heliograph
