// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTimer>
#include <QWidget>

class QCustomPlot;
class QLabel;

namespace heliograph {

class TrafficSeries;

/// Three live charts side by side: events/s, clients, bytes/s over the last
/// minute, two or five.
/// @p series is borrowed and outlives the panel. Redraws four times a second at most.
class ChartsPanel final : public QWidget {
    Q_OBJECT

public:
    explicit ChartsPanel(const TrafficSeries &series, QWidget *parent = nullptr);

    /// Takes the theme's colours again, after it changed.
    void retheme();

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QCustomPlot *addChart(const QString &title, const QString &name, int lines);
    void redraw();

    const TrafficSeries &m_series;
    QCustomPlot *m_events = nullptr;
    QCustomPlot *m_clients = nullptr;
    QCustomPlot *m_bytes = nullptr;
    QTimer m_redraw;
};

} // namespace heliograph
