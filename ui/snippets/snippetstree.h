// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

class QSortFilterProxyModel;

namespace heliograph {

class SnippetsModel;

/// The folders and snippets: rows are renamed in place and dragged to where they belong. Indexes
/// that it takes and gives are those of the SnippetsModel, which it borrows.
class SnippetsTree final : public QTreeView {
    Q_OBJECT

public:
    explicit SnippetsTree(SnippetsModel &model, QWidget *parent = nullptr);

    /// Shows only what holds @p words; all for none.
    void search(const QString &words);

    [[nodiscard]] QModelIndex current() const;
    [[nodiscard]] QModelIndexList selected() const;
    void select(const QModelIndex &index);
    void renameInPlace(const QModelIndex &index);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void currentItemChanged();
    void reloaded(); ///< all rows are others
    void snippetActivated(const QModelIndex &snippet); ///< by Enter or a double click

protected:
    void startDrag(Qt::DropActions actions) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawBranches(QPainter *painter, const QRect &rect,
                      const QModelIndex &index) const override;

private:
    [[nodiscard]] QModelIndex toSource(const QModelIndex &index) const;
    void onActivated(const QModelIndex &index);

    SnippetsModel &m_snippets;
    QSortFilterProxyModel *m_filter;
};

} // namespace heliograph
