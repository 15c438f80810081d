// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QList>
#include <QSet>
#include <QString>

namespace heliograph {

/// What a column should have room for, said in texts that it may hold.
struct ColumnSample {
    enum class Font { Plain, Bold, Fixed };

    QString wanted; ///< where there is room
    QString least; ///< where there is not
    Font font = Font::Plain;
    double beside = 0; ///< what stands beside the text (a dot, a bar), in heights of a line
    QString title{}; ///< of the column, which is never cut short
};

/// Shares a table's width out to its columns. The last one takes what the others leave. Pure but
/// for the metrics of the fonts.
class ColumnWidths {
public:
    ColumnWidths() = default;

    /// Columns in @p first come to what they want before the others get more than their least.
    ColumnWidths(const QList<ColumnSample> &samples, const QFont &font, const QList<int> &first);

    [[nodiscard]] bool isEmpty() const { return m_columns.isEmpty(); }
    [[nodiscard]] int last() const { return static_cast<int>(m_columns.size()) - 1; }

    /// The least width at which everything not in @p hidden has its least, in pixels.
    [[nodiscard]] int least(const QSet<int> &hidden) const;

    /// A width for each column, 0 for those in @p hidden. Between least and wanted, as @p room
    /// allows; below the least where there is not even that.
    [[nodiscard]] QList<int> share(int room, const QSet<int> &hidden) const;

private:
    struct Column {
        int least = 0;
        int wanted = 0;
    };

    QList<Column> m_columns;
    QList<int> m_first;
};

} // namespace heliograph
