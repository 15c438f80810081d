// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/notificationrulesmodel.h"

#include "app/models/notificationcontroller.h"
#include "app/models/notificationtext.h"

#include <algorithm>

namespace heliograph {

NotificationRulesModel::NotificationRulesModel(NotificationController &controller, QObject *parent)
    : QAbstractListModel(parent), m_controller(controller), m_rules(controller.settings().rules)
{
    connect(&m_controller, &NotificationController::settingsChanged, this,
            &NotificationRulesModel::takeRules);
    connect(&m_controller, &NotificationController::statusChanged, this, [this] {
        if (!m_rules.isEmpty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    });
}

/// Rules are added at the end, removed one at a time, and changed where they are.
void NotificationRulesModel::takeRules()
{
    const QList<NotificationRule> &rules = m_controller.settings().rules;
    const auto isThere = [&rules](RuleId id) {
        return std::any_of(rules.cbegin(), rules.cend(),
                           [id](const NotificationRule &rule) { return rule.id == id; });
    };
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (isThere(m_rules.at(row).id))
            continue;
        beginRemoveRows({}, row, row);
        m_rules.removeAt(row);
        endRemoveRows();
    }
    const auto held = rowCount();
    if (rules.size() > held) {
        beginInsertRows({}, held, static_cast<int>(rules.size()) - 1);
        m_rules = rules;
        endInsertRows();
    }
    m_rules = rules;
    if (held > 0)
        Q_EMIT dataChanged(index(0), index(held - 1));
}

RuleId NotificationRulesModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_rules.at(row).id : RuleId::None;
}

int NotificationRulesModel::rowOf(RuleId rule) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rules.at(row).id == rule)
            return row;
    }
    return -1;
}

int NotificationRulesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rules.size());
}

QVariant NotificationRulesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const NotificationRule &rule = m_rules.at(index.row());
    const RuleStatus status = m_controller.statusOf(rule.id);
    switch (role) {
    case Qt::DisplayRole:
        return rule.name;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole: {
        QStringList lines{notificationtext::waitsFor(rule)};
        for (const QString &line :
             {notificationtext::fares(status), notificationtext::problem(status)}) {
            if (!line.isEmpty())
                lines.append(line);
        }
        return lines.join(u'\n');
    }
    case Qt::CheckStateRole:
        return rule.enabled ? Qt::Checked : Qt::Unchecked;
    case IdRole:
        return QVariant::fromValue(rule.id);
    case WaitsForRole:
        return notificationtext::waitsFor(rule);
    case FaresRole:
        return notificationtext::fares(status);
    case MetRole:
        return status.met;
    case ProblemRole:
        return notificationtext::problem(status);
    case StoppedRole:
        return status.stopped;
    default:
        return {};
    }
}

bool NotificationRulesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::CheckStateRole)
        return false;
    m_controller.setRuleEnabled(m_rules.at(index.row()).id, value.toInt() == Qt::Checked);
    return true;
}

Qt::ItemFlags NotificationRulesModel::flags(const QModelIndex &index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsUserCheckable;
}

} // namespace heliograph
