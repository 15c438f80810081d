// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recorder/recordbutton.h"

#include "app/models/recorder.h"
#include "ui/recorder/recorddesk.h"

#include <QMenu>

namespace heliograph {

RecordButton::RecordButton(RecordDesk &desk, QWidget *parent)
    : GlyphButton(QStringLiteral("logRecord"), parent), m_desk(desk), m_menu(new QMenu(this))
{
    theme::setLook(this, theme::Look::Pill);
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_menu->setObjectName(QStringLiteral("recordMenu"));
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &RecordButton::fillMenu);
    connect(this, &QToolButton::clicked, this, [this] {
        if (const RecordingState *running = m_desk.recorder().runningOf(m_scope))
            m_desk.recorder().stop(running->id);
    });
    connect(&m_desk.recorder(), &Recorder::changed, this, &RecordButton::showState);
    connect(&m_desk.recorder(), &Recorder::ended, this, &RecordButton::showState);
    showState();
}

void RecordButton::setStream(const LogScope &scope, const QString &title)
{
    m_scope = scope;
    m_title = title;
    showState();
}

void RecordButton::fillMenu()
{
    m_menu->clear();
    if (m_scope.kind == LogScope::Kind::AllTraffic) {
        m_menu->addSection(tr("Record an endpoint"));
        for (const QString &path : m_desk.endpoints()) {
            QMenu *menu = m_menu->addMenu(QString(path).replace(u'&', QStringLiteral("&&")));
            addChoices(*menu, LogScope::ofEndpoint(path.toUtf8()), path);
        }
    } else {
        addChoices(*m_menu, m_scope, m_title);
    }
    m_menu->addSeparator();
    QAction *heartbeats = m_menu->addAction(tr("&Heartbeats too"));
    heartbeats->setObjectName(QStringLiteral("recordHeartbeats"));
    heartbeats->setToolTip(tr("The comments that keep a silent stream open"));
    heartbeats->setCheckable(true);
    heartbeats->setChecked(m_desk.withHeartbeats());
    connect(heartbeats, &QAction::toggled, &m_desk, &RecordDesk::setWithHeartbeats);
}

void RecordButton::addChoices(QMenu &menu, const LogScope &scope, const QString &title)
{
    const auto add = [&](const QString &text, const QString &name, const QString &tip,
                         bool withHeld) {
        QAction *action = menu.addAction(text, this, [this, scope, title, withHeld] {
            m_desk.ask(scope, title, withHeld, window());
        });
        action->setObjectName(name);
        action->setToolTip(tip);
    };
    menu.setToolTipsVisible(true);
    add(tr("From &now on\u2026"), QStringLiteral("recordFromNow"),
        tr("What comes after this moment"), false);
    add(tr("With what is held &already\u2026"), QStringLiteral("recordWithHeld"),
        tr("First what the journal holds of the stream, then what comes"), true);
}

void RecordButton::showState()
{
    const bool isRunning = m_desk.recorder().runningOf(m_scope) != nullptr;
    setGlyph(isRunning ? QStringLiteral("stop") : QStringLiteral("record"), theme::Role::Bad);
    setText(isRunning ? tr("Stop") : tr("Record"));
    if (isRunning)
        setMeaning(tr("Stop recording"), tr("Ends the recording; its file stays (Space)"));
    else
        setMeaning(tr("Record"), tr("Writes this stream to a file as it comes (Space)"));
    setMenu(isRunning ? nullptr : m_menu);
    setPopupMode(isRunning ? DelayedPopup : InstantPopup);
    setEnabled(m_scope.kind != LogScope::Kind::Nothing);
}

} // namespace heliograph
