// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/rowdelegate.h"

namespace heliograph {

/// Paints the cells of the clients' table: the quiet platform behind the name, the bar beside what
/// is unsent. Closed clients are grey; what waits is in the warning colour, near the bound in the
/// bad one.
class ClientsDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit ClientsDelegate(QObject *parent = nullptr);

protected:
    [[nodiscard]] QColor dotColor(const QModelIndex &index) const override;
    [[nodiscard]] QColor textColor(const QModelIndex &index) const override;
    void paintName(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                   const QModelIndex &index) const override;
    void paintMore(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const override;
};

} // namespace heliograph
