// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/noticelink.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontInfo>
#include <QLocale>

namespace heliograph {

NoticeLink::NoticeLink(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("noticeLink"));
    setAccessibleName(tr("Notification"));
    theme::setLook(this, theme::Look::Flat);
    applyColor();
    hide();
    connect(this, &QPushButton::clicked, this, [this] {
        hide();
        m_count = 0;
        Q_EMIT opened(m_sequence);
    });
}

void NoticeLink::showNotice(const QString &text, Sequence sequence)
{
    m_sequence = sequence;
    ++m_count;
    const QString line = fontMetrics().elidedText(text.section(u'\n', 0, 0), Qt::ElideRight,
                                                  fontMetrics().averageCharWidth() * 60);
    QString shown = m_count == 1 ? line : tr("%1 (%2)").arg(line, locale().toString(m_count));
    setAccessibleName(text);
    setToolTip(tr("%1\nClick to see the event").arg(text));
    setText(shown.replace(u'&', QStringLiteral("&&"))); // no mnemonic
    show();
}

void NoticeLink::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        applyColor();
}

void NoticeLink::applyColor()
{
    const QString sheet = QStringLiteral("color: %1; font-size: %2px")
                              .arg(theme::color(theme::Role::Accent).name())
                              .arg(QFontInfo(theme::smallFont()).pixelSize());
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}

} // namespace heliograph
