// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTimer>
#include <QWidget>

namespace heliograph {

class TimeChart;
class TrafficSeries;

/// Live charts side by side: events/s, clients, bytes/s, and what clients have not taken yet.
/// @p series is borrowed and outlives the panel. Redraws four times a second at most.
class ChartsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ChartsPanel(const TrafficSeries &series, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void setupCharts();
    void setupUnsent();
    void add(TimeChart *chart, const QString &name);
    void redraw();

    const TrafficSeries &m_series;
    QList<TimeChart *> m_charts;
    TimeChart *m_unsent = nullptr;
    QTimer m_redraw;
};

} // namespace heliograph
