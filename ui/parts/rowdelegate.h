// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStyledItemDelegate>

namespace heliograph {

/// What the cells of our tables of streams share: wire data in the fixed font, numbers at the
/// right, a coloured dot before the name in the first column.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    /// @p fixed columns hold wire data, addresses or ids; @p numbers stand at the right.
    RowDelegate(QList<int> fixed, QList<int> numbers, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const final;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

    [[nodiscard]] virtual QColor dotColor(const QModelIndex &index) const = 0;
    [[nodiscard]] virtual QColor textColor(const QModelIndex &index) const = 0;
    /// Paints what stands behind the dot, in @p rect.
    virtual void paintName(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                           const QModelIndex &index) const = 0;
    /// Paints what a cell shows beside its text.
    virtual void paintMore(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index) const;

private:
    static QRect paintDot(QPainter *painter, const QStyleOptionViewItem &option,
                          const QColor &color);

    QList<int> m_fixed;
    QList<int> m_numbers;
};

} // namespace heliograph
