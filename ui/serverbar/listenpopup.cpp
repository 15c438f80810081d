// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/serverbar/listenpopup.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace heliograph {

namespace {

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

} // namespace

ListenPopup::ListenPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_host(new QComboBox), m_port(new QSpinBox),
      m_warning(new QLabel(tr("Other machines will reach the streams. The API asks for a token."))),
      m_start(new QPushButton(tr("Listen here"))), m_stop(new QPushButton(tr("Stop")))
{
    setObjectName(QStringLiteral("listenPopup"));
    setAccessibleName(tr("Host and port"));
    setFrameShape(QFrame::StyledPanel);
    m_host->setObjectName(QStringLiteral("listenHost"));
    m_host->setAccessibleName(tr("Host"));
    m_host->setToolTip(tr("Address to listen on; 0.0.0.0 is every one of this machine"));
    m_host->setEditable(true);
    m_host->addItems({QStringLiteral("127.0.0.1"), QStringLiteral("localhost"),
                      QStringLiteral("::1"), QStringLiteral("0.0.0.0")});
    m_port->setObjectName(QStringLiteral("listenPort"));
    m_port->setAccessibleName(tr("Port"));
    m_port->setToolTip(tr("Port to listen on; 0 picks a free one"));
    m_port->setRange(0, 65535);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_start->setObjectName(QStringLiteral("listenStart"));
    m_start->setToolTip(tr("Listen on this host and port (Enter)"));
    theme::setLook(m_start, theme::Look::Accent);
    m_stop->setObjectName(QStringLiteral("listenStop"));
    m_stop->setToolTip(tr("End every stream and stop listening"));
    m_warning->setWordWrap(true);
    theme::setLook(m_warning, theme::Look::Caption);
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addRow(tr("Host"), m_host);
    layout->addRow(tr("Port"), m_port);
    layout->addRow(m_warning);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_stop);
    layout->addRow(buttons);
    connect(m_start, &QPushButton::clicked, this, &ListenPopup::apply);
    connect(m_host->lineEdit(), &QLineEdit::returnPressed, this, &ListenPopup::apply);
    connect(m_host, &QComboBox::editTextChanged, this,
            [this](const QString &host) { m_warning->setVisible(!isLoopback(host.trimmed())); });
    connect(m_stop, &QPushButton::clicked, this, [this] {
        hide();
        Q_EMIT stopRequested();
    });
    m_warning->hide();
}

void ListenPopup::setAddress(const QString &host, quint16 port)
{
    m_host->setEditText(host);
    m_port->setValue(port);
}

void ListenPopup::setListening(bool listening)
{
    m_stop->setVisible(listening);
}

void ListenPopup::popUpBelow(const QWidget *anchor)
{
    setMinimumWidth(anchor->width());
    adjustSize();
    move(anchor->mapToGlobal(QPoint(0, anchor->height() + 4)));
    show();
    m_host->setFocus(Qt::PopupFocusReason);
}

void ListenPopup::apply()
{
    hide();
    m_port->interpretText();
    Q_EMIT startRequested(m_host->currentText().trimmed(), static_cast<quint16>(m_port->value()));
}

} // namespace heliograph
