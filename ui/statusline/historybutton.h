// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/history/historystore.h"

#include <QPushButton>

#include <optional>

namespace heliograph {

/// "● History: orders.db": whether events go to a file that outlives the program. Hidden while
/// there is none.
class HistoryButton final : public QPushButton {
    Q_OBJECT

public:
    explicit HistoryButton(QWidget *parent = nullptr);

    void showState(const std::optional<HistoryState> &state);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();

    std::optional<HistoryState> m_state;
};

} // namespace heliograph
