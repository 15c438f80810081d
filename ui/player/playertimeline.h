// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <chrono>
#include <optional>
#include <vector>

namespace heliograph {

/// The seek bar: how densely events come over the recording's time, what is played, where it
/// stands, and where it stops. Click, drag or arrow keys seek.
class PlayerTimeline final : public QWidget {
    Q_OBJECT

public:
    using Time = std::chrono::microseconds;

    explicit PlayerTimeline(QWidget *parent = nullptr);

    void setDuration(Time duration); ///< 0: not known, nothing can be sought
    void setShape(const std::vector<quint32> &shape);
    void setPosition(Time position);
    void setMarks(const QList<Time> &marks);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void seekRequested(std::chrono::microseconds at);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QRect track() const;
    [[nodiscard]] int xOf(Time at) const;
    [[nodiscard]] Time timeAt(int x) const;
    void paintShape(QPainter &painter) const;
    void paintMarks(QPainter &painter) const;
    void paintHover(QPainter &painter) const;

    Time m_duration{};
    Time m_position{};
    std::vector<quint32> m_shape;
    QList<Time> m_marks;
    std::optional<int> m_hover; ///< where the pointer is
    bool m_isDragging = false;
};

} // namespace heliograph
