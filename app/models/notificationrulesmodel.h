// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationrule.h"

#include <QAbstractListModel>

namespace heliograph {

class NotificationController;

/// The rules in their order, with how they fare. The check state is the rule's switch. Borrows
/// @p controller.
class NotificationRulesModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< RuleId
        WaitsForRole, ///< QString
        FaresRole, ///< QString; empty: not met yet
        MetRole, ///< quint64
        ProblemRole, ///< QString; empty: none
        StoppedRole, ///< bool: its condition did not end
    };

    explicit NotificationRulesModel(NotificationController &controller, QObject *parent = nullptr);

    [[nodiscard]] RuleId idAt(int row) const;
    /// The row of @p rule, or -1.
    [[nodiscard]] int rowOf(RuleId rule) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void takeRules();

    NotificationController &m_controller;
    QList<NotificationRule> m_rules;
};

} // namespace heliograph
