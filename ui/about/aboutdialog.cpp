// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/about/aboutdialog.h"

#include "ui/theme/theme.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

namespace heliograph {

AboutDialog::AboutDialog(QWidget *parent) : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Heliograph"));
    auto *icon = new QLabel;
    icon->setPixmap(windowIcon().pixmap(64, 64));
    auto *text = new QLabel(
        tr("<h3>Heliograph %1</h3>"
           "<p>A native workbench for Server-Sent Events: serve, compose, watch, subscribe.</p>"
           "<p>Free software under the GNU General Public License, version 3 or later. It comes "
           "with no warranty.</p>"
           "<p>Made with Qt %2 and QCustomPlot.</p>")
            .arg(QStringLiteral(HELIOGRAPH_VERSION), QLatin1String(qVersion())));
    text->setObjectName(QStringLiteral("aboutText"));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    text->setMinimumWidth(fontMetrics().averageCharWidth() * 48);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(icon, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->addLayout(row);
    layout->addWidget(buttons);
}

} // namespace heliograph
