// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/noticebar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

namespace heliograph {

NoticeBar::NoticeBar(Kind kind, const QString &name, QWidget *parent)
    : QWidget(parent), m_kind(kind), m_label(new QLabel(this)), m_layout(new QHBoxLayout(this))
{
    setObjectName(name);
    m_label->setObjectName(name + QStringLiteral("Text"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    theme::setLook(m_label, kind == Kind::Error ? theme::Look::Fixed : theme::Look::Plain);
    m_layout->setContentsMargins(16, 4, 8, 4);
    m_layout->setSpacing(8);
    m_layout->addWidget(m_label, 1);
    if (kind == Kind::Error)
        setCursor(Qt::PointingHandCursor);
    hide();
}

QPushButton *NoticeBar::addButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setCursor(Qt::ArrowCursor);
    theme::setLook(button, theme::Look::Pill);
    m_layout->addWidget(button);
    return button;
}

void NoticeBar::showText(const QString &text)
{
    m_text = text;
    setToolTip(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    fit();
}

void NoticeBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor color = theme::color(m_kind == Kind::Error ? theme::Role::Bad : theme::Role::Warning);
    painter.fillRect(0, 0, 3, height(), color);
    color.setAlpha(28);
    painter.fillRect(rect(), color);
}

void NoticeBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        fit();
}

void NoticeBar::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT clicked();
}

/// One line, cut where there is no room.
void NoticeBar::fit()
{
    const QString line = m_text.section(u'\n', 0, 0);
    m_label->setText(m_label->fontMetrics().elidedText(line, Qt::ElideRight, m_label->width()));
}

} // namespace heliograph
