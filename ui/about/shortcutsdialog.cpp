// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about/shortcutsdialog.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>

namespace heliograph {

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keyboard shortcuts"));
    QList<Row> rows{
        {tr("Ctrl+Enter"), tr("Send the composed event")},
        {tr("Ctrl+Shift+Enter"), tr("Send the last one again")},
        {tr("Alt+↑ Alt+↓"), tr("Step through what was sent")},
        {tr("Alt+H"), tr("What was sent, to choose from")},
        {tr("Alt+E Alt+W"), tr("Compose an event, or raw bytes")},
        {tr("Alt+M"), tr("A comment, no data, ${…}")},
        {tr("Alt+J"), tr("JSON: format, check, form; a file as base64")},
        {tr("Alt+R"), tr("Repeat; Alt+U pauses, Esc ends it")},
        {tr("Del"), tr("Disconnect the selected clients; remove the selected subscriptions")},
        {tr("Ctrl+Alt+1 … 0"), tr("Send what a button of the soundboard holds")},
        {tr("F10"), tr("Menu")}};
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            rows.append(
                {action->shortcut().toString(QKeySequence::NativeText), action->iconText()});
    }
    // Two columns where one would be higher than a small screen.
    constexpr qsizetype mostInOne = 24;
    const qsizetype inFirst = rows.size() <= mostInOne ? rows.size() : (rows.size() + 1) / 2;
    auto *columns = new QHBoxLayout;
    columns->setSpacing(32);
    columns->addLayout(columnOf(rows.first(inFirst)));
    if (inFirst < rows.size())
        columns->addLayout(columnOf(rows.sliced(inFirst)));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addLayout(columns);
    layout->addWidget(buttons);
}

QFormLayout *ShortcutsDialog::columnOf(const QList<Row> &rows)
{
    auto *layout = new QFormLayout;
    layout->setHorizontalSpacing(24);
    for (const Row &row : rows) {
        auto *label = new QLabel(row.keys);
        theme::setLook(label, theme::Look::Fixed);
        layout->addRow(label, new QLabel(row.meaning));
    }
    return layout;
}

} // namespace heliograph
