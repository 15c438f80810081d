// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/problems/problemsdock.h"

#include "app/models/problemsmodel.h"
#include "ui/parts/plaintable.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>

namespace heliograph {

ProblemsDock::ProblemsDock(ProblemsModel &model, QWidget *parent)
    : QDockWidget(tr("Problems"), parent), m_model(model), m_table(new PlainTable)
{
    setObjectName(QStringLiteral("problemsDock"));
    setAccessibleName(tr("Problems"));
    setAllowedAreas(Qt::BottomDockWidgetArea);
    setFeatures(QDockWidget::DockWidgetClosable);
    setupTitle();
    setupTable();
    setWidget(m_table);
}

void ProblemsDock::setupTitle()
{
    auto *bar = new QWidget;
    theme::setLook(bar, theme::Look::Panel);
    auto *heading = new QLabel(tr("Problems"));
    theme::setLook(heading, theme::Look::Heading);
    auto *clear = new QPushButton(tr("Clear"));
    clear->setObjectName(QStringLiteral("problemsClear"));
    clear->setToolTip(tr("Empty the list"));
    auto *hide = new QPushButton(tr("Close"));
    hide->setObjectName(QStringLiteral("problemsClose"));
    hide->setToolTip(tr("Close the list (Ctrl+Shift+M)"));
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->addWidget(heading);
    layout->addStretch();
    for (QPushButton *button : {clear, hide}) {
        theme::setLook(button, theme::Look::Pill);
        layout->addWidget(button);
    }
    connect(clear, &QPushButton::clicked, this, [this] { m_model.clear(); });
    connect(hide, &QPushButton::clicked, this, &QDockWidget::close);
    setTitleBarWidget(bar);
}

void ProblemsDock::setupTable()
{
    m_table->setObjectName(QStringLiteral("problemsTable"));
    m_table->setAccessibleName(tr("Problems"));
    m_table->setToolTip(tr("Copy the selected problems with Ctrl+C"));
    m_table->setModel(&m_model);
    m_table->setEmptyText(tr("No problems."));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnCharacters({14, 24, 40}, {12, 14, 20});
    auto *copy = new QAction(tr("Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, &ProblemsDock::copySelected);
}

void ProblemsDock::showNewest()
{
    show();
    raise();
    m_table->scrollToBottom();
    if (m_model.count() > 0)
        m_table->selectRow(m_model.count() - 1);
    m_table->setFocus(Qt::OtherFocusReason);
}

void ProblemsDock::copySelected() const
{
    QStringList lines;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < ProblemsModel::ColumnCount; ++column)
            cells.append(row.siblingAtColumn(column).data().toString());
        lines.append(cells.join(u'\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace heliograph
