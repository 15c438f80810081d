// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace heliograph {

class ScenariosModel;

/// The scenarios in two sections, presets and the user's own: a dot for the state, the name, the
/// paths below it, and how many requests it answers. Borrows @p model.
class ScenarioList final : public QListView {
    Q_OBJECT

public:
    explicit ScenarioList(ScenariosModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
};

} // namespace heliograph
