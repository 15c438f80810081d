// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/modeswitch.h"

#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace heliograph {

ModeSwitch::ModeSwitch(QWidget *parent) : QWidget(parent), m_buttons(new QButtonGroup(this))
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    const auto add = [this, layout](const QString &text, const char *name, const QString &toolTip,
                                    Qt::Key key, DraftMode mode) {
        auto *button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        button->setToolTip(toolTip);
        button->setCheckable(true);
        button->setShortcut(QKeySequence(Qt::ALT | key));
        theme::setLook(button, theme::Look::Flat);
        QFont chosen = button->font(); // is bold, which the button's own size does not know
        chosen.setBold(true);
        button->setMinimumWidth(QFontMetrics(chosen).horizontalAdvance(text)
                                + fontMetrics().height());
        m_buttons->addButton(button, static_cast<int>(mode));
        layout->addWidget(button);
    };
    add(tr("Event"), "composeModeEvent", tr("An event by its fields (Alt+E)"), Qt::Key_E,
        DraftMode::Event);
    add(tr("Raw"), "composeModeRaw", tr("Any bytes, sent exactly as written (Alt+W)"), Qt::Key_W,
        DraftMode::Raw);
    setMode(DraftMode::Event);
    connect(m_buttons, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            Q_EMIT modeChanged(static_cast<DraftMode>(id));
    });
}

DraftMode ModeSwitch::mode() const
{
    return static_cast<DraftMode>(m_buttons->checkedId());
}

void ModeSwitch::setMode(DraftMode mode)
{
    m_buttons->button(static_cast<int>(mode))->setChecked(true);
}

} // namespace heliograph
