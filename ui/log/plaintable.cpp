// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/plaintable.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHeaderView>
#include <QPainter>

#include <algorithm>

namespace heliograph {

namespace {

/// Aligns the titles of some columns to the right.
class ColumnHeader final : public QHeaderView {
public:
    explicit ColumnHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(true);
    }

    void setNumberColumns(const QList<int> &columns)
    {
        m_numbers = columns;
        viewport()->update();
    }

    using QHeaderView::resizeSections;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        if (m_numbers.contains(section))
            option->textAlignment = Qt::AlignRight | Qt::AlignVCenter;
    }

private:
    QList<int> m_numbers;
};

} // namespace

PlainTable::PlainTable(QWidget *parent) : QTableView(parent)
{
    setHorizontalHeader(new ColumnHeader(this));
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
    horizontalHeader()->setMinimumSectionSize(24);
    watchColumns();
    applyTheme();
}

void PlainTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void PlainTable::setColumnCharacters(const QList<int> &wanted, const QList<int> &least)
{
    Q_ASSERT(wanted.size() == least.size());
    m_wanted = wanted;
    m_least = least;
    m_arranged = false;
    fitColumns();
}

void PlainTable::setNumberColumns(const QList<int> &columns)
{
    static_cast<ColumnHeader *>(horizontalHeader())->setNumberColumns(columns);
}

QByteArray PlainTable::saveColumns() const
{
    return m_arranged ? horizontalHeader()->saveState() : QByteArray();
}

void PlainTable::restoreColumns(const QByteArray &state)
{
    m_fitting = true;
    m_arranged = !state.isEmpty() && horizontalHeader()->restoreState(state);
    m_fitting = false;
    fitColumns();
}

void PlainTable::watchColumns()
{
    const auto arranged = [this] { m_arranged = m_arranged || !m_fitting; };
    const auto resized = [this, arranged](int column, int before, int after) {
        // The last one stretches by itself; to or from nothing is hiding or showing.
        if (column != m_wanted.size() - 1 && before > 0 && after > 0)
            arranged();
    };
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, resized);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, arranged);
}

void PlainTable::fitColumns()
{
    if (m_arranged || m_wanted.isEmpty() || m_fitting)
        return;
    m_fitting = true;
    const int character = QFontMetrics(theme::fixedFont()).horizontalAdvance(u'0');
    const int padding = fontMetrics().height() + 3;
    const auto last = m_wanted.size() - 1;
    int wanted = m_wanted.at(last) * character + padding;
    int least = m_least.at(last) * character + padding;
    for (int column = 0; column < last; ++column) {
        if (isColumnHidden(column))
            continue;
        wanted += m_wanted.at(column) * character + padding;
        least += m_least.at(column) * character + padding;
    }
    const double room =
        wanted > least ? double(viewport()->width() - least) / (wanted - least) : 1.0;
    const double share = std::clamp(room, 0.0, 1.0);
    for (int column = 0; column < last; ++column) {
        const int extra = m_wanted.at(column) - m_least.at(column);
        if (!isColumnHidden(column))
            setColumnWidth(column,
                           static_cast<int>((m_least.at(column) + share * extra) * character)
                               + padding);
    }
    // The last one took what was left of the old widths.
    static_cast<ColumnHeader *>(horizontalHeader())->resizeSections();
    m_fitting = false;
    updateGeometries();
}

QSize PlainTable::sizeHint() const
{
    return {QTableView::sizeHint().width(), theme::rowHeight() * 6};
}

void PlainTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
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
    const int current = currentIndex().row();
    if (hasFocus() && current >= 0) // where the keyboard is
        painter.fillRect(0, rowViewportPosition(current), 2, rowHeight(current),
                         theme::color(theme::Role::Accent));
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
    fitColumns();
}

} // namespace heliograph
