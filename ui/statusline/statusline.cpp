// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline/statusline.h"

#include "app/journal/journal.h"
#include "app/models/problemsmodel.h"
#include "app/models/readable.h"
#include "ui/statusline/historybutton.h"

#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

namespace heliograph {

namespace {

QString mebibytes(qsizetype bytes)
{
    const double value = static_cast<double>(bytes) / (1024.0 * 1024.0);
    const int decimals = value < 100.0 && bytes % (qsizetype{1024} * 1024) != 0 ? 1 : 0;
    return QLocale().toString(value, 'f', decimals);
}

void showCount(QLabel *label, quint64 count, const QString &one, const QString &many)
{
    label->setVisible(count > 0);
    label->setText(count == 1 ? one : many.arg(readable::number(count)));
}

} // namespace

StatusLine::StatusLine(const Journal &journal, const ProblemsModel &problems,
                       const ServerController &server, QWidget *parent)
    : QStatusBar(parent), m_journal(journal), m_problems(problems)
{
    setObjectName(QStringLiteral("statusLine"));
    setSizeGripEnabled(false);
    setContentsMargins(6, 0, 12, 0);
    setupLeft();
    setupRight();
    connect(&m_problems, &ProblemsModel::countChanged, this, &StatusLine::showProblems);
    connect(&server, &ServerController::snapshotChanged, this,
            [this](const ServerSnapshotPtr &snapshot) { showServer(snapshot->status); });
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::showJournal);
    m_tick.start(std::chrono::milliseconds(500));
    showProblems();
    showJournal();
    showServer({});
}

void StatusLine::setupLeft()
{
    m_problemsButton = new QPushButton;
    m_problemsButton->setObjectName(QStringLiteral("problemsButton"));
    m_problemsButton->setToolTip(tr("Show the problems (Ctrl+Shift+M)"));
    theme::setLook(m_problemsButton, theme::Look::Flat);
    addWidget(m_problemsButton);
    m_usage = new QLabel;
    m_usage->setObjectName(QStringLiteral("journalUsage"));
    m_usage->setToolTip(tr("What happened, in memory; past its limit the oldest entries leave"));
    theme::setLook(m_usage, theme::Look::Caption);
    addWidget(m_usage);
    connect(m_problemsButton, &QPushButton::clicked, this, &StatusLine::problemsRequested);
}

void StatusLine::setupRight()
{
    m_held = addCount(QStringLiteral("heldPublishes"),
                      tr("Publishes held back until a slow reader's queue has room"),
                      theme::Look::Warning);
    m_dropped = addCount(QStringLiteral("droppedEvents"),
                         tr("Events dropped because a client's queue was full, over all clients"),
                         theme::Look::Warning);
    m_tooSlow =
        addCount(QStringLiteral("tooSlowClients"),
                 tr("Streams closed because their clients read too slowly"), theme::Look::Warning);
    m_journalDropped =
        addCount(QStringLiteral("journalDropped"),
                 tr("Entries that left the journal because of its limits"), theme::Look::Caption);
    m_history = new HistoryButton;
    addPermanentWidget(m_history);
    connect(m_history, &QPushButton::clicked, this, &StatusLine::historyRequested);
}

QLabel *StatusLine::addCount(const QString &name, const QString &toolTip, theme::Look look)
{
    auto *label = new QLabel;
    label->setObjectName(name);
    label->setToolTip(toolTip);
    theme::setLook(label, look);
    label->hide();
    addPermanentWidget(label);
    return label;
}

void StatusLine::changeEvent(QEvent *event)
{
    QStatusBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showProblems();
}

void StatusLine::showProblems()
{
    const int count = m_problems.count();
    m_problemsButton->setText(count == 1 ? tr("● 1 problem")
                                         : tr("● %1 problems").arg(locale().toString(count)));
    const auto role = count > 0 ? theme::Role::Bad : theme::Role::QuietText;
    const QString sheet = QStringLiteral("color: %1; font-size: %2px")
                              .arg(theme::color(role).name())
                              .arg(QFontInfo(theme::smallFont()).pixelSize());
    if (m_problemsButton->styleSheet() != sheet)
        m_problemsButton->setStyleSheet(sheet);
}

void StatusLine::showJournal()
{
    const JournalStatus status = m_journal.status();
    m_usage->setText(tr("Journal: %1 entries, %2 of %3 MiB")
                         .arg(locale().toString(status.entries), mebibytes(status.bytes),
                              mebibytes(status.limits.maxBytes)));
    showCount(m_journalDropped, status.dropped, tr("1 entry left the journal"),
              tr("%1 entries left the journal"));
}

void StatusLine::showServer(const ServerStatus &status)
{
    showCount(m_held, quint64(std::max(0, status.heldPublishes)), tr("1 publish waits"),
              tr("%1 publishes wait"));
    showCount(m_dropped, status.dropped, tr("1 event dropped"), tr("%1 events dropped"));
    showCount(m_tooSlow, status.tooSlow, tr("1 client too slow"), tr("%1 clients too slow"));
    m_history->showState(status.history);
}

} // namespace heliograph
