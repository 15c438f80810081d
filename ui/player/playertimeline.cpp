// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playertimeline.h"

#include "app/models/playertime.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace heliograph {

namespace {

constexpr int bar = 3; ///< pixels from one bar to the next at least, a gap of one included

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

/// The parts of @p shape taken together, the same number in each: @p most of them, or fewer, so
/// that what comes evenly looks even.
std::vector<quint64> gathered(const std::vector<quint32> &shape, int most)
{
    std::size_t each = (shape.size() + std::size_t(most) - 1) / std::size_t(most);
    while (shape.size() % each != 0)
        ++each;
    std::vector<quint64> counts(shape.size() / each);
    for (std::size_t part = 0; part < shape.size(); ++part)
        counts[part / each] += shape[part];
    return counts;
}

} // namespace

PlayerTimeline::PlayerTimeline(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("playerTimeline"));
    setAccessibleName(tr("Position in the recording"));
    setToolTip(tr("Click or drag to go there (arrow keys: a second, Page keys: a tenth)"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PlayerTimeline::setDuration(Time duration)
{
    if (duration == m_duration)
        return;
    m_duration = duration;
    setCursor(duration.count() > 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void PlayerTimeline::setShape(const std::vector<quint32> &shape)
{
    m_shape = shape;
    update();
}

void PlayerTimeline::setPosition(Time position)
{
    const int before = xOf(m_position);
    m_position = position;
    if (xOf(position) != before)
        update();
}

void PlayerTimeline::setMarks(const QList<Time> &marks)
{
    m_marks = marks;
    update();
}

QSize PlayerTimeline::sizeHint() const
{
    return {fontMetrics().height() * 20, fontMetrics().height() * 3};
}

QSize PlayerTimeline::minimumSizeHint() const
{
    return {fontMetrics().height() * 8, fontMetrics().height() * 3};
}

QRect PlayerTimeline::track() const
{
    return rect().adjusted(1, 3, -1, -3);
}

int PlayerTimeline::xOf(Time at) const
{
    const QRect area = track();
    if (m_duration.count() <= 0)
        return area.left();
    const double share = std::clamp(double(at.count()) / double(m_duration.count()), 0.0, 1.0);
    return area.left() + static_cast<int>(std::lround(share * (area.width() - 1)));
}

PlayerTimeline::Time PlayerTimeline::timeAt(int x) const
{
    const QRect area = track();
    const double share =
        std::clamp(double(x - area.left()) / std::max(1, area.width() - 1), 0.0, 1.0);
    return Time{std::llround(share * double(m_duration.count()))};
}

void PlayerTimeline::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect area = track();
    QPainterPath outline;
    outline.addRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.fillPath(outline, theme::color(theme::Role::Window));
    painter.save();
    painter.setClipPath(outline);
    const int now = xOf(m_position);
    painter.fillRect(QRect(area.left(), area.top(), now - area.left(), area.height()),
                     withAlpha(theme::color(theme::Role::Accent), 26));
    paintShape(painter);
    paintMarks(painter);
    painter.restore();
    painter.setPen(theme::color(hasFocus() ? theme::Role::Accent : theme::Role::Line));
    painter.drawPath(outline);
    if (m_duration.count() <= 0)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Role::Accent));
    painter.drawRoundedRect(QRectF(now - 1, area.top() - 2, 2.5, area.height() + 4), 1, 1);
    paintHover(painter);
}

void PlayerTimeline::paintShape(QPainter &painter) const
{
    if (m_shape.empty())
        return;
    const QRect area = track();
    const std::vector<quint64> counts = gathered(m_shape, std::max(1, area.width() / bar));
    const double most = double(*std::max_element(counts.cbegin(), counts.cend()));
    const double room = area.height() - 8;
    const double step = double(area.width()) / double(counts.size());
    const int now = xOf(m_position);
    painter.setPen(Qt::NoPen);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0)
            continue;
        // Roots: a lonely event is seen beside a flood.
        const double height = std::max(2.0, std::sqrt(double(counts[i]) / most) * room);
        const double x = area.left() + double(i) * step;
        const QColor color = x < now ? theme::color(theme::Role::Accent)
                                     : withAlpha(theme::color(theme::Role::QuietText), 120);
        painter.setBrush(color);
        painter.drawRect(QRectF(x, area.bottom() - 3 - height, step - 1, height));
    }
}

void PlayerTimeline::paintMarks(QPainter &painter) const
{
    const QRect area = track();
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Role::Bad));
    for (const Time at : m_marks) {
        const int x = xOf(at);
        painter.drawRect(QRectF(x - 0.5, area.top(), 1.5, area.height()));
        painter.drawEllipse(QPointF(x, area.top() + 4), 3.5, 3.5);
    }
}

void PlayerTimeline::paintHover(QPainter &painter) const
{
    if (!m_hover)
        return;
    const QRect area = track();
    const int x = std::clamp(*m_hover, area.left(), area.right());
    painter.setBrush(withAlpha(theme::color(theme::Role::Text), 110));
    painter.drawRect(QRectF(x, area.top(), 1, area.height()));
    const QString text = playerTime(timeAt(x));
    painter.setFont(theme::smallFont());
    const QFontMetrics metrics(painter.font());
    QRect box(0, 0, metrics.horizontalAdvance(text) + 8, metrics.height() + 2);
    box.moveTopLeft({x + 5, area.top() + 2});
    if (box.right() > area.right())
        box.moveRight(x - 5);
    painter.setBrush(theme::color(theme::Role::Surface));
    painter.setPen(theme::color(theme::Role::Line));
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(theme::color(theme::Role::Text));
    painter.drawText(box, Qt::AlignCenter, text);
}

void PlayerTimeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || m_duration.count() <= 0)
        return;
    m_isDragging = true;
    m_hover = qRound(event->position().x());
    update();
}

void PlayerTimeline::mouseMoveEvent(QMouseEvent *event)
{
    if (m_duration.count() <= 0)
        return;
    m_hover = qRound(event->position().x());
    update();
}

void PlayerTimeline::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::exchange(m_isDragging, false))
        Q_EMIT seekRequested(timeAt(qRound(event->position().x())));
}

void PlayerTimeline::leaveEvent(QEvent *)
{
    m_hover.reset();
    update();
}

void PlayerTimeline::keyPressEvent(QKeyEvent *event)
{
    using namespace std::chrono_literals;
    std::optional<Time> to;
    switch (event->key()) {
    case Qt::Key_Left:
        to = m_position - 1s;
        break;
    case Qt::Key_Right:
        to = m_position + 1s;
        break;
    case Qt::Key_PageUp:
        to = m_position - m_duration / 10;
        break;
    case Qt::Key_PageDown:
        to = m_position + m_duration / 10;
        break;
    case Qt::Key_Home:
        to = 0s;
        break;
    case Qt::Key_End:
        to = m_duration;
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_duration.count() > 0)
        Q_EMIT seekRequested(std::clamp(*to, Time{0}, m_duration));
}

} // namespace heliograph
