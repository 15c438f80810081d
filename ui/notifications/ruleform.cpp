// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/ruleform.h"

#include "app/models/notificationtext.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"
#ifdef HELIOGRAPH_SCRIPTING
#include "ui/parts/javascripthighlighter.h"
#endif

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSyntaxHighlighter>

#include <utility>

namespace heliograph {

using namespace fields;

namespace {

constexpr std::chrono::milliseconds checkDelay{200};
constexpr int conditionLines = 4;

QLabel *caption(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    theme::setLook(label, theme::Look::Caption);
    return label;
}

} // namespace

RuleForm::RuleForm(RuleTester &tester, QWidget *parent) : QWidget(parent), m_tester(tester)
{
    theme::setLook(this, theme::Look::Panel);
    auto *layout = new QGridLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(10);
    layout->setColumnStretch(0, 1);
    layout->setColumnStretch(1, 1);
    setupFields(*layout);
    setupCondition(*layout);
    setupTrial(*layout);
    layout->setRowStretch(layout->rowCount(), 1);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(checkDelay);
    connect(&m_debounce, &QTimer::timeout, this, &RuleForm::checkCondition);
    connect(&m_tester, &RuleTester::checked, this, &RuleForm::showFault);
    connect(&m_tester, &RuleTester::tried, this, &RuleForm::showTrial);
    showRule({});
}

void RuleForm::setupFields(QGridLayout &layout)
{
    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("ruleName"));
    m_name->setPlaceholderText(tr("Large orders"));
    m_name->setToolTip(tr("The title of the notifications"));
    m_type =
        fixedField(QStringLiteral("ruleType"),
                   tr("The event type, case included; * stands for any characters, ? for one"));
    m_type->setPlaceholderText(tr("any, or order.*"));
    m_where = editableCombo(QStringLiteral("ruleWhere"),
                            tr("The path of an endpoint or the address of a subscription; * stands "
                               "for any characters"));
    m_where->lineEdit()->setPlaceholderText(tr("anywhere, or /events"));
    m_direction = new QComboBox;
    m_direction->setObjectName(QStringLiteral("ruleDirection"));
    m_direction->setToolTip(tr("Events sent to clients, or those our subscriptions receive"));
    m_direction->addItems(
        {tr("Published or received"), tr("Published to clients"), tr("Received by subscriptions")});
    m_direction->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_direction->setMinimumContentsLength(8);
    m_fieldError = errorLabel(QStringLiteral("ruleError"));
    layout.addLayout(captioned(tr("Name"), m_name), 0, 0, 1, 2);
    layout.addLayout(captioned(tr("Event type"), m_type), 1, 0);
    layout.addLayout(captioned(tr("Direction"), m_direction), 1, 1);
    layout.addLayout(captioned(tr("Endpoint or address"), m_where), 2, 0, 1, 2);
    layout.addWidget(m_fieldError, 3, 0, 1, 2);
    connect(m_name, &QLineEdit::textChanged, this, &RuleForm::onEdited);
    connect(m_type, &QLineEdit::textChanged, this, &RuleForm::onEdited);
    connect(m_where, &QComboBox::editTextChanged, this, &RuleForm::onEdited);
    connect(m_direction, &QComboBox::currentIndexChanged, this, &RuleForm::onEdited);
}

void RuleForm::setupCondition(QGridLayout &layout)
{
    m_conditionError = errorLabel(QStringLiteral("conditionError"));
    if (!RuleTester::canAsk()) {
        layout.addWidget(caption(tr("This build of Heliograph has no JavaScript, so rules have no "
                                    "condition on the data.")),
                         4, 0, 1, 2);
        return;
    }
    m_condition = new QPlainTextEdit;
    m_condition->setObjectName(QStringLiteral("ruleCondition"));
    m_condition->setPlaceholderText(QStringLiteral("data.total > 100 && data.city == \"Łódź\""));
    m_condition->setToolTip(tr("A JavaScript expression; empty: every such event counts"));
    m_condition->setTabChangesFocus(true);
    theme::setLook(m_condition, theme::Look::Fixed);
    m_condition->setFixedHeight(m_condition->fontMetrics().lineSpacing() * conditionLines + 16);
#ifdef HELIOGRAPH_SCRIPTING
    m_highlighter = new JavaScriptHighlighter(m_condition->document());
#endif
    layout.addLayout(captioned(tr("Only if"), m_condition), 4, 0, 1, 2);
    layout.addWidget(m_conditionError, 5, 0, 1, 2);
    layout.addWidget(caption(tr("JavaScript over data (parsed JSON, or the text), text, event, id, "
                                "endpoint and size (bytes).")),
                     6, 0, 1, 2);
    connect(m_condition, &QPlainTextEdit::textChanged, this, &RuleForm::onEdited);
}

void RuleForm::setupTrial(QGridLayout &layout)
{
    const auto button = [](const QString &text, const char *name, const QString &toolTip) {
        auto *result = new QPushButton(text);
        result->setObjectName(QLatin1String(name));
        result->setAccessibleName(text);
        result->setToolTip(toolTip);
        result->setAutoDefault(false);
        return result;
    };
    m_try = button(tr("&Try"), "ruleTry",
                   tr("How many of the newest events would have met the rule (Alt+T)"));
    auto *test = button(tr("S&how a test notification"), "ruleTest",
                        tr("See how this desktop shows it (Alt+H)"));
    m_trial = new QLabel;
    m_trial->setObjectName(QStringLiteral("ruleTrial"));
    m_trial->setTextFormat(Qt::PlainText);
    m_trial->setWordWrap(true);
    theme::setLook(m_trial, theme::Look::Quiet);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_try);
    buttons->addWidget(test);
    buttons->addStretch(1);
    layout.addLayout(buttons, 7, 0, 1, 2);
    layout.addWidget(m_trial, 8, 0, 1, 2);
    connect(m_try, &QPushButton::clicked, this, &RuleForm::tryOut);
    connect(test, &QPushButton::clicked, this, [this] {
        const QString name = m_name->text().trimmed();
        Q_EMIT testRequested(name.isEmpty() ? tr("Test") : name);
    });
}

void RuleForm::showRule(const NotificationRule &rule)
{
    m_showing = true;
    m_shown = rule;
    m_name->setText(rule.name);
    m_type->setText(rule.eventType);
    m_where->setEditText(rule.where);
    m_direction->setCurrentIndex(static_cast<int>(rule.direction));
    if (m_condition)
        m_condition->setPlainText(rule.condition);
    m_showing = false;
    m_fault = {};
    markFault();
    showErrors();
    m_trial->clear();
    checkCondition();
}

NotificationRule RuleForm::fields() const
{
    NotificationRule rule = m_shown; // its id, its switch
    rule.name = m_name->text().trimmed();
    rule.eventType = m_type->text().trimmed();
    rule.where = m_where->currentText().trimmed();
    rule.direction = static_cast<RuleDirection>(m_direction->currentIndex());
    if (m_condition)
        rule.condition = m_condition->toPlainText().trimmed();
    return rule;
}

Result<NotificationRule> RuleForm::rule() const
{
    NotificationRule rule = fields();
    if (auto checked = check(rule); !checked)
        return tl::unexpected(checked.error());
    if (!m_fault.message.isEmpty())
        return failure("invalid-rule", m_fault.message, "condition");
    return rule;
}

bool RuleForm::isModified() const
{
    return fields() != m_shown;
}

void RuleForm::setPlaces(const QStringList &places)
{
    const QSignalBlocker quiet(m_where);
    const QString text = m_where->currentText();
    m_where->clear();
    m_where->addItems(places);
    m_where->setEditText(text);
}

void RuleForm::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    markFault();
    if (m_highlighter) {
        const bool wasShowing = std::exchange(m_showing, true); // a change of colours is no edit
        m_highlighter->rehighlight();
        m_showing = wasShowing;
    }
}

void RuleForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void RuleForm::onEdited()
{
    if (m_showing)
        return;
    m_trial->clear();
    m_fault = {};
    markFault();
    showErrors();
    m_debounce.start();
    Q_EMIT edited();
}

void RuleForm::checkCondition()
{
    const QString condition = m_condition ? m_condition->toPlainText() : QString();
    if (!condition.trimmed().isEmpty())
        m_tester.check(condition);
}

void RuleForm::showFault(const QString &condition, const ConditionFault &fault)
{
    if (!m_condition || m_condition->toPlainText() != condition)
        return;
    m_fault = fault;
    markFault();
    showErrors();
    Q_EMIT edited();
}

/// Underlines what the fault is about.
void RuleForm::markFault()
{
    if (!m_condition)
        return;
    QList<QTextEdit::ExtraSelection> marks;
    const qsizetype size = m_condition->toPlainText().size();
    if (!m_fault.message.isEmpty() && m_fault.position >= 0 && size > 0) {
        const auto start = std::min(m_fault.position, size - 1);
        const auto end = std::min(start + std::max<qsizetype>(1, m_fault.length), size);
        QTextEdit::ExtraSelection mark;
        mark.cursor = QTextCursor(m_condition->document());
        mark.cursor.setPosition(static_cast<int>(start));
        mark.cursor.setPosition(static_cast<int>(end), QTextCursor::KeepAnchor);
        mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        mark.format.setUnderlineColor(theme::color(theme::Role::Bad));
        marks.append(mark);
    }
    m_condition->setExtraSelections(marks);
    theme::setInvalid(m_condition, !m_fault.message.isEmpty());
}

void RuleForm::showErrors()
{
    const auto checked = check(fields());
    const bool isUntouched = m_name->text().isEmpty() && !isModified();
    const QByteArray field = checked || isUntouched ? QByteArray() : checked.error().field;
    const bool isAboutCondition = field == "condition";
    showSentence(m_fieldError,
                 field.isEmpty() || isAboutCondition ? QString() : checked.error().message);
    showSentence(m_conditionError, isAboutCondition ? checked.error().message : m_fault.message);
    theme::setInvalid(m_name, field == "name");
    theme::setInvalid(m_type, field == "event");
    theme::setInvalid(m_where, field == "where");
}

void RuleForm::tryOut()
{
    m_try->setEnabled(false);
    theme::setLook(m_trial, theme::Look::Quiet);
    m_trial->setText(tr("Looking…"));
    m_tester.tryOut(fields());
}

void RuleForm::showTrial(const RuleTrial &trial)
{
    m_try->setEnabled(true);
    if (m_trial->text().isEmpty()) // of another rule
        return;
    const bool hasFailed = trial.failed > 0 || trial.stopped;
    theme::setLook(m_trial, hasFailed ? theme::Look::Warning : theme::Look::Plain);
    m_trial->setText(notificationtext::trial(trial));
}

} // namespace heliograph
