// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace heliograph {

/// The tables of this window: rows of one height with a line below each, whole rows selected, no
/// frame, no vertical header. Shows a text while there is no row.
class PlainTable : public QTableView {
    Q_OBJECT

public:
    explicit PlainTable(QWidget *parent = nullptr);

    void setEmptyText(const QString &text);

    /// Widths of columns in characters of the fixed font; 0 leaves one alone.
    void setColumnCharacters(const QList<int> &characters);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void applyTheme();

    QString m_emptyText;
    bool m_applying = false;
};

} // namespace heliograph
