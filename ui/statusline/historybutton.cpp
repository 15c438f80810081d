// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/statusline/historybutton.h"

#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QEvent>
#include <QFileInfo>

namespace heliograph {

namespace {

QString toolTipOf(const HistoryState &state)
{
    const auto text = [](const char *sentence) { return HistoryButton::tr(sentence); };
    QStringList lines{QDir::toNativeSeparators(state.path)};
    lines.append(text(QT_TR_NOOP("Stored since the server started: %1"))
                     .arg(readable::number(state.stored)));
    if (state.unsaved > 0)
        lines.append(
            text(QT_TR_NOOP("Waiting to be stored: %1")).arg(readable::number(state.unsaved)));
    if (state.lost > 0)
        lines.append(
            text(QT_TR_NOOP("Not in the file for good: %1")).arg(readable::number(state.lost)));
    if (!state.problem.isEmpty())
        lines.append(state.problem);
    lines.append(text(QT_TR_NOOP("Click to change (Ctrl+,)")));
    return lines.join(u'\n');
}

} // namespace

HistoryButton::HistoryButton(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("historyButton"));
    theme::setLook(this, theme::Look::Flat);
    showState({});
}

void HistoryButton::showState(const std::optional<HistoryState> &state)
{
    m_state = state;
    setVisible(state.has_value());
    if (!state) {
        setAccessibleName(tr("History"));
        return;
    }
    const QString name = QFileInfo(state->path).fileName();
    setText(state->storing ? tr("● History: %1").arg(name)
                           : tr("● History: %1, not storing").arg(name));
    setAccessibleName(text());
    setToolTip(toolTipOf(*state));
    applyColor();
}

void HistoryButton::applyColor()
{
    const bool isWell = m_state && m_state->storing;
    const QString sheet =
        QStringLiteral("color: %1; font-size: %2px")
            .arg(theme::color(isWell ? theme::Role::Good : theme::Role::Bad).name())
            .arg(QFontInfo(theme::smallFont()).pixelSize());
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}

void HistoryButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColor();
}

} // namespace heliograph
