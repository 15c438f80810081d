// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/plaintable.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>

namespace heliograph {

PlainTable::PlainTable(QWidget *parent) : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    // Fixed sections: no row is ever measured, however many there are.
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    applyTheme();
}

void PlainTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void PlainTable::setColumnCharacters(const QList<int> &characters)
{
    const int width = QFontMetrics(theme::fixedFont()).horizontalAdvance(u'0');
    for (int column = 0; column < characters.size(); ++column) {
        if (characters.at(column) > 0)
            setColumnWidth(column, characters.at(column) * width + 16);
    }
}

void PlainTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    if (!model() || model()->rowCount() == 0) {
        painter.setPen(theme::color(theme::Role::QuietText));
        painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                         Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    painter.setPen(theme::color(theme::Role::Line));
    const int height = verticalHeader()->defaultSectionSize();
    const int last = rowAt(viewport()->height() - 1);
    const int bottom = last < 0 ? model()->rowCount() - 1 : last;
    for (int row = std::max(0, rowAt(0)); row <= bottom; ++row) {
        const int y = rowViewportPosition(row) + height - 1;
        painter.drawLine(0, y, viewport()->width(), y);
    }
}

void PlainTable::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange)
        applyTheme();
}

void PlainTable::applyTheme()
{
    if (m_applying) // setting a font is a change of font
        return;
    m_applying = true;
    verticalHeader()->setMinimumSectionSize(8);
    verticalHeader()->setDefaultSectionSize(theme::rowHeight());
    horizontalHeader()->setFont(theme::smallFont());
    m_applying = false;
}

} // namespace heliograph
