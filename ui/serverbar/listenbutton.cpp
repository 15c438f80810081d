// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/serverbar/listenbutton.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QUrl>

namespace heliograph {

ListenButton::ListenButton(QWidget *parent)
    : QPushButton(parent), m_dot(new QLabel(QStringLiteral("●"))), m_state(new QLabel),
      m_url(new QLabel)
{
    setObjectName(QStringLiteral("listenButton"));
    setToolTip(tr("Where the server listens; choose host and port (Ctrl+L)"));
    theme::setLook(m_state, theme::Look::Heading);
    theme::setLook(m_url, theme::Look::Fixed);
    auto *arrow = new QLabel(QStringLiteral("▾"));
    theme::setLook(arrow, theme::Look::Quiet);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 0, 10, 0);
    layout->setSpacing(7);
    for (QLabel *label : {m_dot, m_state, m_url, arrow}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        layout->addWidget(label);
    }
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    showUrl({});
}

void ListenButton::showUrl(const QUrl &url)
{
    m_isListening = !url.isEmpty();
    m_state->setText(m_isListening ? tr("Listening") : tr("Stopped"));
    m_url->setText(url.toString());
    m_url->setVisible(m_isListening);
    setAccessibleName(m_isListening ? tr("Listening on %1").arg(url.toString()) : tr("Stopped"));
    paintDot();
    updateGeometry();
}

QSize ListenButton::sizeHint() const
{
    // The text-less button's own height is that of its neighbours.
    return {layout()->sizeHint().width(),
            qMax(QPushButton::sizeHint().height(), layout()->sizeHint().height() + 8)};
}

void ListenButton::changeEvent(QEvent *event)
{
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        paintDot();
}

void ListenButton::paintDot()
{
    const auto role = m_isListening ? theme::Role::Good : theme::Role::QuietText;
    const QString sheet = QStringLiteral("color: %1").arg(theme::color(role).name());
    if (m_dot->styleSheet() != sheet)
        m_dot->setStyleSheet(sheet);
}

} // namespace heliograph
