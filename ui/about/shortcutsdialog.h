// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QAction;
class QFormLayout;

namespace heliograph {

/// Every shortcut of the window, listed.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT

public:
    /// Lists @p actions that have a shortcut, after those of the panels.
    explicit ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent = nullptr);

private:
    struct Row {
        QString keys;
        QString meaning;
    };
    [[nodiscard]] static QFormLayout *columnOf(const QList<Row> &rows);
};

} // namespace heliograph
