// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline/statusline.h"

#include "app/journal/journal.h"
#include "app/models/problemsmodel.h"
#include "ui/theme/theme.h"

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

} // namespace

StatusLine::StatusLine(const Journal &journal, const ProblemsModel &problems, QWidget *parent)
    : QStatusBar(parent), m_journal(journal), m_problems(problems),
      m_problemsButton(new QPushButton), m_usage(new QLabel), m_dropped(new QLabel)
{
    setObjectName(QStringLiteral("statusLine"));
    setSizeGripEnabled(false);
    setContentsMargins(6, 0, 12, 0);
    m_problemsButton->setObjectName(QStringLiteral("problemsButton"));
    m_problemsButton->setToolTip(tr("Show the problems (Ctrl+Shift+M)"));
    theme::setLook(m_problemsButton, theme::Look::Flat);
    m_usage->setObjectName(QStringLiteral("journalUsage"));
    m_usage->setToolTip(tr("What the history holds; past its limit the oldest entries leave"));
    theme::setLook(m_usage, theme::Look::Caption);
    m_dropped->setObjectName(QStringLiteral("journalDropped"));
    m_dropped->setToolTip(tr("Entries that left the history because of its limits"));
    theme::setLook(m_dropped, theme::Look::Caption);
    addWidget(m_problemsButton);
    addWidget(m_usage);
    addPermanentWidget(m_dropped);
    connect(m_problemsButton, &QPushButton::clicked, this, &StatusLine::problemsRequested);
    connect(&m_problems, &ProblemsModel::countChanged, this, &StatusLine::showProblems);
    connect(&m_tick, &QTimer::timeout, this, &StatusLine::showJournal);
    m_tick.start(std::chrono::milliseconds(500));
    showProblems();
    showJournal();
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
    m_usage->setText(tr("History: %1 entries, %2 of %3 MiB")
                         .arg(locale().toString(status.entries), mebibytes(status.bytes),
                              mebibytes(status.limits.maxBytes)));
    m_dropped->setVisible(status.dropped > 0);
    m_dropped->setText(tr("%1 dropped").arg(locale().toString(status.dropped)));
}

} // namespace heliograph
