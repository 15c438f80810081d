// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/clients/emptyclientsview.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace heliograph {

EmptyClientsView::EmptyClientsView(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_lines(new QWidget(this))
{
    setObjectName(QStringLiteral("emptyClients"));
    theme::setLook(m_title, theme::Look::Heading);
    m_title->setWordWrap(true);
    m_title->setAlignment(Qt::AlignCenter);
    auto *grid = new QGridLayout(m_lines);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(8);
    m_curl = addLine(QStringLiteral("copyCurl"), tr("In a terminal"));
    m_script = addLine(QStringLiteral("copyEventSource"), tr("In a page's console"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    layout->addStretch(1);
    layout->addWidget(m_title);
    layout->addWidget(m_lines, 0, Qt::AlignHCenter);
    layout->addStretch(1);
    setServerUrl({});
}

QLabel *EmptyClientsView::addLine(const QString &name, const QString &what)
{
    auto *grid = static_cast<QGridLayout *>(m_lines->layout());
    const int row = grid->rowCount();
    auto *caption = new QLabel(what, m_lines);
    theme::setLook(caption, theme::Look::Quiet);
    auto *line = new QLabel(m_lines);
    line->setObjectName(name + QStringLiteral("Line"));
    line->setTextFormat(Qt::PlainText);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    line->setAccessibleName(what);
    theme::setLook(line, theme::Look::Fixed);
    auto *copy = new QPushButton(tr("Copy"), m_lines);
    copy->setObjectName(name);
    copy->setAccessibleName(tr("Copy: %1").arg(what));
    copy->setToolTip(tr("Copies the line (Space)"));
    theme::setLook(copy, theme::Look::Pill);
    connect(copy, &QPushButton::clicked, line,
            [line] { QApplication::clipboard()->setText(line->text()); });
    grid->addWidget(caption, row, 0);
    grid->addWidget(line, row, 1);
    grid->addWidget(copy, row, 2);
    return line;
}

void EmptyClientsView::setServerUrl(const QUrl &url)
{
    const bool listens = !url.isEmpty();
    m_lines->setVisible(listens);
    m_title->setText(listens ? tr("Nobody is connected yet. Connect a client:")
                             : tr("The server is stopped. Start it to let clients connect."));
    const QString events = url.toString(QUrl::StripTrailingSlash) + QStringLiteral("/events");
    m_curl->setText(QStringLiteral("curl -N %1").arg(events));
    m_script->setText(
        QStringLiteral("new EventSource('%1').onmessage = e => console.log(e.data)").arg(events));
}

} // namespace heliograph
