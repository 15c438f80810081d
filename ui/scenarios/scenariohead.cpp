// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariohead.h"

#include "app/models/scenariosmodel.h"
#include "ui/scenarios/pathchips.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace heliograph {

ScenarioHead::ScenarioHead(const QList<QAction *> &menu, QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_state(new QLabel(this)),
      m_run(new QPushButton(this)), m_stop(new QPushButton(tr("Stop"), this)),
      m_page(new QPushButton(tr("Demo page"), this)), m_paths(new PathChips(this))
{
    m_title->setObjectName(QStringLiteral("scenarioTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::setLook(m_title, theme::Look::Heading);
    m_state->setObjectName(QStringLiteral("scenarioState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setMinimumWidth(1); // gives way to the buttons
    theme::setLook(m_state, theme::Look::Quiet);
    setupButtons(menu);
}

void ScenarioHead::setupButtons(const QList<QAction *> &menu)
{
    m_run->setObjectName(QStringLiteral("scenarioRun"));
    theme::setLook(m_run, theme::Look::Accent);
    m_stop->setObjectName(QStringLiteral("scenarioStop"));
    m_stop->setAccessibleName(m_stop->text());
    m_stop->setToolTip(tr("Stops the scenario and ends its streams (Ctrl+.)"));
    m_page->setObjectName(QStringLiteral("scenarioPage"));
    m_page->setAccessibleName(m_page->text());
    auto *more = new QToolButton(this);
    more->setObjectName(QStringLiteral("scenarioMore"));
    more->setText(tr("\u22ef"));
    more->setAccessibleName(tr("More"));
    more->setToolTip(tr("Save, save a copy, revert, close"));
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(new QMenu(more));
    more->menu()->addActions(menu);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_title);
    row->addWidget(m_state, 1);
    for (QWidget *button : {static_cast<QWidget *>(m_run), static_cast<QWidget *>(m_stop),
                            static_cast<QWidget *>(m_page), static_cast<QWidget *>(more)})
        row->addWidget(button);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 12, 8);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_paths);
    connect(m_run, &QPushButton::clicked, this, &ScenarioHead::runRequested);
    connect(m_stop, &QPushButton::clicked, this, &ScenarioHead::stopRequested);
    connect(m_page, &QPushButton::clicked, this, &ScenarioHead::pageRequested);
}

void ScenarioHead::showScenario(const ScenarioRow &scenario, const QModelIndex &index,
                                const QUrl &serverUrl)
{
    m_title->setText(scenario.isModified ? scenario.title + QStringLiteral(" \u2022")
                                         : scenario.title);
    m_title->setToolTip(index.data(Qt::ToolTipRole).toString());
    QString state = index.data(ScenariosModel::StateTextRole).toString();
    if (scenario.isRunning() && serverUrl.isEmpty())
        state = tr("runs; start the server to reach it (F5)");
    else if (scenario.isModified && scenario.isPreset)
        state += tr(" \u00b7 changed here only; Ctrl+S saves a copy");
    else if (scenario.isModified)
        state += tr(" \u00b7 not saved");
    m_state->setText(state);
    m_state->setToolTip(state);
    showButtons(scenario, !serverUrl.isEmpty());
    m_paths->setServerUrl(serverUrl);
    m_paths->setPaths(pathsOf(scenario));
}

void ScenarioHead::showButtons(const ScenarioRow &scenario, bool listening)
{
    const bool runs = scenario.isRunning();
    m_run->setText(runs ? tr("Restart") : tr("Run"));
    m_run->setAccessibleName(m_run->text());
    m_run->setToolTip(runs ? tr("Starts it over with the text as it is (Ctrl+R)")
                           : tr("Runs the text as it is, saved or not (Ctrl+R)"));
    m_stop->setEnabled(runs);
    m_page->setVisible(!scenario.page.isEmpty());
    m_page->setEnabled(listening);
    m_page->setToolTip(listening ? tr("Opens %1 in the browser (Ctrl+Shift+O)").arg(scenario.page)
                                 : tr("Start the server first (F5)"));
}

} // namespace heliograph
