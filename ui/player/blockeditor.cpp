// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/blockeditor.h"

#include "app/compose/rawtext.h"
#include "app/models/playercontroller.h"
#include "app/models/playermodel.h"
#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>

namespace heliograph {

namespace {

constexpr qsizetype mostEdited = qsizetype{512} * 1024; ///< bytes; more stalls a text field
constexpr std::chrono::milliseconds checkDelay{120};

QPushButton *button(const QString &text, const QString &name, const QString &tip, QWidget *parent)
{
    auto *result = new QPushButton(text, parent);
    result->setObjectName(name);
    result->setAccessibleName(text);
    result->setToolTip(tip);
    theme::setLook(result, theme::Look::Pill);
    return result;
}

} // namespace

BlockEditor::BlockEditor(PlayerController &player, PlayerModel &model, QWidget *parent)
    : QWidget(parent), m_player(player), m_model(model), m_title(new QLabel(this)),
      m_kind(new QLabel(this)), m_text(new QPlainTextEdit(this)), m_advice(new QLabel(this)),
      m_apply(button(tr("Apply"), QStringLiteral("blockApply"),
                     tr("Plays this instead (Ctrl+Enter)"), this)),
      m_revert(button(tr("Revert"), QStringLiteral("blockRevert"), {}, this)),
      m_skip(button(tr("Skip"), QStringLiteral("blockSkip"), {}, this)),
      m_insert(button(tr("Insert \u25be"), QStringLiteral("blockInsert"),
                      tr("Puts an event before this one (Insert)"), this))
{
    setObjectName(QStringLiteral("blockEditor"));
    setAccessibleName(tr("The selected event"));
    m_text->setObjectName(QStringLiteral("blockText"));
    m_text->setAccessibleName(tr("The event's lines"));
    m_text->setToolTip(tr("Exactly these bytes are sent. \\r, \\t, \\0, \\xHH and \\u{H} stand for "
                          "what cannot be typed."));
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setTabChangesFocus(true);
    theme::setLook(m_text, theme::Look::Fixed);
    m_advice->setObjectName(QStringLiteral("blockAdvice"));
    m_advice->setWordWrap(true);
    m_advice->setTextFormat(Qt::PlainText);
    auto *header = new QHBoxLayout;
    setupHeader(*header);
    auto *buttons = new QHBoxLayout;
    setupButtons(*buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addLayout(header);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_advice);
    layout->addLayout(buttons);
    m_delay.setSingleShot(true);
    m_delay.setInterval(checkDelay);
    connect(&m_delay, &QTimer::timeout, this, &BlockEditor::check);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_delay.start();
        updateState();
    });
    updateState();
}

void BlockEditor::setupHeader(QHBoxLayout &layout)
{
    theme::setLook(m_title, theme::Look::Heading);
    m_title->setObjectName(QStringLiteral("blockTitle"));
    m_kind->setObjectName(QStringLiteral("blockKind"));
    theme::setLook(m_kind, theme::Look::Quiet);
    layout.setSpacing(8);
    layout.addWidget(m_title);
    layout.addWidget(m_kind, 1);
}

void BlockEditor::setupButtons(QHBoxLayout &layout)
{
    auto *menu = new QMenu(this);
    menu->addAction(tr("&Blank event before this one"), this, &BlockEditor::insertRequested)
        ->setObjectName(QStringLiteral("insertBlank"));
    menu->addAction(tr("What is &composed, before this one"), this,
                    &BlockEditor::insertComposedRequested)
        ->setObjectName(QStringLiteral("insertComposed"));
    m_insert->setMenu(menu);
    layout.setSpacing(8);
    layout.addWidget(m_apply);
    layout.addWidget(m_revert);
    layout.addWidget(m_skip);
    layout.addStretch();
    layout.addWidget(m_insert);
    connect(m_apply, &QPushButton::clicked, this, &BlockEditor::commit);
    connect(m_revert, &QPushButton::clicked, this, &BlockEditor::revert);
    connect(m_skip, &QPushButton::clicked, this, &BlockEditor::toggleSkipped);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &BlockEditor::commit);
    }
}

void BlockEditor::setLine(const std::optional<PlayerLine> &line)
{
    if (line == m_line)
        return;
    (void)commit();
    m_line = line;
    reload();
}

void BlockEditor::refresh()
{
    if (!isModified())
        reload();
    updateState();
}

void BlockEditor::reload()
{
    m_isLoaded = false;
    if (!m_line || !m_player.index()) {
        m_shown.clear();
        m_text->clear();
        m_check = {};
        updateState();
        return;
    }
    m_model.load(*m_line, false, [this](const Result<QByteArray> &block) {
        if (!block) {
            m_advice->setText(block.error().message);
            return;
        }
        if (block->size() > mostEdited)
            showTooLarge(block->size());
        else
            show(*block);
    });
    updateState();
}

void BlockEditor::show(const QByteArray &block)
{
    m_isLoaded = true;
    m_shown = rawText(block);
    if (m_text->toPlainText() != m_shown)
        m_text->setPlainText(m_shown);
    check();
}

void BlockEditor::showTooLarge(qsizetype size)
{
    m_shown.clear();
    m_text->clear();
    m_check = {};
    m_check.advice = tr("It has %1 bytes, too many to be edited here. It can be skipped.")
                         .arg(readable::number(static_cast<quint64>(size)));
    updateState();
}

bool BlockEditor::isModified() const
{
    return m_isLoaded && m_text->toPlainText() != m_shown;
}

bool BlockEditor::commit()
{
    if (!m_line || !isModified())
        return true;
    check();
    if (m_check.block.isEmpty()) {
        focusText();
        return false;
    }
    const QByteArray block = m_check.block;
    m_shown = m_text->toPlainText();
    m_player.edits().replace(*m_line, block);
    return true;
}

void BlockEditor::revert()
{
    if (!m_line)
        return;
    const bool wasTyped = isModified();
    m_text->setPlainText(m_shown);
    if (!wasTyped)
        m_player.edits().revert(*m_line);
}

void BlockEditor::toggleSkipped()
{
    if (!m_line)
        return;
    const bool isSkipped = m_model.kind(*m_line) == PlayerModel::Kind::Skipped;
    m_player.edits().setSkipped(*m_line, !isSkipped);
}

void BlockEditor::setPlaying(bool plays)
{
    if (plays == m_plays)
        return;
    m_plays = plays;
    updateState();
}

void BlockEditor::focusText()
{
    m_text->setFocus(Qt::OtherFocusReason);
}

void BlockEditor::check()
{
    m_delay.stop();
    if (!m_isLoaded)
        return;
    const auto bytes = rawBytes(m_text->toPlainText());
    if (bytes) {
        m_check = checkBlock(*bytes);
    } else {
        m_check = {};
        m_check.problem = bytes.error().message;
    }
    updateState();
}

QString BlockEditor::title() const
{
    if (!m_line)
        return tr("No event selected");
    const QString number = readable::number(m_line->row + 1);
    if (!m_line->isInserted())
        return tr("Event %1").arg(number);
    return m_player.index() && m_line->row >= m_player.index()->rows()
        ? tr("Inserted at the end")
        : tr("Inserted before %1").arg(number);
}

void BlockEditor::updateState()
{
    using Kind = PlayerModel::Kind;
    const Kind kind = m_line ? m_model.kind(*m_line) : Kind::Recorded;
    const bool isInserted = kind == Kind::Inserted;
    const bool typed = isModified();
    m_title->setText(title());
    m_kind->setText(typed                       ? tr("not applied yet")
                        : kind == Kind::Edited  ? tr("edited")
                        : kind == Kind::Skipped ? tr("skipped")
                                                : QString());
    m_text->setReadOnly(m_plays || !m_isLoaded);
    m_text->setPlaceholderText(m_line ? QString() : tr("Select an event to see its bytes."));
    m_apply->setEnabled(typed && !m_plays);
    const bool canRevert = typed || kind == Kind::Edited || isInserted;
    m_revert->setEnabled(canRevert && !m_plays);
    m_revert->setText(isInserted && !typed ? tr("Take out") : tr("Revert"));
    m_revert->setToolTip(typed            ? tr("Forgets what was typed")
                             : isInserted ? tr("Takes the inserted event out again")
                                          : tr("Plays what was recorded again"));
    m_skip->setVisible(!isInserted);
    m_skip->setEnabled(m_line && !m_plays);
    m_skip->setText(kind == Kind::Skipped ? tr("Play it") : tr("Skip"));
    m_skip->setToolTip(kind == Kind::Skipped ? tr("Plays this event again (Delete)")
                                             : tr("Leaves this event out (Delete)"));
    m_insert->setEnabled(m_player.index() && !m_plays);
    const bool isWrong = !m_check.problem.isEmpty();
    theme::setInvalid(m_text, isWrong);
    theme::setLook(m_advice, isWrong ? theme::Look::Bad : theme::Look::Caption);
    m_advice->setText(!m_line       ? QString()
                          : m_plays ? tr("Pause to change it. %1").arg(m_check.advice)
                          : isWrong ? m_check.problem
                                    : m_check.advice);
}

} // namespace heliograph
