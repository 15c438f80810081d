// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/plaintable.h"

#include <chrono>

namespace heliograph {

class PlayerModel;

/// The player's events. A click into the gutter sets a stop mark or takes it away; the row that is
/// played next stays in sight until the user scrolls. Borrows @p model.
class PlayerTable final : public PlainTable {
    Q_OBJECT

public:
    explicit PlayerTable(PlayerModel &model, QWidget *parent = nullptr);

    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }

    /// Makes room for numbers and times of so long a recording.
    void fitTo(quint64 rows, std::chrono::microseconds duration);

    /// Shows what is played next, when following.
    void follow();

Q_SIGNALS:
    void markToggled(int row);
    void followingChanged(bool following);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] bool takeGutterClick(const QMouseEvent &event);

    PlayerModel &m_model;
    bool m_following = true;
    std::pair<int, int> m_widths; ///< of numbers and times, in characters
};

} // namespace heliograph
