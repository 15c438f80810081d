// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playermodel.h"

#include "app/models/playercontroller.h"
#include "app/models/playertime.h"
#include "app/models/readable.h"

#include <QThreadPool>

#include <limits>

namespace heliograph {

namespace {

/// A view counts pixels in an int; this many rows still fit.
constexpr quint64 mostLines = std::numeric_limits<int>::max() / 64;

} // namespace

PlayerModel::PlayerModel(PlayerController &player, QObject *parent)
    : QAbstractTableModel(parent), m_player(player), m_home(this)
{
    connect(&player, &PlayerController::fileChanged, this, &PlayerModel::restart);
    connect(&player, &PlayerController::indexed, this, [this] {
        if (const auto &index = m_player.index(); index && m_rows.rows() != index->rows())
            restart();
    });
    connect(&player, &PlayerController::statusChanged, this, &PlayerModel::onStatus);
    connect(&player, &PlayerController::marksChanged, this, [this](quint64 row) {
        const quint64 line = m_rows.lineOf(row);
        tellRows(line, line);
    });
    connect(&player.edits(), &PlayerEdits::rowChanged, this, &PlayerModel::onRowChanged);
    connect(&player.edits(), &PlayerEdits::cleared, this, &PlayerModel::restart);
    connect(&m_pages, &PlayerPages::loaded, this, [this](quint64 first, quint64 last) {
        tellRows(m_rows.firstLineOf(first), m_rows.lineOf(last));
    });
    connect(&m_pages, &PlayerPages::failed, this, &PlayerModel::problemOccurred);
    restart();
}

PlayerModel::~PlayerModel()
{
    m_home.end();
}

void PlayerModel::restart()
{
    beginResetModel();
    ++m_loading;
    m_edited.clear();
    const auto &index = m_player.index();
    const RecordingEdits &edits = m_player.edits().edits();
    m_rows = index ? PlayerRows(std::min(index->rows(), mostLines), edits) : PlayerRows();
    m_pages.restart(index, m_rows.rows());
    for (const quint64 row : edits.rows())
        rebuildEdited(row);
    placeNext(m_player.status());
    endResetModel();
}

PlayerLine PlayerModel::line(int row) const
{
    return m_rows.at(static_cast<quint64>(row));
}

int PlayerModel::rowOf(const PlayerLine &line) const
{
    const quint64 row = line.isInserted()
        ? m_rows.firstLineOf(line.row) + static_cast<quint64>(line.inserted)
        : m_rows.lineOf(line.row);
    return static_cast<int>(row);
}

PlayerModel::Kind PlayerModel::kind(const PlayerLine &line) const
{
    if (line.isInserted())
        return Kind::Inserted;
    const RowEdit edit = m_player.edits().edits().of(line.row);
    if (edit.isSkipped)
        return Kind::Skipped;
    return edit.replacement ? Kind::Edited : Kind::Recorded;
}

std::optional<std::chrono::microseconds> PlayerModel::timeOf(int row) const
{
    const PlayerLine place = line(row);
    const PlayerRow *const found = rowAt(place);
    if (found && found->at)
        return found->at;
    const PlayerRow *const follows = place.row < m_rows.rows()
        ? m_pages.row(place.row)
        : nullptr; // what was inserted comes with it
    return follows ? follows->at : std::nullopt;
}

// --- Edits --------------------------------------------------------------------------------------

void PlayerModel::onRowChanged(quint64 row, const RowEdit &before)
{
    if (!m_player.index() || row > m_rows.rows())
        return;
    const RecordingEdits &edits = m_player.edits().edits();
    const auto now = edits.of(row).before.size();
    const auto was = before.before.size();
    const auto first = static_cast<int>(m_rows.firstLineOf(row));
    const auto update = [&] {
        m_rows = PlayerRows(m_rows.rows(), edits);
        rebuildEdited(row);
        placeNext(m_player.status());
    };
    // Rows come and go at the end of those inserted here; the ones before are told as changed.
    if (now > was) {
        beginInsertRows({}, first + static_cast<int>(was), first + static_cast<int>(now) - 1);
        update();
        endInsertRows();
    } else if (now < was) {
        beginRemoveRows({}, first + static_cast<int>(now), first + static_cast<int>(was) - 1);
        update();
        endRemoveRows();
    } else {
        update();
    }
    tellRows(m_rows.firstLineOf(row), m_rows.lineOf(row));
}

void PlayerModel::rebuildEdited(quint64 row)
{
    const RowEdit edit = m_player.edits().edits().of(row);
    m_edited.remove(row);
    if (edit.before.isEmpty() && !edit.replacement)
        return;
    EditedRow edited;
    for (const InsertedBlock &block : edit.before)
        edited.before.append(playerRow(block.bytes, block.at));
    if (edit.replacement)
        edited.replacement = playerRow(*edit.replacement, std::nullopt);
    m_edited.insert(row, edited);
}

// --- Where it plays -----------------------------------------------------------------------------

void PlayerModel::onStatus(const PlayerStatus &status)
{
    const int before = m_next;
    placeNext(status);
    if (before == m_next || rowCount() == 0)
        return;
    tellRows(static_cast<quint64>(std::min(before, m_next)),
             static_cast<quint64>(std::max(before, m_next)), {IsPlayedRole, IsNextRole});
}

void PlayerModel::placeNext(const PlayerStatus &status)
{
    const quint64 row = std::min(status.row, m_rows.rows());
    const quint64 line =
        std::min(m_rows.firstLineOf(row) + static_cast<quint64>(std::max(0, status.inserted)),
                 m_rows.lineOf(row));
    m_next = static_cast<int>(line);
}

// --- Content ------------------------------------------------------------------------------------

const PlayerRow *PlayerModel::rowAt(const PlayerLine &line) const
{
    if (const auto edited = m_edited.constFind(line.row); edited != m_edited.cend()) {
        if (line.isInserted())
            return &edited->before.at(line.inserted);
        if (edited->replacement)
            return &*edited->replacement;
    }
    return m_pages.row(line.row);
}

void PlayerModel::tellRows(quint64 first, quint64 last, const QList<int> &roles)
{
    const quint64 lines = m_rows.lines();
    if (lines == 0 || first >= lines)
        return;
    Q_EMIT dataChanged(index(static_cast<int>(first), 0),
                       index(static_cast<int>(std::min(last, lines - 1)), ColumnCount - 1), roles);
}

void PlayerModel::load(const PlayerLine &line, bool asRecorded, TakeBlock take)
{
    const quint64 loading = ++m_loading;
    const auto tell = [this, loading, take = std::move(take)](const Result<QByteArray> &block) {
        if (loading == m_loading)
            take(block);
    };
    const RowEdit edit = m_player.edits().edits().of(line.row);
    if (line.isInserted() || (edit.replacement && !asRecorded)) {
        const QByteArray bytes =
            line.isInserted() ? edit.before.at(line.inserted).bytes : *edit.replacement;
        m_home.post([tell, bytes] { tell(bytes); });
        return;
    }
    QThreadPool::globalInstance()->start(
        [home = m_home, index = m_player.index(), row = line.row, tell] {
            Result<QByteArray> block = QByteArray();
            if (const auto rows = index->readRows(row, 1); !rows)
                block = tl::unexpected(rows.error());
            else if (!rows->isEmpty())
                block = rows->constFirst().bytes;
            home.post([tell, block] { tell(block); });
        });
}

// --- The table ----------------------------------------------------------------------------------

int PlayerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.lines());
}

int PlayerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlayerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PlayerLine place = line(index.row());
    switch (role) {
    case KindRole:
        return QVariant::fromValue(kind(place));
    case IsPlayedRole:
        return index.row() < m_next;
    case IsNextRole:
        return index.row() == m_next;
    case HasMarkRole:
        return !place.isInserted() && m_player.marks().contains(place.row);
    case Qt::ToolTipRole:
        return toolTip(kind(place));
    default:
        break;
    }
    const PlayerRow *const row = rowAt(place);
    if (role == LoadedRole)
        return row != nullptr;
    if (role == EventTypeRole)
        return row ? row->type : QByteArray();
    if (role == Qt::DisplayRole)
        return display(place, row, index.column());
    return {};
}

QVariant PlayerModel::display(const PlayerLine &line, const PlayerRow *row, int column) const
{
    switch (column) {
    case Number:
        return line.isInserted() ? QStringLiteral("+") : readable::number(line.row + 1);
    case Time: {
        const PlayerRow *const timed = row && row->at ? row
            : line.row < m_rows.rows()                ? m_pages.row(line.row)
                                                      : nullptr;
        return timed && timed->at ? playerTime(*timed->at, 3) : QString();
    }
    case Type:
        if (!row)
            return QString(QChar(u'\u2026'));
        return row->dispatches ? readable::oneLine(row->type, 100) : tr("no event");
    case Id:
        return row && row->id ? readable::oneLine(*row->id, 100) : QString();
    case Size:
        return row ? readable::number(static_cast<quint64>(row->size)) : QString();
    case Data:
        return row ? row->text : QString();
    default:
        return {};
    }
}

QVariant PlayerModel::toolTip(Kind kind)
{
    switch (kind) {
    case Kind::Edited:
        return tr("Edited: this is played instead of what was recorded.");
    case Kind::Inserted:
        return tr("Inserted: it is not in the file.");
    case Kind::Skipped:
        return tr("Skipped: it is not played.");
    case Kind::Recorded:
        break;
    }
    return {};
}

QVariant PlayerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number:
        return tr("#");
    case Time:
        return tr("Time");
    case Type:
        return tr("Event");
    case Id:
        return tr("ID");
    case Size:
        return tr("Size");
    case Data:
        return tr("Data");
    default:
        return {};
    }
}

} // namespace heliograph
