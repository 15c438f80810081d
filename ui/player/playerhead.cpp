// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playerhead.h"

#include "app/models/playercontroller.h"
#include "app/models/playertime.h"
#include "app/models/readable.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/noticebar.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>

namespace heliograph {

namespace {

QString counted(quint64 events)
{
    return events == 1 ? PlayerHead::tr("1 event")
                       : PlayerHead::tr("%1 events").arg(readable::number(events));
}

} // namespace

PlayerHead::PlayerHead(PlayerController &player, QWidget *parent)
    : QWidget(parent), m_player(player), m_name(new QLabel(this)), m_facts(new ElidedLabel(this)),
      m_fault(new NoticeBar(NoticeBar::Kind::Error, QStringLiteral("playerFault"), this)),
      m_notice(new QLabel(this)), m_recent(new QMenu(this))
{
    theme::setLook(m_name, theme::Look::Heading);
    m_name->setObjectName(QStringLiteral("playerFile"));
    m_name->setTextFormat(Qt::PlainText);
    theme::setLook(m_facts, theme::Look::Quiet);
    m_facts->setObjectName(QStringLiteral("playerFacts"));
    theme::setLook(m_notice, theme::Look::Caption);
    m_notice->setObjectName(QStringLiteral("playerNotice"));
    m_notice->setTextFormat(Qt::PlainText);
    m_notice->setContentsMargins(12, 0, 12, 4);
    m_notice->setWordWrap(true);
    m_notice->hide();
    auto *row = new QHBoxLayout;
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(8);
    row->addWidget(m_name);
    row->addWidget(m_facts, 1);
    setupButtons(*row);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_notice);
    layout->addWidget(m_fault);
    connect(&player, &PlayerController::fileChanged, this, [this] {
        m_percent = 0;
        showNotice({});
        showState();
    });
    connect(&player, &PlayerController::opened, this, &PlayerHead::showState);
    connect(&player, &PlayerController::indexed, this, [this](const QString &problem) {
        if (!problem.isEmpty())
            showNotice(problem);
        showState();
    });
    const auto progress = [this](int percent) {
        m_percent = percent;
        showState();
    };
    connect(&player, &PlayerController::indexProgressed, this, progress);
    connect(&player, &PlayerController::saveProgressed, this, progress);
    connect(&player, &PlayerController::saveEnded, this, &PlayerHead::showState);
    connect(&player, &PlayerController::saveFailed, this,
            [this](const Error &error) { showNotice(error.message); });
    connect(&player, &PlayerController::saved, this,
            [this](const QString &file, const SavedRecording &recording) {
                showNotice(tr("Saved %1: %2, %3.")
                               .arg(QFileInfo(file).fileName(), counted(recording.events),
                                    playerTime(recording.duration)));
            });
    connect(&player.edits(), &PlayerEdits::rowChanged, this, &PlayerHead::showState);
    connect(&player.edits(), &PlayerEdits::cleared, this, &PlayerHead::showState);
    showState();
}

QPushButton *PlayerHead::addButton(QHBoxLayout &layout, const QString &text, const QString &name,
                                   const QString &tip)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    theme::setLook(button, theme::Look::Pill);
    layout.addWidget(button);
    return button;
}

void PlayerHead::setupButtons(QHBoxLayout &layout)
{
    m_cancel = addButton(layout, tr("Cancel"), QStringLiteral("playerCancel"),
                         tr("Ends what is under way (Space)"));
    m_undo = addButton(layout, tr("Undo"), QStringLiteral("playerUndo"),
                       tr("Takes the last change back (Ctrl+Z)"));
    m_save = addButton(layout, tr("Save as\u2026"), QStringLiteral("playerSave"),
                       tr("Writes the recording with its changes to a file (Ctrl+S)"));
    m_open = addButton(layout, tr("Open \u25be"), QStringLiteral("playerOpen"),
                       tr("Opens another recording (Ctrl+O)"));
    m_open->setMenu(m_recent);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_player.isSaving())
            m_player.cancelSaving();
        else
            m_player.cancelIndexing();
    });
    connect(m_undo, &QPushButton::clicked, &m_player.edits(), &PlayerEdits::undo);
    connect(m_save, &QPushButton::clicked, this, &PlayerHead::saveRequested);
}

void PlayerHead::setRecent(const QStringList &files)
{
    m_recent->clear();
    m_recent->setToolTipsVisible(true);
    m_recent->addAction(tr("&Open\u2026"), this, &PlayerHead::openRequested)
        ->setObjectName(QStringLiteral("playerOpenOther"));
    if (!files.isEmpty())
        m_recent->addSeparator();
    for (const QString &file : files) {
        QAction *action =
            m_recent->addAction(QFileInfo(file).fileName().replace(u'&', QStringLiteral("&&")),
                                this, [this, file] { Q_EMIT recentRequested(file); });
        action->setToolTip(file);
    }
    m_recent->addSeparator();
    m_recent->addAction(tr("&Close this one"), this, &PlayerHead::closeRequested)
        ->setObjectName(QStringLiteral("playerClose"));
}

void PlayerHead::showNotice(const QString &sentence)
{
    m_notice->setText(sentence);
    m_notice->setVisible(!sentence.isEmpty());
}

void PlayerHead::showState()
{
    const QString name = QFileInfo(m_player.file()).fileName();
    m_name->setText(m_player.edits().isModified() ? name + QStringLiteral(" *") : name);
    m_name->setToolTip(m_player.file());
    const bool isReading = m_player.isIndexing() && !m_player.index();
    m_cancel->setVisible(isReading || m_player.isSaving());
    m_undo->setVisible(m_player.edits().canUndo());
    m_save->setEnabled(!m_player.isSaving());
    m_fault->showText(fault());
    m_facts->setText(facts());
}

QString PlayerHead::facts() const
{
    if (m_player.isSaving())
        return tr("saving \u00b7 %1 %").arg(m_percent);
    const RecordingHead &head = m_player.status().head;
    QStringList parts;
    if (m_player.isIndexing() && !m_player.index())
        parts.append(tr("reading \u00b7 %1 %").arg(m_percent));
    if (const auto &index = m_player.index()) {
        parts.append(counted(index->events()));
        parts.append(playerTime(index->duration()));
    }
    if (!head.source.isEmpty())
        parts.append(readable::oneLine(head.source, 200));
    if (head.started)
        parts.append(QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(head.started->count() / 1000), QLocale::ShortFormat));
    if (head.isPlainStream())
        parts.append(tr("a plain event stream without times"));
    return parts.join(QStringLiteral(" \u00b7 "));
}

QString PlayerHead::fault() const
{
    const auto &index = m_player.index();
    if (index && index->fault())
        return index->fault()->message;
    return m_player.status().fault ? m_player.status().fault->message : QString();
}

} // namespace heliograph
