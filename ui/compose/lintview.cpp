// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/lintview.h"

#include "ui/compose/rawlint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace heliograph {

namespace {

enum DataRole { RowRole = Qt::UserRole, PositionRole };

constexpr int LintPadding = 6; // pixels beside and around a row's texts

LintRow rowOf(const QModelIndex &index)
{
    return index.data(RowRole).value<LintRow>();
}

QString spoken(const LintRow &row)
{
    const QString type = QString::fromUtf8(row.type);
    const QString text = row.type.isEmpty() ? row.text : type + u' ' + row.text;
    return row.line > 0 ? LintView::tr("Line %1: %2").arg(row.line).arg(text) : text;
}

/// The line at the left, quiet; the event's type in its colour; its data, or the sentence, which is
/// as many lines high as it needs. All quiet while the view is disabled.
class LintDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const LintRow row = rowOf(index);
        const QFontMetrics metrics(fontOf(row));
        const int width = option.rect.width() - gutter() - 2 * LintPadding;
        const int lines = isWrapped(row)
            ? metrics.boundingRect(QRect(0, 0, qMax(40, width), 10'000), wrap, row.text).height()
            : metrics.height();
        return {gutter() + metrics.averageCharWidth() * 8, lines + LintPadding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const LintRow row = rowOf(index);
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            painter->fillRect(option.rect, theme::color(theme::Role::Selection));
        QRect rect =
            option.rect.adjusted(LintPadding, LintPadding / 2, -LintPadding, -LintPadding / 2);
        paintLine(painter, rect, row);
        rect.setLeft(rect.left() + gutter());
        painter->setFont(fontOf(row));
        const bool isNow = option.state & QStyle::State_Enabled;
        if (row.kind == LintRow::Kind::Event)
            paintEvent(painter, rect, row, isNow);
        else
            paintSentence(painter, rect, row, isNow);
        painter->restore();
    }

private:
    static constexpr int wrap = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

    static bool isWrapped(const LintRow &row) { return row.kind != LintRow::Kind::Event; }

    static QFont fontOf(const LintRow &row)
    {
        return row.kind == LintRow::Kind::Event ? theme::fixedFont() : theme::smallFont();
    }

    static int gutter()
    {
        return QFontMetrics(theme::smallFont()).horizontalAdvance(QStringLiteral("0000"))
            + LintPadding;
    }

    static void paintLine(QPainter *painter, const QRect &rect, const LintRow &row)
    {
        if (row.line == 0)
            return;
        QRect at = rect;
        at.setWidth(gutter() - 2 * LintPadding + 2);
        painter->setFont(theme::smallFont());
        painter->setPen(theme::color(theme::Role::QuietText));
        painter->drawText(at, Qt::AlignRight | Qt::AlignTop, QString::number(row.line));
    }

    static void paintEvent(QPainter *painter, QRect rect, const LintRow &row, bool isNow)
    {
        const QColor quiet = theme::color(theme::Role::QuietText);
        const QFontMetrics metrics = painter->fontMetrics();
        const QString type =
            metrics.elidedText(QString::fromUtf8(row.type), Qt::ElideRight, rect.width() / 2);
        painter->setPen(isNow ? theme::eventColor(row.type) : quiet);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, type);
        rect.setLeft(rect.left() + metrics.horizontalAdvance(type) + 2 * LintPadding);
        painter->setPen(isNow ? theme::color(theme::Role::Text) : quiet);
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(row.text, Qt::ElideRight, rect.width()));
    }

    static void paintSentence(QPainter *painter, const QRect &rect, const LintRow &row, bool isNow)
    {
        const bool isFinding = isNow && row.kind == LintRow::Kind::Finding;
        painter->setPen(theme::color(isFinding ? theme::Role::Warning : theme::Role::QuietText));
        painter->drawText(rect, wrap, row.text);
    }
};

} // namespace

LintView::LintView(QWidget *parent) : QListView(parent), m_model(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("composeLint"));
    setAccessibleName(tr("What a client reads"));
    setToolTip(tr("What a client makes of these bytes. Enter goes to the line."));
    setModel(m_model);
    setItemDelegate(new LintDelegate(this));
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setResizeMode(Adjust);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    const auto go = [this](const QModelIndex &index) {
        const qsizetype position = index.data(PositionRole).value<qsizetype>();
        if (position >= 0)
            Q_EMIT goToRequested(position);
    };
    connect(this, &QListView::clicked, this, go);
    connect(this, &QListView::activated, this, go);
}

void LintView::showLint(const RawLint &lint)
{
    m_model->clear();
    for (const LintRow &row : lint.rows) {
        auto *item = new QStandardItem(spoken(row));
        item->setData(QVariant::fromValue(row), RowRole);
        item->setData(QVariant::fromValue(row.position), PositionRole);
        item->setToolTip(spoken(row));
        m_model->appendRow(item);
    }
}

QSize LintView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().lineSpacing() * 7};
}

QSize LintView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 3};
}

} // namespace heliograph
