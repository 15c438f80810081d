// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/notificationsdialog.h"

#include "app/models/notificationcontroller.h"
#include "app/models/notificationrulesmodel.h"
#include "app/models/notificationtext.h"
#include "app/models/readable.h"
#include "app/notifications/ruletester.h"
#include "ui/notifications/ruleform.h"
#include "ui/notifications/rulelist.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QSpinBox>

namespace heliograph {

namespace {

QPushButton *button(const QString &text, const char *name, const QString &toolTip)
{
    auto *result = new QPushButton(text);
    result->setObjectName(QLatin1String(name));
    result->setAccessibleName(text);
    result->setToolTip(toolTip);
    result->setAutoDefault(false);
    return result;
}

QLabel *label(const char *name, theme::Look look)
{
    auto *result = new QLabel;
    result->setObjectName(QLatin1String(name));
    result->setTextFormat(Qt::PlainText);
    result->setWordWrap(true);
    theme::setLook(result, look);
    return result;
}

QSpinBox *number(const char *name, int least, int most, const QString &toolTip)
{
    auto *box = new QSpinBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(toolTip);
    box->setToolTip(toolTip);
    box->setRange(least, most);
    box->setAlignment(Qt::AlignRight);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setFixedWidth(box->fontMetrics().averageCharWidth() * 9);
    return box;
}

QWidget *line(bool isVertical)
{
    auto *result = new QWidget;
    isVertical ? result->setFixedWidth(1) : result->setFixedHeight(1);
    theme::setLook(result, theme::Look::Line);
    return result;
}

} // namespace

NotificationsDialog::NotificationsDialog(NotificationController &controller, QWidget *parent)
    : QDialog(parent), m_controller(controller),
      m_model(new NotificationRulesModel(controller, this)),
      m_tester(new RuleTester(controller.journal(), this)), m_list(new RuleList(*m_model)),
      m_form(new RuleForm(*m_tester))
{
    setObjectName(QStringLiteral("notificationsDialog"));
    setWindowTitle(tr("Notifications"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setupTop(*layout);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addLayout(setupLeft(), 4);
    columns->addWidget(line(true));
    columns->addLayout(setupRight(), 5);
    layout->addLayout(columns, 1);
    connect(&m_controller, &NotificationController::stateChanged, this,
            &NotificationsDialog::showState);
    connect(&m_controller, &NotificationController::settingsChanged, this,
            &NotificationsDialog::showState);
    connect(&m_controller, &NotificationController::statusChanged, this,
            &NotificationsDialog::showStatus);
    connect(m_form, &RuleForm::edited, this, &NotificationsDialog::onEdited);
    connect(m_form, &RuleForm::testRequested, this, &NotificationsDialog::testRequested);
    showState();
    showStatus();
    showSelected();
    const int em = fontMetrics().height();
    resize(em * 62, em * 37);
}

void NotificationsDialog::setupTop(QBoxLayout &layout)
{
    auto *strip = new QWidget;
    theme::setLook(strip, theme::Look::Strip);
    m_on = new QCheckBox(tr("&Desktop notifications"));
    m_on->setObjectName(QStringLiteral("notificationsOn"));
    m_on->setToolTip(tr("Raise notifications for events that meet a rule (Alt+D)"));
    QFont bold = m_on->font();
    bold.setWeight(QFont::DemiBold);
    m_on->setFont(bold);
    m_state = label("notificationsState", theme::Look::Quiet);
    m_resume = button(tr("Resume"), "notificationsResume", tr("Watch for events again"));
    theme::setLook(m_resume, theme::Look::Pill);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_on);
    row->addWidget(m_state, 1);
    row->addWidget(m_resume);
    m_notice = label("notificationsNotice", theme::Look::Warning);
    m_startOver = button(tr("Start over"), "notificationsStartOver",
                         tr("Give up what is stored and begin without rules"));
    theme::setLook(m_startOver, theme::Look::Pill);
    auto *notice = new QHBoxLayout;
    notice->addWidget(m_notice, 1);
    notice->addWidget(m_startOver);
    auto *rows = new QVBoxLayout(strip);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(8);
    rows->addLayout(row);
    rows->addLayout(notice);
    layout.addWidget(strip);
    layout.addWidget(line(false));
    connect(m_on, &QCheckBox::toggled, &m_controller, &NotificationController::setOn);
    connect(m_resume, &QPushButton::clicked, this, [this] { m_controller.setPaused(false); });
    connect(m_startOver, &QPushButton::clicked, this, &NotificationsDialog::startOverRequested);
}

QBoxLayout *NotificationsDialog::setupLeft()
{
    m_add = button(tr("&New"), "ruleAdd", tr("Write another rule (Ctrl+N)"));
    m_add->setShortcut(QKeySequence::New);
    m_remove = button(tr("&Remove"), "ruleRemove", tr("Remove the selected rule (Alt+R)"));
    m_skipped = label("notificationsSkipped", theme::Look::Warning);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 0, 16, 0);
    buttons->setSpacing(8);
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    auto *skipped = new QVBoxLayout;
    skipped->setContentsMargins(16, 0, 16, 0);
    skipped->addWidget(m_skipped);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(0, 0, 0, 16);
    left->setSpacing(10);
    left->addWidget(m_list, 1);
    left->addLayout(skipped);
    left->addLayout(buttons);
    left->addLayout(setupLimits());
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        keepEdits();
        showSelected();
    });
    connect(m_add, &QPushButton::clicked, this, [this] { editNew({}); });
    connect(m_remove, &QPushButton::clicked, this, &NotificationsDialog::removeRule);
    return left;
}

/// "At most one in [5 s] from each rule, and [10] a minute in all."
QBoxLayout *NotificationsDialog::setupLimits()
{
    m_perRule = number("notificationsPerRule", 0, RateLimits::LongestPause,
                       tr("Seconds between two notifications of one rule; what comes meanwhile is "
                          "summed up after them"));
    m_perRule->setSuffix(tr(" s"));
    m_perMinute = number("notificationsPerMinute", 1, RateLimits::MostPerMinute,
                         tr("Notifications of all rules in a minute"));
    const auto words = [](const QString &text) {
        auto *result = new QLabel(text);
        theme::setLook(result, theme::Look::Caption);
        return result;
    };
    auto *limits = new QHBoxLayout;
    limits->setContentsMargins(16, 0, 16, 0);
    limits->setSpacing(6);
    limits->addWidget(words(tr("At most one in")));
    limits->addWidget(m_perRule);
    limits->addWidget(words(tr("from each rule, and")));
    limits->addWidget(m_perMinute);
    limits->addWidget(words(tr("a minute in all")));
    limits->addStretch(1);
    const auto apply = [this] {
        m_controller.setLimits({std::chrono::seconds(m_perRule->value()), m_perMinute->value()});
    };
    for (QSpinBox *box : {m_perRule, m_perMinute}) {
        box->setKeyboardTracking(false);
        connect(box, &QSpinBox::valueChanged, this, apply);
    }
    return limits;
}

QBoxLayout *NotificationsDialog::setupRight()
{
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("ruleScroll"));
    scroll->setAccessibleName(tr("Rule"));
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_done = label("ruleDone", theme::Look::Quiet);
    m_save = button(tr("Save"), "ruleSave", tr("Keep the rule like this (Ctrl+S)"));
    m_save->setShortcut(QKeySequence::Save);
    theme::setLook(m_save, theme::Look::Accent);
    auto *close = button(tr("Close"), "notificationsClose", tr("Close (Esc)"));
    m_problem = label("ruleProblem", theme::Look::Bad);
    m_problem->setContentsMargins(16, 0, 16, 0);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 8, 16, 16);
    buttons->setSpacing(8);
    buttons->addWidget(m_done, 1);
    buttons->addWidget(m_save);
    buttons->addWidget(close);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(scroll, 1);
    right->addWidget(m_problem);
    right->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &NotificationsDialog::saveRule);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    return right;
}

void NotificationsDialog::setTrayAvailable(bool isAvailable)
{
    m_hasTray = isAvailable;
    showState();
}

void NotificationsDialog::setPlaces(const QStringList &places)
{
    m_form->setPlaces(places);
}

void NotificationsDialog::showRefusal(const Error &error)
{
    m_refusal = error;
    showState();
}

void NotificationsDialog::editNew(const NotificationRule &rule)
{
    keepEdits();
    m_list->setCurrentIndex({});
    m_form->showRule(rule);
    m_done->clear();
    onEdited();
    m_form->focusName();
}

/// Leaving a rule keeps what was changed in it, if it can be kept.
void NotificationsDialog::keepEdits()
{
    if (!m_form->isModified() || !m_refusal.message.isEmpty())
        return;
    const auto rule = m_form->rule();
    if (rule && (rule->id != RuleId::None || m_controller.canAdd())) {
        m_form->showRule(*rule);
        m_controller.saveRule(*rule);
    }
}

void NotificationsDialog::showSelected()
{
    m_form->showRule(m_controller.rule(selected()));
    m_done->clear();
    onEdited();
}

void NotificationsDialog::saveRule()
{
    const auto rule = m_form->rule();
    if (!rule)
        return;
    m_form->showRule(*rule); // nothing is left to keep when the selection changes
    select(m_controller.saveRule(*rule));
    m_done->setText(m_controller.isOn() ? tr("Saved.")
                                        : tr("Saved. Desktop notifications are switched off."));
}

void NotificationsDialog::removeRule()
{
    const RuleId rule = selected();
    if (rule == RuleId::None)
        return;
    const QString name = m_controller.rule(rule).name;
    m_form->showRule({});
    m_controller.removeRule(rule);
    showSelected();
    m_done->setText(tr("Removed \"%1\".").arg(name));
}

void NotificationsDialog::onEdited()
{
    const bool isNew = selected() == RuleId::None;
    const bool canKeep = m_refusal.message.isEmpty() && (!isNew || m_controller.canAdd());
    m_save->setEnabled(canKeep && (isNew || m_form->isModified()) && m_form->rule().has_value());
    m_remove->setEnabled(!isNew && m_refusal.message.isEmpty());
    if (m_form->isModified())
        m_done->setText(canKeep ? QString()
                                : tr("There are %1 rules already. Remove one first.")
                                      .arg(NotificationSettings::MostRules));
    showProblem();
}

RuleId NotificationsDialog::selected() const
{
    return m_model->idAt(m_list->currentIndex().row());
}

void NotificationsDialog::select(RuleId rule)
{
    m_list->setCurrentIndex(m_model->index(m_model->rowOf(rule)));
}

void NotificationsDialog::showState()
{
    const bool isRefused = !m_refusal.message.isEmpty();
    const QSignalBlocker quietSwitch(m_on);
    const QSignalBlocker quietRule(m_perRule);
    const QSignalBlocker quietMinute(m_perMinute);
    m_on->setChecked(m_controller.isOn());
    m_perRule->setValue(static_cast<int>(m_controller.settings().limits.perRule.count()));
    m_perMinute->setValue(m_controller.settings().limits.perMinute);
    for (QWidget *widget : {static_cast<QWidget *>(m_on), static_cast<QWidget *>(m_perRule),
                            static_cast<QWidget *>(m_perMinute), static_cast<QWidget *>(m_add),
                            static_cast<QWidget *>(m_form)})
        widget->setEnabled(!isRefused);
    if (m_controller.isPaused())
        m_state->setText(tr("Paused: nothing is watched."));
    else if (m_controller.isOn())
        m_state->setText(tr("Events from now on are watched for those that meet a rule."));
    else
        m_state->setText(tr("Off: nothing is watched."));
    m_resume->setVisible(m_controller.isPaused());
    m_startOver->setVisible(isRefused && m_refusal.code != "newer-version");
    m_notice->setVisible(isRefused || !m_hasTray);
    m_notice->setText(
        isRefused ? m_refusal.message
                  : tr("This desktop has no system tray, so notifications appear in the "
                       "window's status line. Add a tray to the panel (GNOME: the extension "
                       "\"AppIndicator and KStatusNotifierItem Support\") to see them on the "
                       "desktop."));
    theme::setLook(m_notice, isRefused ? theme::Look::Bad : theme::Look::Warning);
    onEdited();
}

void NotificationsDialog::showStatus()
{
    const quint64 skipped = m_controller.skipped();
    m_skipped->setVisible(skipped > 0);
    m_skipped->setText(
        skipped == 1
            ? tr("1 event came too fast and was not looked at.")
            : tr("%1 events came too fast and were not looked at.").arg(readable::number(skipped)));
    showProblem();
}

/// In full; it is about the rule as it was kept.
void NotificationsDialog::showProblem()
{
    const QString problem = notificationtext::problem(m_controller.statusOf(selected()));
    m_problem->setVisible(!problem.isEmpty() && !m_form->isModified());
    m_problem->setText(problem);
}

void NotificationsDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    if (selected() == RuleId::None && !m_form->isModified() && m_model->rowCount() > 0)
        select(m_model->idAt(0));
    m_list->setFocus(Qt::OtherFocusReason);
}

void NotificationsDialog::done(int result)
{
    keepEdits();
    QDialog::done(result);
}

} // namespace heliograph
