// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenarioside.h"

#include "app/models/scenariosmodel.h"
#include "ui/scenarios/scenariolist.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace heliograph {

ScenarioSide::ScenarioSide(ScenariosModel &model, QWidget *parent)
    : QWidget(parent), m_bar(new QHBoxLayout), m_list(new ScenarioList(model, this))
{
    auto *heading = new QLabel(tr("Scenarios"), this);
    theme::setLook(heading, theme::Look::Heading);
    m_bar->setContentsMargins(12, 8, 8, 4);
    m_bar->setSpacing(6);
    m_bar->addWidget(heading);
    m_bar->addStretch(1);
    m_list->setToolTip(tr("Ctrl+R runs or restarts, Ctrl+. stops, F6 goes to the editor"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(m_list, 1);
}

void ScenarioSide::addButton(QAction *action, const QString &toolTip)
{
    auto *button = new QPushButton(action->text(), this);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setAccessibleName(button->text());
    button->setToolTip(toolTip);
    theme::setLook(button, theme::Look::Pill);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_bar->addWidget(button);
}

} // namespace heliograph
