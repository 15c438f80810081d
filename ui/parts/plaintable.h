// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/parts/columnwidths.h"

#include <QTableView>
#include <QTimer>

#include <optional>

class QMenu;

namespace heliograph {

/// The tables of this window: rows of one height with a line below each, whole rows selected, no
/// frame, no vertical header. Shows a text while there is no row.
class PlainTable : public QTableView {
    Q_OBJECT

public:
    explicit PlainTable(QWidget *parent = nullptr);

    void setEmptyText(const QString &text);

    /// Widths of the columns in characters of the fixed font: @p wanted where there is room,
    /// @p least where there is not. The last column takes what remains. Holds until the user
    /// arranges the columns himself.
    void setColumnCharacters(const QList<int> &wanted, const QList<int> &least);
    /// The same for columns of other fonts, by texts that they should have room for. Columns in
    /// @p first come to what they want before the others.
    void setColumnSamples(const QList<ColumnSample> &samples, const QList<int> &first = {});

    /// Columns of numbers: their headers stand at the right, as the numbers do.
    void setNumberColumns(const QList<int> &columns);

    /// Lets the user choose the columns, from a menu of the header and of the table. @p hidden are
    /// not there until he wants them; @p givingWay hide, in this order, where there is no room for
    /// their least widths. Both hold until he chooses.
    void setChoosableColumns(const QList<int> &hidden, const QList<int> &givingWay);
    void chooseColumn(int column, bool shown);
    /// Takes widths and choice back.
    void resetColumns();

    /// The columns as the user chose, arranged and sorted them.
    [[nodiscard]] QByteArray saveColumns() const;
    /// Anything that saveColumns() did not write for these columns changes nothing.
    void restoreColumns(const QByteArray &state);

    /// Gives the columns their widths again, after some were hidden or shown.
    void fitColumns();

    /// A few rows: a splitter or a dock gives it more where it should have more.
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();
    void watchColumns();
    void fillColumnsMenu();
    void hideColumns();
    [[nodiscard]] QSet<int> hiddenColumns() const;

    QString m_emptyText;
    QList<ColumnSample> m_samples;
    QList<int> m_first; ///< columns that come to what they want before the others
    ColumnWidths m_widths; ///< of the samples in the font as it is
    QList<int> m_hidden; ///< at first
    QList<int> m_givingWay;
    std::optional<QSet<int>> m_chosenHidden; ///< by the user
    QMenu *m_columnsMenu = nullptr;
    QTimer m_settle;
    bool m_arranged = false; ///< by the user
    bool m_fitting = false;
    bool m_applying = false;
};

} // namespace heliograph
