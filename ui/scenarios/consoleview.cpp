// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/consoleview.h"

#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>

namespace heliograph {

namespace {

using Level = ScenarioConsole::Level;

constexpr int mostLines = 10'000;

theme::Role roleOf(Level level)
{
    switch (level) {
    case Level::Debug:
        return theme::Role::QuietText;
    case Level::Info:
        return theme::Role::Accent;
    case Level::Warning:
        return theme::Role::Warning;
    case Level::Error:
    case Level::Problem:
        return theme::Role::Bad;
    case Level::Log:
        break;
    }
    return theme::Role::Text;
}

QTextCharFormat colored(theme::Role role)
{
    QTextCharFormat format;
    format.setForeground(theme::color(role));
    return format;
}

} // namespace

ConsoleView::ConsoleView(ScenarioConsole &console, QWidget *parent)
    : QWidget(parent), m_console(console), m_bar(new QWidget(this)), m_count(new QLabel(m_bar)),
      m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("scenarioConsole"));
    setupBar();
    setupText();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_bar);
    layout->addWidget(m_text, 1);
    connect(&m_console, &ScenarioConsole::added, this, [this](const QString &name, int count) {
        if (name == m_name)
            append(count);
    });
    connect(&m_console, &ScenarioConsole::cleared, this, [this](const QString &name) {
        if (name == m_name)
            render();
    });
}

void ConsoleView::setupBar()
{
    auto *layout = new QHBoxLayout(m_bar);
    layout->setContentsMargins(16, 6, 12, 6);
    layout->setSpacing(8);
    auto *heading = new QLabel(tr("Console"), m_bar);
    theme::setLook(heading, theme::Look::Heading);
    theme::setLook(m_count, theme::Look::Quiet);
    m_count->setObjectName(QStringLiteral("consoleCount"));
    layout->addWidget(heading);
    layout->addWidget(m_count);
    layout->addStretch(1);
    m_follow = addButton(tr("Follow \u2713"), QStringLiteral("consoleFollow"),
                         tr("Keep the newest line in sight (Ctrl+End)"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    connect(m_follow, &QToolButton::clicked, this, &ConsoleView::setFollowing);
    connect(addButton(tr("Copy"), QStringLiteral("consoleCopy"),
                      tr("Copy what is selected, or everything")),
            &QToolButton::clicked, this, &ConsoleView::copy);
    connect(addButton(tr("Clear"), QStringLiteral("consoleClear"),
                      tr("Empty this console; the log keeps its lines (Ctrl+Shift+L)")),
            &QToolButton::clicked, this, &ConsoleView::clear);
}

QToolButton *ConsoleView::addButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(m_bar);
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    theme::setLook(button, theme::Look::Pill);
    m_bar->layout()->addWidget(button);
    return button;
}

void ConsoleView::setupText()
{
    m_text->setObjectName(QStringLiteral("consoleText"));
    m_text->setAccessibleName(tr("Console output"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setUndoRedoEnabled(false);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setMaximumBlockCount(mostLines);
    m_text->setFont(theme::fixedFont());
    m_text->document()->setDocumentMargin(2);
    m_text->setStyleSheet(QStringLiteral(
        "QPlainTextEdit { border: none; background: transparent; padding: 0 0 0 14px; }"));
    m_text->setPlaceholderText(tr("What the scenario writes with console.log() appears here."));
    m_text->viewport()->installEventFilter(this);
    // Lines that come move the bar too, so only what the user does to it is looked at.
    QScrollBar *bar = m_text->verticalScrollBar();
    connect(bar, &QScrollBar::actionTriggered, this,
            [this, bar] { setFollowing(bar->sliderPosition() >= bar->maximum()); });
    connect(m_text, &QPlainTextEdit::cursorPositionChanged, this, [this, bar] {
        if (m_text->hasFocus() && !m_text->textCursor().atEnd() && bar->value() < bar->maximum())
            setFollowing(false);
    });
}

void ConsoleView::showScenario(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    render();
    setFollowing(true);
}

void ConsoleView::clear()
{
    m_console.clear(m_name);
}

void ConsoleView::append(int count)
{
    const auto &entries = m_console.entries(m_name);
    const auto from = entries.size() - std::min(std::size_t(count), entries.size());
    QScrollBar *bar = m_text->verticalScrollBar();
    const int before = bar->value();
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    for (std::size_t at = from; at < entries.size(); ++at) {
        const ScenarioConsole::Entry &entry = entries[at];
        if (!m_text->document()->isEmpty())
            cursor.insertBlock();
        cursor.insertText(readable::time(entry.wall) + QStringLiteral("  "),
                          colored(theme::Role::QuietText));
        cursor.insertText(entry.text, colored(roleOf(entry.level)));
    }
    cursor.endEditBlock();
    bar->setValue(m_following ? bar->maximum() : before);
    updateCount();
}

void ConsoleView::render()
{
    m_text->clear();
    append(int(m_console.entries(m_name).size()));
}

void ConsoleView::setFollowing(bool following)
{
    m_following = following;
    m_follow->setChecked(following);
    m_follow->setText(following ? tr("Follow \u2713") : tr("Follow"));
    if (following)
        m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void ConsoleView::copy()
{
    if (m_text->textCursor().hasSelection())
        m_text->copy();
    else
        QGuiApplication::clipboard()->setText(m_text->toPlainText());
}

void ConsoleView::updateCount()
{
    const auto count = m_console.entries(m_name).size();
    m_count->setText(count == 0       ? QString()
                         : count == 1 ? tr("1 entry")
                                      : tr("%1 entries").arg(readable::number(count)));
}

void ConsoleView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    m_text->setFont(theme::fixedFont());
    render();
}

bool ConsoleView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonDblClick) {
        static const QRegularExpression place(QStringLiteral(":(\\d+)(?::(\\d+))?: "));
        const QPoint at = static_cast<QMouseEvent *>(event)->pos();
        // What stands before it, the time, has no such place in it.
        const auto match = place.match(m_text->cursorForPosition(at).block().text().mid(14));
        if (match.hasMatch()) {
            Q_EMIT placeActivated(match.captured(1).toInt(), match.captured(2).toInt());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace heliograph
