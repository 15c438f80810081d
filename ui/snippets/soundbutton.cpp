// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/soundbutton.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QEvent>
#include <QFontInfo>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <algorithm>

namespace heliograph {

using State = SnippetOutcome::State;
using theme::Role;

namespace {

constexpr double Wide = 13.5; ///< of a button at scale 1, in heights of the font
constexpr double High = 7.6;
constexpr int FlashMilliseconds = 450;

double em()
{
    return QFontMetricsF(QApplication::font()).height();
}

QFont sized(QFont font, double factor)
{
    font.setPixelSize(std::max(6, qRound(QFontInfo(font).pixelSize() * factor)));
    return font;
}

/// Draws @p text in one line, cut where there is no room; returns how wide it is.
double drawLine(QPainter &painter, const QRectF &line, const QString &text,
                Qt::Alignment side = Qt::AlignLeft)
{
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, line.width());
    painter.drawText(line, static_cast<int>(side | Qt::AlignVCenter), shown);
    return metrics.horizontalAdvance(shown);
}

/// Draws @p text in at most two lines from the top of @p rect; returns where they end.
double drawTwoLines(QPainter &painter, const QRectF &rect, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(rect.width());
    layout.endLayout();
    const qsizetype end = first.textLength();
    QRectF line(rect.left(), rect.top(), rect.width(), metrics.height());
    if (end >= text.size()) {
        drawLine(painter, line, text);
        return line.bottom();
    }
    drawLine(painter, line, text.left(end).trimmed());
    line.translate(0, metrics.height());
    drawLine(painter, line, text.mid(end).trimmed());
    return line.bottom();
}

} // namespace

QStringList aboutSound(const SoundFace &face, const SnippetOutcome &outcome)
{
    QStringList lines{face.name, face.what + u' ' + face.endpoint};
    if (!face.target.isEmpty())
        lines.append(face.target);
    if (outcome.state == State::Sent || outcome.state == State::Failed)
        lines.append(outcome.sentence);
    return lines;
}

SoundButton::SoundButton(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setContextMenuPolicy(Qt::CustomContextMenu);
    m_flash.setStartValue(1.0);
    m_flash.setEndValue(0.0);
    m_flash.setDuration(FlashMilliseconds);
    connect(&m_flash, &QVariantAnimation::valueChanged, this, qOverload<>(&QWidget::update));
    connect(this, &QAbstractButton::pressed, this, [this] {
        m_flash.stop();
        m_flash.start();
    });
}

void SoundButton::setSnippet(const QModelIndex &index, const SoundFace &face)
{
    m_snippet = index;
    m_face = face;
    describe();
    update();
}

void SoundButton::setOutcome(const SnippetOutcome &outcome)
{
    m_outcome = outcome;
    describe();
    update();
}

/// For those who hear the window, and for the pointer.
void SoundButton::describe()
{
    setAccessibleName(m_face.name);
    setAccessibleDescription(m_outcome.sentence);
    QStringList lines = aboutSound(m_face, m_outcome);
    lines.append(m_face.key < 0
                     ? tr("Sends it at once (Space)")
                     : tr("Sends it at once (%1, or Ctrl+Alt+%1 anywhere)").arg(m_face.key));
    setToolTip(lines.join(u'\n'));
}

QSize SoundButton::smallest()
{
    return {qRound(em() * Wide), qRound(em() * High)};
}

QSize SoundButton::sizeHint() const
{
    return smallest();
}

void SoundButton::keyPressEvent(QKeyEvent *event)
{
    const bool enters = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enters && event->modifiers().testFlag(Qt::ControlModifier))
        event->ignore();
    else if (enters && !event->isAutoRepeat())
        click();
    else if (event->key() == Qt::Key_Space)
        QAbstractButton::keyPressEvent(event);
    else
        event->ignore(); // digits and arrows are the board's
}

void SoundButton::changeEvent(QEvent *event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        update();
}

void SoundButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = theme::eventColor(m_face.eventType);
    paintCard(painter, color);
    paintText(painter, color);
}

void SoundButton::paintCard(QPainter &painter, const QColor &color) const
{
    const bool failed = m_outcome.state == State::Failed;
    const double width = hasFocus() ? 2.0 : 1.0;
    const QRectF card = QRectF(rect()).adjusted(1, 1, -1, -1);
    QPainterPath shape;
    shape.addRoundedRect(card, 8, 8);
    painter.fillPath(shape, theme::color(underMouse() || isDown() ? Role::Window : Role::Surface));
    if (failed)
        painter.fillPath(shape, theme::faded(theme::color(Role::Bad), 0.08));
    if (m_flash.state() == QAbstractAnimation::Running)
        painter.fillPath(shape, theme::faded(color, 0.38 * m_flash.currentValue().toDouble()));
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRectF(card.left(), card.top(), 4, card.height()), color);
    painter.restore();
    const Role border = failed ? Role::Bad : hasFocus() ? Role::Accent : Role::Line;
    painter.setPen(QPen(theme::color(border), width));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(shape);
}

void SoundButton::paintText(QPainter &painter, const QColor &color) const
{
    const double scale =
        std::clamp(std::min(width() / (em() * Wide * 1.05), height() / (em() * High)), 1.0, 4.0);
    const double unit = em() * scale;
    const double small = 1 + (scale - 1) * 0.6; // what is read from near
    const QRectF inner =
        QRectF(rect()).adjusted(unit * 0.75 + 3, unit * 0.55, -unit * 0.65, -unit * 0.5);

    QFont bold = sized(QApplication::font(), 1.08 * scale);
    bold.setWeight(QFont::DemiBold);
    double keyWidth = 0;
    if (m_face.key >= 0) {
        QFont big = sized(QApplication::font(), 1.9 * scale);
        big.setBold(true);
        painter.setFont(big);
        painter.setPen(theme::faded(color, 0.85));
        const QRectF corner(inner.left(), inner.top() - unit * 0.25, inner.width(), unit * 2);
        keyWidth = drawLine(painter, corner, QString::number(m_face.key), Qt::AlignRight);
    }
    painter.setFont(bold);
    painter.setPen(theme::color(Role::Text));
    double y = drawTwoLines(painter, inner.adjusted(0, 0, -keyWidth - unit * 0.4, 0), m_face.name);

    painter.setFont(sized(theme::fixedFont(), small));
    const double height = QFontMetricsF(painter.font()).height();
    QRectF line(inner.left(), y + unit * 0.28, inner.width(), height);
    painter.setPen(color);
    const double used = drawLine(painter, line, m_face.what) + height * 0.6;
    painter.setPen(theme::color(Role::QuietText));
    if (line.width() - used > unit * 2)
        drawLine(painter, line.adjusted(used, 0, 0, 0), m_face.endpoint);

    const double high = unit * (m_outcome.state == State::Failed ? 1.9 : 1.05);
    const QRectF foot(inner.left(), inner.bottom() - high, inner.width(), high);
    line.moveTop(line.bottom() + unit * 0.15);
    if (line.bottom() <= foot.top())
        drawLine(painter, line, m_face.firstLine);
    paintFoot(painter, foot, small);
}

/// What came of it, and how often; before that, whom it is for.
void SoundButton::paintFoot(QPainter &painter, const QRectF &line, double scale) const
{
    painter.setFont(sized(theme::smallFont(), scale));
    QRectF rest = line;
    rest.setTop(rest.bottom() - QFontMetricsF(painter.font()).height());
    if (m_outcome.times > 0) {
        painter.setPen(theme::color(Role::QuietText));
        const QString times = QStringLiteral("×%1").arg(locale().toString(m_outcome.times));
        rest.setRight(rest.right() - drawLine(painter, rest, times, Qt::AlignRight) - 6);
    }
    switch (m_outcome.state) {
    case State::Never:
    case State::Sending:
        painter.setPen(theme::color(Role::QuietText));
        drawLine(painter, rest, m_outcome.state == State::Sending ? tr("sending…") : m_face.target);
        break;
    case State::Sent:
        painter.setPen(theme::color(Role::Good));
        drawLine(painter, rest, m_outcome.sentence);
        break;
    case State::Failed:
        painter.setPen(theme::color(Role::Bad));
        if (QFontMetricsF(painter.font()).horizontalAdvance(m_outcome.sentence) > rest.width())
            rest.setTop(rest.top() - rest.height());
        drawTwoLines(painter, rest, m_outcome.sentence);
        break;
    }
}

} // namespace heliograph
