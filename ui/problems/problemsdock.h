// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

namespace heliograph {

class PlainTable;
class ProblemsModel;

/// The problems of this session in a list, the newest at the end. Borrows @p model.
class ProblemsDock final : public QDockWidget {
    Q_OBJECT

public:
    explicit ProblemsDock(ProblemsModel &model, QWidget *parent = nullptr);

    /// Shows the list with its newest problem selected.
    void showNewest();

private:
    void setupTitle();
    void setupTable();
    void copySelected() const;

    ProblemsModel &m_model;
    PlainTable *m_table;
};

} // namespace heliograph
