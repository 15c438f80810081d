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
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setHorizontalSpacing(24);
    addRow(layout, tr("Ctrl+Enter"), tr("Send the composed event"));
    addRow(layout, tr("Alt+H"), tr("Events sent before"));
    addRow(layout, tr("Alt+M"), tr("A comment, or an event without data"));
    addRow(layout, tr("Del"),
           tr("Disconnect the selected clients; remove the selected "
              "subscriptions"));
    addRow(layout, tr("F10"), tr("Menu"));
    for (const QAction *action : actions) {
        if (!action->shortcut().isEmpty())
            addRow(layout, action->shortcut().toString(QKeySequence::NativeText),
                   action->iconText());
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addRow(buttons);
}

void ShortcutsDialog::addRow(QFormLayout *layout, const QString &keys, const QString &meaning)
{
    auto *label = new QLabel(keys);
    theme::setLook(label, theme::Look::Fixed);
    layout->addRow(label, new QLabel(meaning));
}

} // namespace heliograph
