// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/stripbutton.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QtMath>

#include <algorithm>

namespace heliograph {

using State = SnippetOutcome::State;
using theme::Role;

namespace {

constexpr std::chrono::milliseconds FlashTime{450};
constexpr std::chrono::milliseconds TickTime{1200};
constexpr double Radius = 6; // pixels, as other buttons have it
constexpr int Padding = 6; // pixels, left and right of the name

QFont headFont()
{
    QFont font = theme::smallFont();
    font.setBold(true);
    return font;
}

void paintTick(QPainter &painter, const QPointF &middle, double size)
{
    painter.setPen(QPen(theme::color(Role::Good), size / 5, Qt::SolidLine, Qt::RoundCap));
    painter.drawPolyline(
        QPolygonF({middle + QPointF(-0.45, 0) * size, middle + QPointF(-0.12, 0.34) * size,
                   middle + QPointF(0.48, -0.36) * size}));
}

} // namespace

StripButton::StripButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::TabFocus); // a press leaves the cursor where somebody types
    setAttribute(Qt::WA_Hover);
    setContextMenuPolicy(Qt::CustomContextMenu);
    m_flash.setStartValue(1.0);
    m_flash.setEndValue(0.0);
    m_flash.setDuration(static_cast<int>(FlashTime.count()));
    m_tick.setSingleShot(true);
    m_tick.setInterval(TickTime);
    connect(&m_flash, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(&m_tick, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

void StripButton::setSnippet(const QModelIndex &index, const SoundFace &face,
                             const SnippetOutcome &outcome)
{
    if (m_snippet != index) {
        m_flash.stop();
        m_tick.stop();
    }
    m_snippet = index;
    m_face = face;
    m_outcome = outcome;
    describe();
    update();
}

void StripButton::showOutcome(const SnippetOutcome &outcome)
{
    m_outcome = outcome;
    m_tick.stop();
    if (outcome.state == State::Sending) {
        m_flash.stop();
        m_flash.start();
    } else if (outcome.state == State::Sent) {
        m_tick.start();
    }
    describe();
    update();
}

bool StripButton::hasFailed() const
{
    return m_outcome.state == State::Failed;
}

/// For those who hear the window, and for the pointer.
void StripButton::describe()
{
    setAccessibleName(tr("Send the snippet %1").arg(m_face.name));
    setAccessibleDescription(m_outcome.sentence);
    QStringList lines = aboutSound(m_face, m_outcome);
    lines.append(
        m_face.key < 0
            ? tr("Sends it at once (Space)")
            : tr("Sends it at once (Ctrl+Alt+%1, anywhere in the window)").arg(m_face.key));
    setToolTip(lines.join(u'\n'));
}

QSize StripButton::smallest()
{
    const double em = QFontMetricsF(QApplication::font()).height();
    return {qRound(em * 4.5), qRound(em * 2.75)};
}

int StripButton::wholeWidth() const
{
    const double name = QFontMetricsF(theme::smallFont()).horizontalAdvance(m_face.name);
    return std::max(smallest().width(), qCeil(name) + 2 * Padding);
}

QSize StripButton::sizeHint() const
{
    return smallest();
}

void StripButton::keyPressEvent(QKeyEvent *event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && event->modifiers() == Qt::NoModifier && !event->isAutoRepeat())
        click();
    else if (event->key() == Qt::Key_Space)
        QAbstractButton::keyPressEvent(event);
    else
        event->ignore(); // digits and arrows are the strip's
}

void StripButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
}

void StripButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = theme::eventColor(m_face.eventType);
    paintCard(painter, color);
    const QFontMetricsF head(headFont());
    const QFontMetricsF name(theme::smallFont());
    QRectF line(Padding, 0, width() - 2 * Padding, head.height());
    line.moveTop((height() - head.height() - name.height()) / 2);
    paintHead(painter, line, color);
    line.translate(0, head.height());
    line.setHeight(name.height());
    painter.setFont(theme::smallFont());
    painter.setPen(theme::color(hasFailed() ? Role::Bad : Role::Text));
    painter.drawText(line, Qt::AlignCenter,
                     name.elidedText(m_face.name, Qt::ElideRight, line.width()));
}

void StripButton::paintCard(QPainter &painter, const QColor &color) const
{
    QPainterPath shape;
    const double pen = hasFocus() ? 1.5 : 1.0;
    shape.addRoundedRect(QRectF(rect()).adjusted(pen / 2, pen / 2, -pen / 2, -pen / 2), Radius,
                         Radius);
    painter.fillPath(shape,
                     theme::color(isDown()           ? Role::Selection
                                      : underMouse() ? Role::Window
                                                     : Role::Surface));
    if (hasFailed())
        painter.fillPath(shape, theme::faded(theme::color(Role::Bad), 0.08));
    if (m_flash.state() == QAbstractAnimation::Running)
        painter.fillPath(shape, theme::faded(color, 0.38 * m_flash.currentValue().toDouble()));
    const Role border = hasFailed() ? Role::Bad : hasFocus() ? Role::Accent : Role::Line;
    painter.setPen(QPen(theme::color(border), pen));
    painter.drawPath(shape);
}

/// The digit; for a moment the tick; or that it was not sent.
void StripButton::paintHead(QPainter &painter, const QRectF &line, const QColor &color) const
{
    if (isTicked()) {
        paintTick(painter, line.center(), line.height() * 0.5);
        return;
    }
    painter.setFont(headFont());
    painter.setPen(hasFailed() ? theme::color(Role::Bad) : color);
    const QString key = m_face.key < 0 ? QStringLiteral("·") : QString::number(m_face.key);
    painter.drawText(line, Qt::AlignCenter, hasFailed() ? key + QStringLiteral(" !") : key);
}

} // namespace heliograph
