// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/repeatcontrol.h"

#include "app/models/composecontroller.h"
#include "ui/compose/repeatbar.h"
#include "ui/compose/repeatpopup.h"

#include <QJsonDocument>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>

namespace heliograph {

RepeatControl::RepeatControl(ComposeController &controller, QWidget &panel)
    : QObject(&panel), m_button(new QPushButton(tr("Repeat…"), &panel)),
      m_bar(new RepeatBar(&panel)), m_popup(new RepeatPopup(&panel)),
      m_stop(new QShortcut(QKeySequence(Qt::Key_Escape), &panel))
{
    m_button->setObjectName(QStringLiteral("composeRepeat"));
    m_button->setAccessibleName(tr("Repeat"));
    m_button->setToolTip(tr("Send it again and again (Alt+R)"));
    m_button->setShortcut(QKeySequence(Qt::ALT | Qt::Key_R));
    m_stop->setContext(Qt::WidgetWithChildrenShortcut);
    m_stop->setEnabled(false);
    connect(m_button, &QPushButton::clicked, this,
            [this, around = &panel] { m_popup->popUp(m_button, around); });
    connect(m_popup, &RepeatPopup::startRequested, this, &RepeatControl::startRequested);
    using Controller = ComposeController;
    connect(m_bar, &RepeatBar::pauseRequested, &controller, &Controller::pauseRepeat);
    connect(m_bar, &RepeatBar::resumeRequested, &controller, &Controller::resumeRepeat);
    connect(m_bar, &RepeatBar::stopRequested, &controller, &Controller::stopRepeat);
    connect(m_stop, &QShortcut::activated, &controller, &Controller::stopRepeat);
    connect(&controller, &Controller::repeatChanged, this, &RepeatControl::showProgress);
}

void RepeatControl::setStartable(bool startable)
{
    m_popup->setStartable(startable);
}

void RepeatControl::showProgress(const RepeatProgress &progress)
{
    m_bar->showProgress(progress);
    m_stop->setEnabled(progress.isActive());
    Q_EMIT changed(progress);
}

void RepeatControl::save(QSettings &settings) const
{
    settings.setValue(QStringLiteral("compose/repeat"),
                      QJsonDocument(toJson(m_popup->plan())).toJson(QJsonDocument::Compact));
}

void RepeatControl::restore(const QSettings &settings)
{
    const auto bytes = settings.value(QStringLiteral("compose/repeat")).toByteArray();
    m_popup->setPlan(repeatPlanFromJson(QJsonDocument::fromJson(bytes).object()));
}

} // namespace heliograph
