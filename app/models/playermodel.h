// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/models/playerpages.h"
#include "app/models/playerrows.h"
#include "app/models/returnpath.h"

#include <QAbstractTableModel>
#include <QHash>

#include <functional>

namespace heliograph {

class PlayerController;
struct PlayerStatus;

/// The blocks of the player's recording as it will be played, in pages read off the GUI thread as
/// somebody looks at them: however long the recording is, a few thousand rows are held. What is not
/// read yet is shown as a row without content. Borrows @p player, which outlives it.
class PlayerModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Mark, Number, Time, Type, Id, Size, Data, ColumnCount };
    enum class Kind { Recorded, Edited, Inserted, Skipped };
    Q_ENUM(Kind)
    enum Role {
        KindRole = Qt::UserRole + 1, ///< Kind
        LoadedRole, ///< bool: its content is there
        EventTypeRole, ///< QByteArray; empty for what dispatches nothing
        IsPlayedRole, ///< bool
        IsNextRole, ///< bool: it is played next
        HasMarkRole, ///< bool: playing stops before it
    };

    /// The bytes of a block, or why they cannot be read.
    using TakeBlock = std::function<void(const Result<QByteArray> &)>;

    explicit PlayerModel(PlayerController &player, QObject *parent = nullptr);
    ~PlayerModel() override;

    /// @p row is less than rowCount().
    [[nodiscard]] PlayerLine line(int row) const;
    [[nodiscard]] int rowOf(const PlayerLine &line) const;

    /// The line that is played next: rowCount() at the end.
    [[nodiscard]] int nextRow() const { return m_next; }
    [[nodiscard]] Kind kind(const PlayerLine &line) const;

    /// When it is due, where that is known.
    [[nodiscard]] std::optional<std::chrono::microseconds> timeOf(int row) const;

    /// Calls @p take with the block at @p line as it will be played, soon, unless the recording is
    /// another one by then or load() was called again. Of a replaced one with @p asRecorded: what
    /// stands in the file.
    void load(const PlayerLine &line, bool asRecorded, TakeBlock take);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    /// A page cannot be read; a whole sentence. Told once a recording.
    void problemOccurred(const QString &text);

private:
    void restart();
    void onRowChanged(quint64 row, const RowEdit &before);
    void rebuildEdited(quint64 row);
    void onStatus(const PlayerStatus &status);
    void placeNext(const PlayerStatus &status);
    [[nodiscard]] const PlayerRow *rowAt(const PlayerLine &line) const;
    void tellRows(quint64 first, quint64 last, const QList<int> &roles = {});
    [[nodiscard]] QVariant display(const PlayerLine &line, const PlayerRow *row, int column) const;
    [[nodiscard]] static QVariant toolTip(Kind kind);

    struct EditedRow {
        QList<PlayerRow> before;
        std::optional<PlayerRow> replacement;
    };

    PlayerController &m_player;
    ReturnPath m_home;
    PlayerRows m_rows;
    QHash<quint64, EditedRow> m_edited;
    PlayerPages m_pages;
    int m_next = 0;
    quint64 m_loading = 0; ///< rises with each load()
};

} // namespace heliograph
