// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/rowdelegate.h"

namespace heliograph {

/// Paints the cells of the subscriptions' table; the dot before the URL tells the state.
class SubscriptionsDelegate final : public RowDelegate {
    Q_OBJECT

public:
    explicit SubscriptionsDelegate(QObject *parent = nullptr);

protected:
    [[nodiscard]] QColor dotColor(const QModelIndex &index) const override;
    [[nodiscard]] QColor textColor(const QModelIndex &index) const override;
    void paintName(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                   const QModelIndex &index) const override;
};

} // namespace heliograph
