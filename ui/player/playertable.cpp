// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playertable.h"

#include "app/models/playermodel.h"
#include "app/models/playertime.h"
#include "app/models/readable.h"
#include "ui/player/playerdelegate.h"

#include <QHeaderView>
#include <QMouseEvent>
#include <QScrollBar>

namespace heliograph {

PlayerTable::PlayerTable(PlayerModel &model, QWidget *parent) : PlainTable(parent), m_model(model)
{
    using Model = PlayerModel;
    setObjectName(QStringLiteral("playerTable"));
    setAccessibleName(tr("Events of the recording"));
    setModel(&model);
    setItemDelegate(new PlayerDelegate(this));
    setSelectionMode(SingleSelection);
    setNumberColumns({Model::Number, Model::Time, Model::Size});
    fitTo(0, {});
    connect(verticalScrollBar(), &QScrollBar::actionTriggered, this,
            [this] { setFollowing(false); });
}

void PlayerTable::fitTo(quint64 rows, std::chrono::microseconds duration)
{
    const std::pair<int, int> widths{
        std::max(6, static_cast<int>(readable::number(rows).size()) + 1),
        std::max(9, static_cast<int>(playerTime(duration, 3).size()) + 1)};
    if (std::exchange(m_widths, widths) != widths)
        setColumnCharacters({3, widths.first, widths.second, 18, 9, 7, 40},
                            {3, widths.first, widths.second, 12, 5, 6, 12});
}

void PlayerTable::setFollowing(bool following)
{
    if (following == m_following)
        return;
    m_following = following;
    follow();
    Q_EMIT followingChanged(following);
}

void PlayerTable::follow()
{
    const int rows = m_model.rowCount();
    if (!m_following || rows == 0)
        return;
    const int next = std::min(m_model.nextRow(), rows - 1);
    const int top = rowAt(0);
    const int bottom = rowAt(viewport()->height() - 1);
    const int ahead = std::min(next + 2, rows - 1); // what comes is worth seeing too
    if (next < top || (bottom >= 0 && ahead > bottom))
        scrollTo(m_model.index(next, 0), PositionAtCenter);
}

void PlayerTable::mousePressEvent(QMouseEvent *event)
{
    if (!takeGutterClick(*event))
        PlainTable::mousePressEvent(event);
}

void PlayerTable::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!takeGutterClick(*event))
        PlainTable::mouseDoubleClickEvent(event);
}

void PlayerTable::wheelEvent(QWheelEvent *event)
{
    setFollowing(false);
    PlainTable::wheelEvent(event);
}

bool PlayerTable::takeGutterClick(const QMouseEvent &event)
{
    const QModelIndex index = indexAt(event.position().toPoint());
    if (event.button() != Qt::LeftButton || !index.isValid() || index.column() != PlayerModel::Mark)
        return false;
    Q_EMIT markToggled(index.row());
    return true;
}

} // namespace heliograph
