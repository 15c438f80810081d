// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composepanel.h"

#include "app/sse/eventwriter.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/datatools.h"
#include "ui/compose/fields.h"
#include "ui/compose/hintlabel.h"
#include "ui/compose/sendoutcome.h"
#include "ui/compose/targetfields.h"
#include "ui/compose/wirepreview.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace heliograph {

using namespace fields;

namespace {

QString firstOf(std::initializer_list<QString> sentences)
{
    for (const QString &sentence : sentences) {
        if (!sentence.isEmpty())
            return sentence;
    }
    return {};
}

} // namespace

ComposePanel::ComposePanel(ServerController &server, QWidget *parent)
    : QWidget(parent), m_server(server)
{
    setObjectName(QStringLiteral("composePanel"));
    setAccessibleName(tr("Compose"));
    theme::setLook(this, theme::Look::Panel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    setupHeader(layout);
    m_target = new TargetFields(m_server);
    layout->addWidget(m_target);
    setupFields(layout);
    setupData(layout);
    setupSend(layout);
    setMinimumWidth(fontMetrics().height() * 17);
    connectFields();
    showIdChoice();
    refresh();
    showHint();
}

void ComposePanel::setupHeader(QVBoxLayout *layout)
{
    auto *heading = new QLabel(tr("Compose"));
    theme::setLook(heading, theme::Look::Heading);
    m_historyButton = new QPushButton(tr("History ▾"));
    m_historyButton->setObjectName(QStringLiteral("composeHistory"));
    m_historyButton->setAccessibleName(tr("Sent events"));
    m_historyButton->setToolTip(tr("Take an event sent before into the fields (Alt+H)"));
    m_historyButton->setShortcut(QKeySequence(Qt::ALT | Qt::Key_H));
    theme::setLook(m_historyButton, theme::Look::Flat);
    m_historyMenu = new QMenu(this);
    m_historyMenu->setObjectName(QStringLiteral("composeHistoryMenu"));
    m_historyMenu->setToolTipsVisible(true);
    m_historyButton->setMenu(m_historyMenu);
    auto *row = new QHBoxLayout;
    row->addWidget(heading);
    row->addStretch();
    setupOptions(row);
    row->addWidget(m_historyButton);
    layout->addLayout(row);
}

void ComposePanel::setupOptions(QHBoxLayout *row)
{
    auto *menu = new QMenu(this);
    menu->setToolTipsVisible(true);
    m_commentToggle = menu->addAction(tr("&Comment"));
    m_commentToggle->setObjectName(QStringLiteral("composeCommentToggle"));
    m_commentToggle->setToolTip(tr("Send a comment with the event"));
    m_withoutData = menu->addAction(tr("&No data line"));
    m_withoutData->setObjectName(QStringLiteral("composeWithoutData"));
    m_withoutData->setToolTip(tr("The client takes id and retry, and dispatches no event"));
    for (QAction *action : {m_commentToggle, m_withoutData})
        action->setCheckable(true);
    auto *button = new QPushButton(tr("More ▾"));
    button->setObjectName(QStringLiteral("composeMore"));
    button->setAccessibleName(tr("More fields"));
    button->setToolTip(tr("A comment, or an event without data (Alt+M)"));
    button->setShortcut(QKeySequence(Qt::ALT | Qt::Key_M));
    theme::setLook(button, theme::Look::Flat);
    button->setMenu(menu);
    row->addWidget(button);
}

void ComposePanel::setupFields(QVBoxLayout *layout)
{
    m_event = editableCombo(QStringLiteral("composeEvent"),
                            tr("The event type; empty means \"message\""));
    m_event->lineEdit()->setPlaceholderText(QStringLiteral("message"));
    m_idChoice = new QComboBox;
    m_idChoice->setObjectName(QStringLiteral("composeIdChoice"));
    m_idChoice->setToolTip(tr("auto: the endpoint's next number; none: no id line; own: type it"));
    m_idChoice->addItems({tr("auto"), tr("none"), tr("own")});
    theme::setLook(m_idChoice, theme::Look::Fixed);
    m_retry = fixedField(QStringLiteral("composeRetry"),
                         tr("Reconnection time for the browser in milliseconds; empty: none"));
    m_retry->setPlaceholderText(tr("none"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(captioned(tr("Event"), m_event), 2);
    row->addLayout(captioned(tr("ID"), m_idChoice), 1);
    row->addLayout(captioned(tr("Retry, ms"), m_retry), 1);
    layout->addLayout(row);
    m_ownId = fixedField(QStringLiteral("composeOwnId"), tr("The ID; empty resets the client's"));
    m_ownId->setAccessibleName(tr("Own ID"));
    m_ownId->setPlaceholderText(tr("ID; empty resets the last event ID"));
    layout->addWidget(m_ownId);
    m_fieldError = errorLabel(QStringLiteral("composeFieldError"));
    layout->addWidget(m_fieldError);
    m_comment = fixedField(QStringLiteral("composeComment"),
                           tr("A comment line; clients ignore it, developers read it"));
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->setPlaceholderText(tr("comment"));
    m_comment->hide();
    layout->addWidget(m_comment);
}

void ComposePanel::setupData(QVBoxLayout *layout)
{
    m_data = new DataEditor;
    auto *caption = new QLabel(tr("Data"));
    theme::setLook(caption, theme::Look::Caption);
    caption->setBuddy(m_data);
    m_hint = new HintLabel;
    m_hint->setObjectName(QStringLiteral("composeHint"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(caption);
    row->addWidget(m_hint, 1);
    auto *tools = new DataTools(*m_data);
    row->addWidget(tools->button());
    layout->addLayout(row);
    layout->addWidget(tools);
    layout->addWidget(m_data, 1);
    connect(m_event, &QComboBox::editTextChanged, tools, &DataTools::setEventType);
    connect(&m_server, &ServerController::snapshotChanged, tools,
            [tools](const ServerSnapshotPtr &now) { tools->setClientCount(now->status.connections); });
}

void ComposePanel::setupSend(QVBoxLayout *layout)
{
    auto *caption = new QLabel(tr("On the wire"));
    theme::setLook(caption, theme::Look::Caption);
    m_wireSize = new QLabel;
    m_wireSize->setObjectName(QStringLiteral("composeWireSize"));
    theme::setLook(m_wireSize, theme::Look::Caption);
    auto *row = new QHBoxLayout;
    row->addWidget(caption);
    row->addStretch();
    row->addWidget(m_wireSize);
    layout->addLayout(row);
    m_wire = new WirePreview;
    caption->setBuddy(m_wire);
    layout->addWidget(m_wire);
    m_send = new QPushButton(tr("Send   Ctrl+↵"));
    m_send->setObjectName(QStringLiteral("composeSend"));
    m_send->setAccessibleName(tr("Send"));
    m_send->setToolTip(tr("Send the event (Ctrl+Enter)"));
    theme::setLook(m_send, theme::Look::Accent);
    m_outcome = new SendOutcome;
    auto *sendRow = new QHBoxLayout;
    sendRow->setSpacing(12);
    sendRow->addWidget(m_send);
    sendRow->addWidget(m_outcome, 1);
    layout->addLayout(sendRow);
}

void ComposePanel::connectFields()
{
    m_refresh.setSingleShot(true);
    m_hintDelay.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &ComposePanel::refresh);
    connect(&m_hintDelay, &QTimer::timeout, this, &ComposePanel::showHint);
    connect(m_target, &TargetFields::edited, this, &ComposePanel::draftEdited);
    connect(m_event, &QComboBox::editTextChanged, this, &ComposePanel::draftEdited);
    connect(m_idChoice, &QComboBox::currentIndexChanged, this, &ComposePanel::draftEdited);
    for (QLineEdit *field : {m_ownId, m_retry, m_comment})
        connect(field, &QLineEdit::textChanged, this, &ComposePanel::draftEdited);
    connect(m_idChoice, &QComboBox::currentIndexChanged, this, &ComposePanel::showIdChoice);
    connect(m_commentToggle, &QAction::toggled, m_comment, &QLineEdit::setVisible);
    connect(m_commentToggle, &QAction::toggled, this, &ComposePanel::draftEdited);
    connect(m_withoutData, &QAction::toggled, m_data, &QWidget::setDisabled);
    connect(m_withoutData, &QAction::toggled, this, &ComposePanel::dataEdited);
    connect(m_data, &DataEditor::dataChanged, this, &ComposePanel::dataEdited);
    connect(m_send, &QPushButton::clicked, this, &ComposePanel::send);
    connect(m_historyMenu, &QMenu::aboutToShow, this, &ComposePanel::fillHistoryMenu);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ComposePanel::send);
    }
    connect(&m_server, &ServerController::published, this, &ComposePanel::published);
    connect(&m_server, &ServerController::publishFailed, m_outcome, &SendOutcome::showFailure);
    connect(&m_server, &ServerController::snapshotChanged, m_outcome,
            [this](const ServerSnapshotPtr &snapshot) { m_outcome->showServer(*snapshot); });
}

Draft ComposePanel::draft() const
{
    Draft draft;
    draft.endpoint = m_target->endpoint();
    draft.event = m_event->currentText();
    draft.idChoice = static_cast<IdChoice>(m_idChoice->currentIndex());
    draft.ownId = m_ownId->text();
    draft.retry = m_retry->text();
    if (m_commentToggle->isChecked())
        draft.comment = m_comment->text();
    draft.withoutData = m_withoutData->isChecked();
    draft.data = m_data->data();
    return draft;
}

void ComposePanel::setDraft(const Draft &draft)
{
    m_target->setEndpoint(draft.endpoint);
    m_event->setEditText(draft.event);
    m_idChoice->setCurrentIndex(static_cast<int>(draft.idChoice));
    m_ownId->setText(draft.ownId);
    m_retry->setText(draft.retry);
    m_comment->setText(draft.comment);
    m_commentToggle->setChecked(!draft.comment.isEmpty());
    m_withoutData->setChecked(draft.withoutData);
    m_data->setData(draft.data);
    refresh();
}

void ComposePanel::setSelectedClients(const QList<ConnectionId> &ids)
{
    m_target->setSelected(ids);
}

void ComposePanel::aimAt(const QList<ConnectionId> &ids)
{
    setSelectedClients(ids);
    m_target->aimAtSelected();
    focusData();
}

void ComposePanel::save(QSettings &settings) const
{
    Draft kept = draft();
    if (m_data->isHeldAside())
        kept.data.clear();
    settings.setValue(QStringLiteral("compose/draft"),
                      QJsonDocument(toJson(kept)).toJson(QJsonDocument::Compact));
    m_history.save(settings);
}

void ComposePanel::restore(const QSettings &settings)
{
    m_history.restore(settings);
    m_event->addItems(m_history.eventTypes());
    const auto bytes = settings.value(QStringLiteral("compose/draft")).toByteArray();
    setDraft(draftFromJson(QJsonDocument::fromJson(bytes).object()));
}

void ComposePanel::send()
{
    const Draft sent = draft();
    refresh();
    if (!m_send->isEnabled())
        return;
    PublishRequest request;
    request.endpoint = sent.endpoint.toUtf8();
    request.event = toEvent(sent);
    request.automaticId = sent.idChoice == IdChoice::Automatic;
    if (m_target->isToSelected())
        request.to = m_target->selected();
    m_server.publish(request);
    m_history.add(sent);
    const QSignalBlocker quiet(m_event);
    m_event->clear();
    m_event->addItems(m_history.eventTypes());
    m_event->setEditText(sent.event);
}

void ComposePanel::focusData()
{
    m_data->setFocus(Qt::ShortcutFocusReason);
}

void ComposePanel::draftEdited()
{
    m_refresh.start(m_data->isHeldAside() ? 250 : 0);
}

void ComposePanel::dataEdited()
{
    draftEdited();
    m_hintDelay.start(m_data->isHeldAside() ? 0 : 120);
}

void ComposePanel::refresh()
{
    m_refresh.stop();
    DraftErrors errors = check(draft());
    if (m_target->isToSelected() && m_target->selected().isEmpty())
        errors.add(DraftField::Whole,
                   tr("No client is selected. Select some in the Clients table."));
    showErrors(errors);
    showPreview(errors);
}

void ComposePanel::showErrors(const DraftErrors &errors)
{
    const QString event = errors.of(DraftField::Event);
    const QString id = errors.of(DraftField::Id);
    const QString retry = errors.of(DraftField::Retry);
    m_target->showError(errors.of(DraftField::Endpoint));
    theme::setInvalid(m_event, !event.isEmpty());
    theme::setInvalid(m_ownId, !id.isEmpty());
    theme::setInvalid(m_retry, !retry.isEmpty());
    showSentence(m_fieldError, firstOf({event, id, retry, errors.of(DraftField::Whole)}));
    m_send->setEnabled(errors.isEmpty());
}

void ComposePanel::showPreview(const DraftErrors &errors)
{
    if (!errors.isEmpty()) {
        m_wire->showNothing();
        m_wireSize->clear();
        return;
    }
    const Draft shown = draft();
    Event event = toEvent(shown);
    const QByteArray expected = expectedId(shown.endpoint.toUtf8());
    const bool isAutomatic = shown.idChoice == IdChoice::Automatic;
    if (isAutomatic)
        event.id = expected.isEmpty() ? tr("(next)").toUtf8() : expected;
    const Result<QByteArray> wire = EventWriter::write(event);
    if (!wire)
        return;
    m_wire->showWire(*wire, isAutomatic);
    const bool isExact = !isAutomatic || !expected.isEmpty();
    m_wireSize->setText(isExact ? tr("%1 bytes").arg(locale().toString(wire->size())) : QString());
}

void ComposePanel::showHint()
{
    m_hintDelay.stop();
    if (m_withoutData->isChecked())
        m_hint->showWithoutData();
    else
        m_hint->check(m_data->data());
}

void ComposePanel::showIdChoice()
{
    m_ownId->setVisible(static_cast<IdChoice>(m_idChoice->currentIndex()) == IdChoice::Own);
}

void ComposePanel::fillHistoryMenu()
{
    m_historyMenu->clear();
    if (m_history.drafts().isEmpty()) {
        m_historyMenu->addAction(tr("Events you send appear here"))->setEnabled(false);
        return;
    }
    for (const Draft &draft : m_history.drafts()) {
        QAction *action =
            m_historyMenu->addAction(summary(draft).replace(u'&', QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, draft] { setDraft(draft); });
    }
    m_historyMenu->addSeparator();
    connect(m_historyMenu->addAction(tr("Clear history")), &QAction::triggered, this,
            [this] { m_history.clear(); });
}

void ComposePanel::published(const PublishReceipt &receipt)
{
    bool isNumber = false;
    const quint64 number = receipt.id.toULongLong(&isNumber);
    if (receipt.hasId && isNumber)
        m_lastIds.insert(receipt.endpoint, number);
    m_outcome->showReceipt(receipt);
    draftEdited();
}

QByteArray ComposePanel::expectedId(const QByteArray &endpoint) const
{
    const auto last = m_lastIds.constFind(endpoint);
    return last == m_lastIds.cend() ? QByteArray() : QByteArray::number(*last + 1);
}

} // namespace heliograph
