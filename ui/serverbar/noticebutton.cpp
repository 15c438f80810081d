// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/serverbar/noticebutton.h"

#include "ui/theme/theme.h"

#include <QStyleOptionButton>
#include <QStylePainter>

namespace heliograph {

namespace {

QString dismissMark()
{
    return QStringLiteral("  ×");
}

} // namespace

NoticeButton::NoticeButton(QWidget *parent) : QPushButton(parent)
{
    setObjectName(QStringLiteral("serverNotice"));
    setAccessibleName(tr("Notice"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
    connect(this, &QPushButton::clicked, this, &QWidget::hide);
}

void NoticeButton::showSentence(const QString &sentence, bool isProblem)
{
    const auto role = isProblem ? theme::Role::Bad : theme::Role::Warning;
    setText(sentence + dismissMark());
    setAccessibleName(sentence);
    setToolTip(sentence + u'\n' + tr("Click to dismiss"));
    setStyleSheet(QStringLiteral("color: %1; border: none; background: transparent")
                      .arg(theme::color(role).name()));
    show();
}

QSize NoticeButton::minimumSizeHint() const
{
    return {fontMetrics().height() * 6, sizeHint().height()};
}

void NoticeButton::paintEvent(QPaintEvent *)
{
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    const QFontMetrics metrics = fontMetrics();
    const int room =
        width() - (sizeHint().width() - metrics.horizontalAdvance(text())); // less its padding
    if (metrics.horizontalAdvance(text()) > room) {
        const int mark = metrics.horizontalAdvance(dismissMark());
        option.text =
            metrics.elidedText(accessibleName(), Qt::ElideRight, room - mark) + dismissMark();
    }
    painter.drawControl(QStyle::CE_PushButton, option);
}

} // namespace heliograph
