// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/composepanel.h"

#include "app/compose/rawtext.h"
#include "app/models/servercontroller.h"
#include "app/sse/eventwriter.h"
#include "ui/compose/composeheader.h"
#include "ui/compose/composemenu.h"
#include "ui/compose/dataeditor.h"
#include "ui/compose/eventfields.h"
#include "ui/compose/eventpane.h"
#include "ui/compose/historypopup.h"
#include "ui/compose/modeswitch.h"
#include "ui/compose/previewer.h"
#include "ui/compose/raweditor.h"
#include "ui/compose/rawpane.h"
#include "ui/compose/repeatbar.h"
#include "ui/compose/repeatcontrol.h"
#include "ui/compose/sendbutton.h"
#include "ui/compose/sendoutcome.h"
#include "ui/compose/targetfields.h"
#include "ui/theme/theme.h"

#include <QActionEvent>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>

namespace heliograph {

namespace {

/// The bytes of @p draft's event, its templates filled in; empty when it has errors. An automatic
/// id that is not known yet is left out.
QByteArray wireOf(const DraftPreview &preview, const QByteArray &expectedId)
{
    if (!preview.errors.isEmpty())
        return {};
    Event event = toEvent(preview.expanded);
    if (preview.expanded.idChoice == IdChoice::Automatic && !expectedId.isEmpty())
        event.id = expectedId;
    return EventWriter::write(event).value_or(QByteArray());
}

} // namespace

ComposePanel::ComposePanel(ServerController &server, ComposeController &controller, QWidget *parent)
    : QWidget(parent), m_server(server), m_controller(controller)
{
    setObjectName(QStringLiteral("composePanel"));
    setAccessibleName(tr("Compose"));
    theme::setLook(this, theme::Look::Panel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    m_header = new ComposeHeader;
    m_target = new TargetFields(m_server, m_controller);
    m_event = new EventPane;
    m_raw = new RawPane;
    m_previewer = new Previewer(m_controller, this);
    layout->addWidget(m_header);
    layout->addWidget(m_target);
    layout->addWidget(m_event, 1);
    layout->addWidget(m_raw, 1);
    setupHistory();
    setupSend(layout);
    setMinimumWidth(fontMetrics().height() * 17);
    setupShortcuts();
    connectFields();
    modeChanged();
}

void ComposePanel::setupHistory()
{
    m_historyPopup = new HistoryPopup(this);
    connect(&m_header->historyButton(), &QPushButton::clicked, this, [this] {
        m_historyPopup->popUp(&m_header->historyButton(), this, m_history.drafts());
    });
    connect(m_historyPopup, &HistoryPopup::chosen, this,
            [this](const SentDraft &, qsizetype index) {
                showSent(m_walk.jump(m_history.drafts(), draft(), index));
            });
    connect(m_historyPopup, &HistoryPopup::resendRequested, this,
            [this](const SentDraft &sent) { sendDraft(sent.draft); });
    connect(m_historyPopup, &HistoryPopup::clearRequested, this, [this] {
        m_history.clear();
        m_historyPopup->setDrafts({});
    });
}

void ComposePanel::setupSend(QVBoxLayout *layout)
{
    m_send = new SendButton;
    m_outcome = new SendOutcome;
    m_repeat = new RepeatControl(m_controller, *this);
    layout->addWidget(&m_repeat->bar());
    m_sendRow = new QHBoxLayout;
    m_sendRow->setSpacing(8);
    m_sendRow->addWidget(m_send, 1);
    m_sendRow->addWidget(&m_repeat->button());
    layout->addLayout(m_sendRow);
    setTabOrder(m_send, &m_repeat->button());
    layout->addWidget(m_outcome);
}

void ComposePanel::setupShortcuts()
{
    const auto add = [this](QKeyCombination keys, auto function) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        shortcut->setAutoRepeat(keys.keyboardModifiers() == Qt::ALT); // a held key sends once
        connect(shortcut, &QShortcut::activated, this, function);
    };
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        add(Qt::CTRL | key, &ComposePanel::send);
        add(Qt::CTRL | Qt::SHIFT | key, &ComposePanel::resendLast);
    }
    const auto step = [this](int steps) {
        showSent(m_walk.step(m_history.drafts(), draft(), steps));
    };
    add(Qt::ALT | Qt::Key_Up, [step] { step(1); });
    add(Qt::ALT | Qt::Key_Down, [step] { step(-1); });
}

void ComposePanel::connectFields()
{
    const ComposeMenu *const menu = &m_header->menu();
    m_refresh.setSingleShot(true);
    connect(&m_refresh, &QTimer::timeout, this, &ComposePanel::refresh);
    connect(m_previewer, &Previewer::looked, this, &ComposePanel::showPreview);
    connect(m_target, &TargetFields::edited, this, &ComposePanel::draftEdited);
    connect(m_event, &EventPane::edited, this, &ComposePanel::draftEdited);
    connect(m_raw, &RawPane::edited, this, &ComposePanel::draftEdited);
    connect(&m_header->mode(), &ModeSwitch::modeChanged, this, &ComposePanel::modeChanged);
    connect(menu, &ComposeMenu::commentToggled, &m_event->fields(), &EventFields::setCommentShown);
    connect(menu, &ComposeMenu::withoutDataToggled, m_event, &EventPane::setWithoutData);
    connect(menu, &ComposeMenu::templatesToggled, this, &ComposePanel::draftEdited);
    connect(menu, &ComposeMenu::templatesToggled, &m_event->data(), &DataEditor::setMarksTemplates);
    connect(menu, &ComposeMenu::insertRequested, m_event, &EventPane::insertText);
    connect(menu, &ComposeMenu::startOverRequested, &m_controller,
            &ComposeController::resetTemplates);
    connect(menu, &ComposeMenu::startOverRequested, this, &ComposePanel::draftEdited);
    connect(m_send, &QPushButton::clicked, this, &ComposePanel::send);
    connect(m_repeat, &RepeatControl::startRequested, this, &ComposePanel::startRepeat);
    connect(m_repeat, &RepeatControl::changed, this, &ComposePanel::repeatChanged);
    m_event->data().installEventFilter(this);
    m_raw->editor().installEventFilter(this);
    connect(&m_controller, &ComposeController::sent, this, &ComposePanel::sent);
    connect(&m_controller, &ComposeController::sendFailed, this, &ComposePanel::sendFailed);
    connect(&m_server, &ServerController::snapshotChanged, m_outcome,
            [this](const ServerSnapshotPtr &snapshot) {
                m_outcome->showServer(*snapshot);
                m_event->setClientCount(snapshot->status.connections);
            });
}

Draft ComposePanel::draft() const
{
    Draft draft;
    m_target->fill(draft);
    m_event->fill(draft);
    draft.mode = mode();
    draft.raw = m_raw->text();
    draft.hasTemplates = m_header->menu().hasTemplates();
    return draft;
}

void ComposePanel::setDraft(const Draft &draft)
{
    m_target->setDraft(draft);
    const bool isEvent = draft.mode == DraftMode::Event;
    if (isEvent || !isWithoutEvent(draft)) {
        m_event->setDraft(draft);
        m_header->menu().setChoices(!draft.comment.isEmpty(), draft.withoutData,
                                    draft.hasTemplates);
    }
    if (!isEvent || !draft.raw.isEmpty())
        m_raw->setText(draft.raw);
    m_header->mode().setMode(draft.mode);
    refresh();
}

void ComposePanel::take(const Draft &taken)
{
    const Draft before = draft();
    setDraft(taken);
    if (draft() != before)
        m_replaced = before;
    focusData();
}

void ComposePanel::aimAt(const QList<ConnectionId> &ids)
{
    m_controller.setSelectedClients(ids);
    m_target->aimAtSelected();
    focusData();
}

void ComposePanel::addBesideSend(QWidget *button)
{
    m_sendRow->addWidget(button);
    setTabOrder(&m_repeat->button(), button);
}

void ComposePanel::addBelowSend(QWidget *widget)
{
    static_cast<QVBoxLayout *>(layout())->insertWidget(layout()->indexOf(m_outcome), widget);
}

void ComposePanel::save(QSettings &settings) const
{
    Draft kept = draft();
    if (m_event->data().isHeldAside())
        kept.data.clear();
    if (m_raw->isHeldAside())
        kept.raw.clear();
    settings.setValue(QStringLiteral("compose/draft"),
                      QJsonDocument(toJson(kept)).toJson(QJsonDocument::Compact));
    m_history.save(settings);
    m_raw->save(settings);
    m_repeat->save(settings);
}

void ComposePanel::restore(const QSettings &settings)
{
    m_history.restore(settings);
    m_event->fields().setEventTypes(m_history.eventTypes());
    m_raw->restore(settings);
    m_repeat->restore(settings);
    const auto bytes = settings.value(QStringLiteral("compose/draft")).toByteArray();
    setDraft(draftFromJson(QJsonDocument::fromJson(bytes).object()));
}

void ComposePanel::send()
{
    refresh();
    const Draft wanted = draft();
    const bool isJudged = m_previewer->draft() == wanted;
    if (isJudged && !m_send->isEnabled())
        return;
    sendDraft(wanted); // one that is not judged yet, the controller judges
}

void ComposePanel::resendLast()
{
    if (!m_history.drafts().isEmpty())
        sendDraft(m_history.drafts().constFirst().draft);
}

void ComposePanel::sendDraft(const Draft &draft)
{
    m_pending.insert(m_controller.send(draft));
    remember(draft);
}

void ComposePanel::remember(const Draft &draft)
{
    m_history.add(draft);
    m_walk.sent(draft);
    m_event->fields().setEventTypes(m_history.eventTypes());
}

void ComposePanel::focusData()
{
    editor().setFocus(Qt::ShortcutFocusReason);
}

DraftMode ComposePanel::mode() const
{
    return m_header->mode().mode();
}

PlainEditor &ComposePanel::editor() const
{
    if (mode() == DraftMode::Raw)
        return m_raw->editor();
    return m_event->data();
}

void ComposePanel::modeChanged()
{
    const bool isRaw = mode() == DraftMode::Raw;
    const bool hadFocus = isAncestorOf(window()->focusWidget());
    if (isRaw && (m_raw->text().isEmpty() || m_raw->text() == m_filledRaw)) {
        const QByteArray endpoint = draft().endpoint.toUtf8();
        m_filledRaw = rawText(wireOf(m_preview, m_expectedIds.of(endpoint)));
        m_raw->setText(m_filledRaw);
    }
    m_event->setVisible(!isRaw);
    m_raw->setVisible(isRaw);
    m_header->menu().setForEvents(!isRaw);
    if (hadFocus)
        focusData();
    refresh();
}

void ComposePanel::draftEdited()
{
    m_refresh.start(editor().isHeldAside() ? 250 : 0);
}

void ComposePanel::refresh()
{
    m_refresh.stop();
    m_previewer->look(draft());
}

void ComposePanel::showPreview(const DraftPreview &preview)
{
    DraftErrors errors = preview.errors;
    m_target->addErrors(errors);
    m_target->showErrors(errors);
    if (mode() == DraftMode::Raw) {
        m_raw->showErrors(errors);
    } else {
        m_preview = preview;
        m_event->showPreview(preview, errors, m_expectedIds.of(preview.expanded.endpoint.toUtf8()));
    }
    m_send->setEnabled(errors.isEmpty());
    m_repeat->setStartable(errors.isEmpty());
}

void ComposePanel::showSent(const std::optional<Draft> &sent)
{
    if (!sent)
        return;
    setDraft(*sent);
    m_walk.shown(draft());
}

/// Arrows move the cursor as soon as there is something of one's own to move it in.
bool ComposePanel::walksWithArrows() const
{
    const PlainEditor &in = editor();
    const QTextCursor cursor = in.textCursor();
    return in.document()->isEmpty()
        || (cursor.position() == 0 && !cursor.hasSelection() && m_walk.isUntouched(draft()));
}

/// What can be done with the panel as a whole stands in its menu too.
void ComposePanel::actionEvent(QActionEvent *event)
{
    QWidget::actionEvent(event);
    if (event->type() == QEvent::ActionAdded)
        m_header->menu().addCommand(event->action());
}

bool ComposePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool ComposePanel::handleKey(const QKeyEvent &key)
{
    if (key.matches(QKeySequence::Undo) && m_replaced && !editor().canUndo()) {
        setDraft(*std::exchange(m_replaced, std::nullopt));
        return true;
    }
    const bool isArrow = key.key() == Qt::Key_Up || key.key() == Qt::Key_Down;
    const auto modifiers = key.modifiers() & ~Qt::KeypadModifier;
    if (!isArrow || modifiers != Qt::NoModifier || !walksWithArrows())
        return false;
    showSent(m_walk.step(m_history.drafts(), draft(), key.key() == Qt::Key_Up ? 1 : -1));
    return true;
}

void ComposePanel::sent(quint64 number, const Draft &, const PublishReceipt &receipt)
{
    m_expectedIds.note(receipt);
    if (m_pending.remove(number))
        m_outcome->showReceipt(receipt);
    draftEdited();
}

void ComposePanel::sendFailed(quint64 number, const DraftErrors &errors)
{
    if (m_pending.remove(number) && !errors.isEmpty())
        m_outcome->showFailure(errors.all.constFirst().message);
    draftEdited();
}

void ComposePanel::startRepeat(const RepeatPlan &plan)
{
    const Draft repeated = draft();
    m_repeatedEndpoint = repeated.endpoint.toUtf8();
    m_controller.startRepeat(repeated, plan);
    remember(repeated);
}

void ComposePanel::repeatChanged(const RepeatProgress &progress)
{
    using State = RepeatProgress::State;
    if (progress.state == State::Failed)
        m_outcome->showFailure(endText(progress));
    else if (!progress.isActive() && progress.state != State::Idle)
        m_outcome->showNote(endText(progress));
    // Numbers were used up: those the preview guessed are wrong.
    if (m_expectedIds.forget(m_repeatedEndpoint) || !progress.isActive())
        draftEdited();
}

} // namespace heliograph
