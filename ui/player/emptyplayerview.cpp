// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/emptyplayerview.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace heliograph {

EmptyPlayerView::EmptyPlayerView(QWidget *parent)
    : QWidget(parent), m_problem(new QLabel(this)), m_command(new QLabel(this)),
      m_recent(new QWidget(this))
{
    setObjectName(QStringLiteral("emptyPlayer"));
    auto *title = new QLabel(tr("Play a recorded stream to your clients, as it was or changed on "
                                "the way."),
                             this);
    theme::setLook(title, theme::Look::Heading);
    auto *how = new QLabel(tr("Open a recording or drop its file here. To make one, press Record "
                              "in the log of a client, an endpoint or a subscription."),
                           this);
    theme::setLook(how, theme::Look::Quiet);
    for (QLabel *label : {title, how, m_problem}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
    }
    theme::setLook(m_problem, theme::Look::Bad);
    m_problem->setObjectName(QStringLiteral("playerProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();
    auto *open = new QPushButton(tr("Open a recording\u2026"), this);
    open->setObjectName(QStringLiteral("playerOpenFirst"));
    open->setAccessibleName(tr("Open a recording"));
    open->setToolTip(tr("Opens a file of an event stream (Ctrl+O)"));
    theme::setLook(open, theme::Look::Accent);
    connect(open, &QPushButton::clicked, this, &EmptyPlayerView::openRequested);
    m_recent->setLayout(new QVBoxLayout);
    m_recent->layout()->setContentsMargins(0, 0, 0, 0);
    m_recent->layout()->setSpacing(2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(16);
    layout->addStretch(2);
    layout->addWidget(title);
    layout->addWidget(how);
    layout->addWidget(m_problem);
    layout->addWidget(open, 0, Qt::AlignHCenter);
    layout->addWidget(m_recent, 0, Qt::AlignHCenter);
    layout->addWidget(commandLine(), 0, Qt::AlignHCenter);
    layout->addStretch(3);
    setStreamUrl(QStringLiteral("http://127.0.0.1:8080/events"));
    setRecent({});
}

QWidget *EmptyPlayerView::commandLine()
{
    auto *row = new QWidget(this);
    auto *caption = new QLabel(tr("In a terminal"), row);
    theme::setLook(caption, theme::Look::Quiet);
    m_command->setParent(row);
    m_command->setObjectName(QStringLiteral("playerCommand"));
    m_command->setAccessibleName(caption->text());
    m_command->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    theme::setLook(m_command, theme::Look::Fixed);
    auto *copy = new QPushButton(tr("Copy"), row);
    copy->setObjectName(QStringLiteral("playerCommandCopy"));
    copy->setAccessibleName(tr("Copy the command"));
    copy->setToolTip(tr("Copies the line (Space)"));
    theme::setLook(copy, theme::Look::Pill);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_command->text()); });
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(caption);
    layout->addWidget(m_command);
    layout->addWidget(copy);
    return row;
}

void EmptyPlayerView::setRecent(const QStringList &files)
{
    qDeleteAll(m_recent->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    for (const QString &file : files) {
        auto *button = new QPushButton(
            QFileInfo(file).fileName().replace(u'&', QStringLiteral("&&")), m_recent);
        button->setObjectName(QStringLiteral("playerRecent"));
        button->setAccessibleName(tr("Open %1").arg(QFileInfo(file).fileName()));
        button->setToolTip(tr("Opens %1 (Space)").arg(file));
        theme::setLook(button, theme::Look::Flat);
        connect(button, &QPushButton::clicked, this,
                [this, file] { Q_EMIT recentRequested(file); });
        m_recent->layout()->addWidget(button);
    }
    m_recent->setVisible(!files.isEmpty());
}

void EmptyPlayerView::setProblem(const QString &sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
}

void EmptyPlayerView::setStreamUrl(const QString &url)
{
    m_command->setText(QStringLiteral("heliograph record %1 recording.sse").arg(url));
}

} // namespace heliograph
