// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/slowreadersform.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

namespace heliograph {

SlowReadersForm::SlowReadersForm(QWidget *parent)
    : QWidget(parent), m_choices(new QButtonGroup(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    addChoice(SlowReaderPolicy::Disconnect, "slowDisconnect", tr("&Disconnect it"),
              tr("Its stream is closed. A browser comes back by itself and is sent what it missed, "
                 "as far as that is held."));
    addChoice(SlowReaderPolicy::DropOldest, "slowDropOldest", tr("Drop its &oldest events"),
              tr("Its stream goes on with the newest events. What was dropped is counted, and not "
                 "sent again."));
    addChoice(SlowReaderPolicy::Pause, "slowPause", tr("&Pause publishing"),
              tr("Whoever publishes to it waits until there is room, and everybody else with it; "
                 "after the time below its stream is closed."));
    connect(m_choices, &QButtonGroup::idToggled, this, [this](int, bool isChecked) {
        if (isChecked)
            Q_EMIT policyChanged(policy());
    });
    setPolicy(SlowReaderPolicy::Disconnect);
}

void SlowReadersForm::addChoice(SlowReaderPolicy policy, const char *name, const QString &text,
                                const QString &meaning)
{
    auto *button = new QRadioButton(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tr("When the bytes queued for a client reach their bound (--slow-readers)"));
    button->setAccessibleDescription(meaning);
    m_choices->addButton(button, static_cast<int>(policy));
    auto *sentence = new QLabel(meaning);
    sentence->setWordWrap(true);
    sentence->setIndent(theme::indicatorIndent());
    theme::setLook(sentence, theme::Look::Caption);
    if (layout()->count() > 0)
        static_cast<QVBoxLayout *>(layout())->addSpacing(6);
    layout()->addWidget(button);
    layout()->addWidget(sentence);
}

SlowReaderPolicy SlowReadersForm::policy() const
{
    return static_cast<SlowReaderPolicy>(m_choices->checkedId());
}

void SlowReadersForm::setPolicy(SlowReaderPolicy policy)
{
    m_choices->button(static_cast<int>(policy))->setChecked(true);
}

} // namespace heliograph
