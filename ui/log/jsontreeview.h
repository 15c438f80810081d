// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

namespace heliograph {

/// JSON as a tree in the order it was written. Branches are taken apart when they are opened;
/// of a very long one the first 1,000 members are shown.
class JsonTreeView final : public QTreeWidget {
    Q_OBJECT

public:
    explicit JsonTreeView(QWidget *parent = nullptr);

    /// @p json must be valid JSON; empty clears the view.
    void setJson(const QByteArray &json);

protected:
    void changeEvent(QEvent *event) override;

private:
    QTreeWidgetItem *addMember(QTreeWidgetItem *parent, const QString &key, QByteArrayView value);
    void fill(QTreeWidgetItem *item);

    QByteArray m_json;
};

} // namespace heliograph
