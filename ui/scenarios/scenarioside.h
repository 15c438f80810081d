// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;

namespace heliograph {

class ScenarioList;
class ScenariosModel;

/// The list of scenarios under its heading and the buttons that add to it. Borrows @p model.
class ScenarioSide final : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioSide(ScenariosModel &model, QWidget *parent = nullptr);

    /// Adds a button that does what @p action does.
    void addButton(QAction *action, const QString &toolTip);

    [[nodiscard]] ScenarioList &list() const { return *m_list; }

private:
    QHBoxLayout *m_bar;
    ScenarioList *m_list;
};

} // namespace heliograph
