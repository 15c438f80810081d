// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/datatoolsnotice.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace heliograph {

DataNotice::DataNotice(const QString &name, QWidget *parent)
    : QWidget(parent), m_label(new QLabel), m_answers(new QHBoxLayout)
{
    setObjectName(name);
    m_label->setObjectName(name + QStringLiteral("Text"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    theme::setLook(m_label, theme::Look::Small);
    m_answers->setContentsMargins(0, 0, 0, 0);
    m_answers->setSpacing(6);
    m_answers->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(6);
    layout->addWidget(m_label);
    layout->addLayout(m_answers);
    hide();
}

void DataNotice::say(Kind kind, const QString &text)
{
    m_kind = kind;
    clearAnswers();
    m_label->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    update();
}

QPushButton *DataNotice::addAnswer(const QString &text, const QString &name, const QString &toolTip,
                                   const std::function<void()> &chosen)
{
    auto *button = new QPushButton(text);
    button->setObjectName(name);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    theme::setLook(button, theme::Look::Pill);
    m_answers->addWidget(button);
    m_buttons.append(button);
    connect(
        button, &QPushButton::clicked, this,
        [this, chosen] {
            say(Kind::Note, {});
            if (chosen)
                chosen();
        },
        Qt::QueuedConnection); // the button goes with its bar
    return button;
}

QString DataNotice::text() const
{
    return m_label->text();
}

void DataNotice::clearAnswers()
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->setObjectName({});
        button->deleteLater();
    }
    m_buttons.clear();
}

void DataNotice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto role = m_kind == Kind::Error ? theme::Role::Bad
        : m_kind == Kind::Warning           ? theme::Role::Warning
                                            : theme::Role::Accent;
    QColor color = theme::color(role);
    painter.fillRect(0, 0, 3, height(), color);
    color.setAlpha(28);
    painter.fillRect(rect(), color);
}

} // namespace heliograph
