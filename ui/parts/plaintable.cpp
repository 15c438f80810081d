// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/plaintable.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QDataStream>
#include <QEvent>
#include <QHeaderView>
#include <QIODevice>
#include <QMenu>
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

constexpr quint32 stateMark = 0x48636f31; ///< "Hco1": a state that saveColumns() wrote

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
    m_settle.setSingleShot(true);
    m_settle.setInterval(0);
    connect(&m_settle, &QTimer::timeout, this, &PlainTable::fitColumns);
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
    QList<ColumnSample> samples;
    for (int column = 0; column < wanted.size(); ++column)
        samples.append({QString(wanted.at(column), u'0'), QString(least.at(column), u'0'),
                        ColumnSample::Font::Fixed});
    setColumnSamples(samples);
}

void PlainTable::setColumnSamples(const QList<ColumnSample> &samples, const QList<int> &first)
{
    m_samples = samples;
    for (int column = 0; model() && column < m_samples.size(); ++column)
        m_samples[column].title = model()->headerData(column, Qt::Horizontal).toString();
    m_first = first;
    m_widths = ColumnWidths(m_samples, font(), m_first);
    m_arranged = false;
    fitColumns();
}

void PlainTable::setNumberColumns(const QList<int> &columns)
{
    static_cast<ColumnHeader *>(horizontalHeader())->setNumberColumns(columns);
}

void PlainTable::setChoosableColumns(const QList<int> &hidden, const QList<int> &givingWay)
{
    m_hidden = hidden;
    m_givingWay = givingWay;
    m_columnsMenu = new QMenu(tr("Columns"), this);
    m_columnsMenu->setObjectName(QStringLiteral("columnsMenu"));
    fillColumnsMenu();
    connect(m_columnsMenu, &QMenu::aboutToShow, this, [this] {
        const QList<QAction *> actions = m_columnsMenu->actions();
        for (QAction *action : actions) {
            if (action->isCheckable())
                action->setChecked(!isColumnHidden(action->data().toInt()));
        }
    });
    addAction(m_columnsMenu->menuAction());
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this,
            [this](QPoint at) { m_columnsMenu->popup(horizontalHeader()->mapToGlobal(at)); });
    fitColumns();
}

/// The first column names the row and always stays.
void PlainTable::fillColumnsMenu()
{
    for (int column = 1; column < model()->columnCount(); ++column) {
        QAction *action =
            m_columnsMenu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        action->setObjectName(QStringLiteral("column%1").arg(column));
        action->setCheckable(true);
        action->setData(column);
        connect(action, &QAction::triggered, this,
                [this, column](bool shown) { chooseColumn(column, shown); });
    }
    m_columnsMenu->addSeparator();
    QAction *reset = m_columnsMenu->addAction(tr("Columns as they were"));
    reset->setObjectName(QStringLiteral("columnsReset"));
    connect(reset, &QAction::triggered, this, &PlainTable::resetColumns);
}

void PlainTable::chooseColumn(int column, bool shown)
{
    if (!m_chosenHidden)
        m_chosenHidden = hiddenColumns();
    if (shown)
        m_chosenHidden->remove(column);
    else
        m_chosenHidden->insert(column);
    hideColumns();
    fitColumns();
}

void PlainTable::resetColumns()
{
    m_chosenHidden.reset();
    m_arranged = false;
    fitColumns();
}

QByteArray PlainTable::saveColumns() const
{
    const QHeaderView &header = *horizontalHeader();
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << stateMark << header.count() << (m_arranged ? header.saveState() : QByteArray())
        << m_chosenHidden.has_value() << m_chosenHidden.value_or(QSet<int>())
        << (isSortingEnabled() ? header.sortIndicatorSection() : -1)
        << static_cast<int>(header.sortIndicatorOrder());
    return state;
}

void PlainTable::restoreColumns(const QByteArray &state)
{
    QDataStream in(state);
    quint32 mark = 0;
    int count = 0;
    QByteArray widths;
    bool isChosen = false;
    QSet<int> hidden;
    int sorted = -1;
    int order = 0;
    in >> mark >> count >> widths >> isChosen >> hidden >> sorted >> order;
    if (in.status() != QDataStream::Ok || mark != stateMark || count != horizontalHeader()->count())
        return;
    m_fitting = true;
    m_arranged = !widths.isEmpty() && horizontalHeader()->restoreState(widths);
    m_fitting = false;
    if (isChosen && m_columnsMenu)
        m_chosenHidden = hidden;
    if (isSortingEnabled() && sorted >= -1 && sorted < count)
        sortByColumn(sorted, order == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
    if (m_chosenHidden)
        hideColumns();
    fitColumns();
}

void PlainTable::watchColumns()
{
    const auto resized = [this](int column, int before, int after) {
        // The last one stretches by itself; to or from nothing is hiding or showing.
        if (column != m_widths.last() && before > 0 && after > 0)
            m_arranged = m_arranged || !m_fitting;
    };
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, resized);
}

QSet<int> PlainTable::hiddenColumns() const
{
    QSet<int> hidden;
    for (int column = 0; column <= m_widths.last(); ++column) {
        if (isColumnHidden(column))
            hidden.insert(column);
    }
    return hidden;
}

/// Hides what the user chose to hide, or else what is not there at first or finds no room.
void PlainTable::hideColumns()
{
    if (!m_columnsMenu)
        return;
    QSet<int> hidden = m_chosenHidden.value_or(QSet<int>(m_hidden.cbegin(), m_hidden.cend()));
    for (const int column : m_givingWay) {
        if (m_chosenHidden || m_widths.least(hidden) <= viewport()->width())
            break;
        hidden.insert(column);
    }
    for (int column = 1; column <= m_widths.last(); ++column)
        setColumnHidden(column, hidden.contains(column));
}

void PlainTable::fitColumns()
{
    // What fits never scrolls sideways; what the user arranged may.
    setHorizontalScrollBarPolicy(m_arranged || m_widths.isEmpty() ? Qt::ScrollBarAsNeeded
                                                                  : Qt::ScrollBarAlwaysOff);
    if (m_arranged || m_widths.isEmpty() || m_fitting)
        return;
    m_fitting = true;
    hideColumns();
    const QList<int> widths = m_widths.share(viewport()->width(), hiddenColumns());
    for (int column = 0; column < widths.size(); ++column) {
        if (!isColumnHidden(column))
            setColumnWidth(column,
                           std::max(widths.at(column), horizontalHeader()->minimumSectionSize()));
    }
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
    m_settle.start(); // a scroll bar may come or go with this
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
    m_widths = ColumnWidths(m_samples, font(), m_first);
    fitColumns();
}

} // namespace heliograph
