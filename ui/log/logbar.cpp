// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logbar.h"

#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

namespace heliograph {

namespace {
constexpr std::chrono::milliseconds filterDelay{200};
constexpr int margin = 12;
} // namespace

LogBar::LogBar(QWidget *parent)
    : QWidget(parent), m_title(new QLabel(this)), m_count(new QLabel(this)),
      m_filter(new QLineEdit(this))
{
    setObjectName(QStringLiteral("logBar"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(margin, 6, margin, 6);
    layout->setSpacing(8);
    theme::setLook(m_title, theme::Look::Heading);
    m_title->setObjectName(QStringLiteral("logTitle"));
    m_title->setTextFormat(Qt::PlainText);
    theme::setLook(m_count, theme::Look::Quiet);
    m_count->setObjectName(QStringLiteral("logCount"));
    layout->addWidget(m_title);
    layout->addWidget(m_count);
    layout->addWidget(m_filter, 1);
    setupFilter();
    setupButtons();
}

void LogBar::setupFilter()
{
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter: word  event:order.*  id:7  -heartbeat"));
    m_filter->setToolTip(tr("Words that must all be in type, id or data. event:order.*, id:7, "
                            "endpoint:/x and data:text look in one place; a leading - excludes "
                            "(Ctrl+F)"));
    m_filter->setClearButtonEnabled(true);
    theme::setLook(m_filter, theme::Look::Fixed);
    m_debounce.setSingleShot(true);
    m_debounce.setInterval(filterDelay);
    connect(m_filter, &QLineEdit::textChanged, &m_debounce, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, &LogBar::applyFilter);
    connect(&m_debounce, &QTimer::timeout, this, &LogBar::applyFilter);
}

void LogBar::setupButtons()
{
    m_follow = addButton(tr("Follow"), QStringLiteral("logFollow"),
                         tr("Keep the newest row in sight (End)"));
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_pause = addButton(tr("Pause"), QStringLiteral("logPause"),
                        tr("Hold the log still; nothing is lost (Ctrl+Shift+P)"));
    m_pause->setCheckable(true);
    m_clear = addButton(tr("Clear"), QStringLiteral("logClear"),
                        tr("Empty this log; the journal keeps its events (Ctrl+Shift+L)"));
    m_export = addButton(tr("Export\u2026"), QStringLiteral("logExport"),
                         tr("Write the rows shown to a file (Ctrl+Shift+E)"));
    m_more = addButton(tr("\u22ef"), QStringLiteral("logMore"), tr("Clear or export the log"));
    m_more->setAccessibleName(tr("More"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(m_more);
    menu->addAction(m_clear->text(), m_clear, &QToolButton::click);
    menu->addAction(m_export->text(), m_export, &QToolButton::click);
    m_more->setMenu(menu);
}

QToolButton *LogBar::addButton(const QString &text, const QString &name, const QString &tip)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus);
    theme::setLook(button, theme::Look::Pill);
    layout()->addWidget(button);
    return button;
}

void LogBar::addPictured(QToolButton *button)
{
    m_added = button;
    auto *bar = static_cast<QBoxLayout *>(layout());
    bar->insertWidget(bar->indexOf(m_follow), button);
    fit();
}

void LogBar::setTitle(const QString &title)
{
    m_title->setText(title);
    fit();
}

void LogBar::setCount(const QString &text)
{
    m_count->setText(text);
    m_count->setToolTip(text);
    fit();
}

void LogBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void LogBar::applyFilter()
{
    m_debounce.stop();
    Q_EMIT filterChanged(m_filter->text());
}

void LogBar::showFollowing(bool following)
{
    m_follow->setChecked(following);
    m_follow->setText(following ? tr("Follow \u2713") : tr("Follow"));
}

void LogBar::showPaused(bool paused)
{
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("Resume") : tr("Pause"));
    fit();
}

void LogBar::showExporting(const QString &text)
{
    m_exporting = !text.isEmpty();
    m_export->setText(m_exporting ? text : tr("Export\u2026"));
    fit();
}

QPoint LogBar::belowExport() const
{
    const QToolButton *const button = m_export->isVisible() ? m_export : m_more;
    return button->mapToGlobal(QPoint(0, button->height()));
}

/// The count goes first, then the buttons that are seldom used move into the menu.
void LogBar::fit()
{
    const int gap = layout()->spacing();
    const auto widthOf = [gap](const QWidget *widget) { return widget->sizeHint().width() + gap; };
    const int filter = fontMetrics().averageCharWidth() * 22;
    int room =
        width() - 2 * margin - filter - widthOf(m_title) - widthOf(m_follow) - widthOf(m_pause);
    const int seldom = widthOf(m_clear) + widthOf(m_export);
    if (m_added) {
        m_added->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        if (room < widthOf(m_added) + widthOf(m_more))
            m_added->setToolButtonStyle(Qt::ToolButtonIconOnly);
        room -= widthOf(m_added);
    }
    const bool allButtons = m_exporting || room >= seldom;
    room -= allButtons ? seldom : widthOf(m_more);
    m_clear->setVisible(allButtons);
    m_export->setVisible(allButtons);
    m_more->setVisible(!allButtons);
    m_count->setVisible(room >= widthOf(m_count));
}

void LogBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

} // namespace heliograph
