// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/glyphbutton.h"

#include <QEvent>
#include <QFile>
#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QSvgRenderer>

namespace heliograph {

namespace {

constexpr int unit = 16; ///< pixels of a picture's side
constexpr int gap = 5; ///< between picture and text

QPixmap drawn(QByteArray svg, const QColor &color, int side)
{
    svg.replace("#000", color.name().toLatin1());
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter);
    return pixmap;
}

} // namespace

QIcon glyph(const QString &name, theme::Role role)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    QColor faint = theme::color(theme::Role::QuietText);
    if (theme::isDark())
        faint = faint.darker(170);
    else
        faint = faint.lighter(150);
    QIcon icon;
    for (const int side : {unit, 2 * unit, 3 * unit}) {
        icon.addPixmap(drawn(svg, theme::color(role), side), QIcon::Normal);
        icon.addPixmap(drawn(svg, faint, side), QIcon::Disabled);
    }
    return icon;
}

GlyphButton::GlyphButton(const QString &name, QWidget *parent) : QToolButton(parent)
{
    setObjectName(name);
    setFocusPolicy(Qt::TabFocus);
}

void GlyphButton::setGlyph(const QString &picture, theme::Role role)
{
    if (picture == m_picture && role == m_role)
        return;
    m_picture = picture;
    m_role = role;
    draw();
}

void GlyphButton::setMeaning(const QString &name, const QString &tip)
{
    setAccessibleName(name);
    setToolTip(tip);
}

bool GlyphButton::hasText() const
{
    return toolButtonStyle() != Qt::ToolButtonIconOnly && !text().isEmpty();
}

int GlyphButton::contentWidth() const
{
    const int text = hasText() ? gap + fontMetrics().horizontalAdvance(this->text()) : 0;
    return iconSize().width() + text;
}

QSize GlyphButton::sizeHint() const
{
    const int beside = fontMetrics().height() / 2 + 2; // the style sheet's room and a border
    return {contentWidth() + 2 * beside, QToolButton::sizeHint().height()};
}

/// The style sets picture and text apart and leaves a gap behind them; here they stand together.
void GlyphButton::paintEvent(QPaintEvent *)
{
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.icon = {};
    option.text.clear();
    QStylePainter painter(this);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    const QSize side = iconSize();
    QRect place(QPoint((width() - contentWidth()) / 2, (height() - side.height()) / 2), side);
    icon().paint(&painter, place, Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
    if (!hasText())
        return;
    const auto group = isEnabled() ? QPalette::Active : QPalette::Disabled;
    painter.setPen(palette().color(group, QPalette::ButtonText));
    painter.drawText(QRect(place.right() + 1 + gap, 0, width(), height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text());
}

void GlyphButton::changeEvent(QEvent *event)
{
    QToolButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        draw();
}

void GlyphButton::draw()
{
    setIcon(glyph(m_picture, m_role));
    const int side = fontMetrics().height();
    setIconSize({side, side});
}

} // namespace heliograph
