// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/trafficseries.h"

#include <QColor>
#include <QWidget>

#include <functional>

class QCustomPlot;
class QLabel;

namespace heliograph {

/// One line of a chart: what it shows of each second. Later lines stand before earlier ones.
struct ChartLine {
    QString name; ///< stands in the chart's title, where there is room; empty: it is the title
    std::function<QColor()> color; ///< asked again after a change of theme
    std::function<double(const TrafficBucket &)> value;
    bool isStepped = false;
};

/// Some values over the last minute, two or five, below a title.
class TimeChart final : public QWidget {
    Q_OBJECT

public:
    enum class Unit {
        Count,
        Bytes, ///< decimal, as traffic is told
        Size, ///< binary, as bounds are
    };

    TimeChart(const QString &title, Unit unit, std::vector<ChartLine> lines,
              QWidget *parent = nullptr);

    /// Draws @p buckets but the last, which still grows: the line would dip.
    void showBuckets(const std::deque<TrafficBucket> &buckets);

    /// A word at the right of the title, in the warning colour; empty: none.
    void setNote(const QString &note);

    /// The values line @p line shows, oldest first.
    [[nodiscard]] QList<double> values(int line) const;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void setupAxes();
    void retheme();
    void scaleTo(double highest);
    void showSpan(double span);
    void showTitle();

    QString m_title;
    Unit m_unit;
    std::vector<ChartLine> m_lines;
    QLabel *m_label;
    QLabel *m_note;
    QCustomPlot *m_plot;
};

} // namespace heliograph
