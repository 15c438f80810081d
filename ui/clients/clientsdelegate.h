// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace heliograph {

/// Paints the cells of the clients' table: the dot before the name, the quiet platform behind it,
/// the bar of what is queued. Closed clients are grey.
class ClientsDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    static void paintName(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index);
    static void paintQueue(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index);
};

} // namespace heliograph
