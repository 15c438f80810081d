// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetstrip.h"

#include "app/models/snippetsmodel.h"
#include "ui/snippets/soundboard.h"

#include <QEvent>
#include <QKeyEvent>

#include <algorithm>

namespace heliograph {

namespace {

constexpr int StripGap = 6; // pixels
constexpr int UsualButtons = 4;
constexpr int LeastHeight = 43; ///< of what is around the strip, in heights of the font

} // namespace

SnippetStrip::SnippetStrip(Soundboard &board, SnippetSender &sender, QWidget *parent)
    : QWidget(parent), m_board(board), m_sender(sender)
{
    setObjectName(QStringLiteral("snippetStrip"));
    setAccessibleName(tr("Snippets"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(&m_board, &Soundboard::refreshed, this, &SnippetStrip::follow);
    connect(&m_sender, &SnippetSender::outcomeChanged, this, &SnippetStrip::showOutcome);
    follow();
}

/// Shows what the board shows.
void SnippetStrip::follow()
{
    const qsizetype count = std::min<qsizetype>(m_board.buttons().size(), MostButtons);
    while (m_buttons.size() > count)
        delete m_buttons.takeLast();
    while (m_buttons.size() < count)
        addButton();
    for (qsizetype at = 0; at < count; ++at) {
        const SoundButton &sound = *m_board.buttons().at(at);
        m_buttons.at(at)->setSnippet(sound.snippet(), sound.face(), sound.outcome());
    }
    arrange();
    showIfRoom();
}

void SnippetStrip::addButton()
{
    auto *button = new StripButton(this);
    button->setObjectName(QStringLiteral("strip%1").arg(m_buttons.size()));
    connect(button, &QAbstractButton::pressed, this,
            [this, button] { m_sender.send(button->snippet()); });
    connect(button, &QWidget::customContextMenuRequested, this, [this, button](const QPoint &at) {
        Q_EMIT m_board.menuRequested(button->snippet(), button->mapToGlobal(at));
    });
    QWidget *before = m_buttons.isEmpty() ? m_before.data() : m_buttons.constLast();
    if (before)
        setTabOrder(before, button);
    m_buttons.append(button);
}

void SnippetStrip::showOutcome(quint64 id)
{
    for (StripButton *button : std::as_const(m_buttons)) {
        if (button->snippet().data(SnippetsModel::IdRole).toULongLong() == id)
            button->showOutcome(m_sender.outcome(id));
    }
}

// --- Room ---------------------------------------------------------------------------------------

QSize SnippetStrip::sizeHint() const
{
    return {StripButton::smallest().width() * 4, StripButton::smallest().height()};
}

QSize SnippetStrip::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

bool SnippetStrip::event(QEvent *event)
{
    if (event->type() == QEvent::ParentAboutToChange && parentWidget())
        parentWidget()->removeEventFilter(this);
    const bool isHandled = QWidget::event(event);
    if (event->type() == QEvent::ParentChange && parentWidget()) {
        parentWidget()->installEventFilter(this);
        showIfRoom();
    }
    return isHandled;
}

bool SnippetStrip::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        showIfRoom();
    return QWidget::eventFilter(watched, event);
}

void SnippetStrip::showIfRoom()
{
    const bool hasRoom =
        parentWidget() && parentWidget()->height() >= fontMetrics().height() * LeastHeight;
    setVisible(hasRoom && !m_buttons.isEmpty());
}

void SnippetStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void SnippetStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        updateGeometry();
        arrange();
        showIfRoom();
    }
}

/// How many buttons stand side by side: as many as show their whole names, or the usual number when
/// names are long, if there is room for that.
int SnippetStrip::countThatFits() const
{
    const int most =
        std::max(1, (width() + StripGap) / (StripButton::smallest().width() + StripGap));
    const int count = std::min(most, static_cast<int>(m_buttons.size()));
    int widest = 0;
    int whole = 0;
    for (int at = 0; at < count; ++at) {
        widest = std::max(widest, m_buttons.at(at)->wholeWidth());
        if ((at + 1) * (widest + StripGap) <= width() + StripGap)
            whole = at + 1;
    }
    return std::max(whole, std::min(count, UsualButtons));
}

/// Buttons of one width, no wider than half.
void SnippetStrip::arrange()
{
    const int fit =
        std::max(1, (width() + StripGap) / (StripButton::smallest().width() + StripGap));
    m_shown = countThatFits();
    const int columns = std::max(m_shown, std::min(fit, 2));
    for (int at = 0; at < m_buttons.size(); ++at) {
        StripButton *button = m_buttons.at(at);
        const int left = at * (width() + StripGap) / columns;
        const int right = (at + 1) * (width() + StripGap) / columns - StripGap;
        button->setGeometry(left, 0, right - left, height());
        button->setVisible(at < m_shown);
    }
}

// --- Keys ---------------------------------------------------------------------------------------

void SnippetStrip::setTabAfter(QWidget *widget)
{
    m_before = widget;
    for (StripButton *button : std::as_const(m_buttons)) {
        setTabOrder(widget, button);
        widget = button;
    }
}

void SnippetStrip::keyPressEvent(QKeyEvent *event)
{
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    const int digit = event->key() - Qt::Key_0;
    if (isPlain && digit >= 0 && digit <= 9) {
        if (!event->isAutoRepeat())
            m_board.fire(digit);
    } else if (isPlain && event->key() == Qt::Key_Left) {
        moveFocus(-1);
    } else if (isPlain && event->key() == Qt::Key_Right) {
        moveFocus(1);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void SnippetStrip::moveFocus(int by)
{
    for (int at = 0; at < m_shown; ++at) {
        if (!m_buttons.at(at)->hasFocus())
            continue;
        m_buttons.at(std::clamp(at + by, 0, m_shown - 1))->setFocus(Qt::OtherFocusReason);
        return;
    }
}

} // namespace heliograph
