// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composemenu.h"

#include <array>

namespace heliograph {

namespace {

struct Example {
    const char *text;
    const char *meaning;
};

const std::array<Example, 7> Examples{{
    {"${seq}", QT_TRANSLATE_NOOP("ComposeMenu", "1, 2, 3 …")},
    {"${Date.now()}", QT_TRANSLATE_NOOP("ComposeMenu", "the time, in ms")},
    {"${new Date().toISOString()}", QT_TRANSLATE_NOOP("ComposeMenu", "the time, as text")},
    {"${uuid()}", QT_TRANSLATE_NOOP("ComposeMenu", "a random ID")},
    {"${random(1,100)}", QT_TRANSLATE_NOOP("ComposeMenu", "a whole number")},
    {"${pick(\"a\",\"b\")}", QT_TRANSLATE_NOOP("ComposeMenu", "one of these")},
    {"${Math.sin(t)*50}", QT_TRANSLATE_NOOP("ComposeMenu", "a wave; t in seconds")},
}};

} // namespace

ComposeMenu::ComposeMenu(QWidget *parent) : QMenu(parent)
{
    setObjectName(QStringLiteral("composeMenu"));
    setToolTipsVisible(true);
    m_comment =
        addChoice(tr("&Comment"), "composeCommentToggle", tr("Send a comment with the event"));
    m_withoutData = addChoice(tr("&No data line"), "composeWithoutData",
                              tr("The client takes id and retry, and dispatches no event"));
    addSeparator();
    m_templates = addChoice(tr("&Fill in ${…}"), "composeTemplatesToggle",
                            tr("${…} in a field is JavaScript, run anew for each event; off: it "
                               "is sent as it stands"));
    m_templates->setChecked(true);
    addTemplates();
    QAction *startOver = addAction(tr("&Start ${seq} over"));
    startOver->setObjectName(QStringLiteral("composeStartOver"));
    startOver->setToolTip(tr("seq begins with 1 again, t with 0"));
    connect(startOver, &QAction::triggered, this, &ComposeMenu::startOverRequested);
    m_forEvents = actions();
    connect(m_comment, &QAction::toggled, this, &ComposeMenu::commentToggled);
    connect(m_withoutData, &QAction::toggled, this, &ComposeMenu::withoutDataToggled);
    connect(m_templates, &QAction::toggled, this, &ComposeMenu::templatesToggled);
    connect(m_templates, &QAction::toggled, m_insert, &QMenu::setEnabled);
}

void ComposeMenu::setChoices(bool hasComment, bool isWithoutData, bool hasTemplates)
{
    m_comment->setChecked(hasComment);
    m_withoutData->setChecked(isWithoutData);
    m_templates->setChecked(hasTemplates);
}

void ComposeMenu::setForEvents(bool forEvents)
{
    for (QAction *action : m_forEvents)
        action->setEnabled(forEvents);
    m_insert->setEnabled(forEvents && m_templates->isChecked());
}

void ComposeMenu::addCommand(QAction *action)
{
    if (!m_hasCommands)
        addSeparator();
    m_hasCommands = true;
    addAction(action);
}

QAction *ComposeMenu::addChoice(const QString &text, const char *name, const QString &toolTip)
{
    QAction *action = addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(toolTip);
    action->setCheckable(true);
    return action;
}

void ComposeMenu::addTemplates()
{
    m_insert = addMenu(tr("&Insert ${…}"));
    m_insert->setObjectName(QStringLiteral("composeInsert"));
    m_insert->setToolTipsVisible(true);
    for (const Example &example : Examples) {
        const QString text = QString::fromUtf8(example.text);
        QAction *action =
            m_insert->addAction(QStringLiteral("%1\t%2").arg(text, tr(example.meaning)));
        action->setToolTip(tr("Insert it at the cursor. Any JavaScript expression will do."));
        connect(action, &QAction::triggered, this, [this, text] { Q_EMIT insertRequested(text); });
    }
}

} // namespace heliograph
