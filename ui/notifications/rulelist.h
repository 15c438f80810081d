// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace heliograph {

class NotificationRulesModel;

/// The rules, each with its switch, what it waits for, how it fares and its last problem. Borrows
/// @p model.
class RuleList final : public QListView {
    Q_OBJECT

public:
    explicit RuleList(NotificationRulesModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
};

} // namespace heliograph
