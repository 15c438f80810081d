// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/serverbar/serverbar.h"

#include "app/models/readable.h"
#include "app/models/servercontroller.h"
#include "app/models/trafficseries.h"
#include "ui/serverbar/listenbutton.h"
#include "ui/serverbar/listenpopup.h"
#include "ui/serverbar/noticebutton.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QToolButton>

namespace heliograph {

ServerBar::ServerBar(ServerController &server, const TrafficSeries &traffic, QWidget *parent)
    : QWidget(parent), m_server(server), m_traffic(traffic)
{
    setObjectName(QStringLiteral("serverBar"));
    setAccessibleName(tr("Server"));
    theme::setLook(this, theme::Look::Panel);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(10);
    setupButtons(layout);
    setupTotals(layout);
    connect(&m_server, &ServerController::listening, this, &ServerBar::listening);
    connect(&m_server, &ServerController::stopped, this, &ServerBar::stopped);
    connect(&m_server, &ServerController::listenFailed, this, [this](const Error &error) {
        showState();
        m_notice->showSentence(error.message, true);
    });
    connect(&m_server, &ServerController::snapshotChanged, this, &ServerBar::showTotals);
    connect(&m_traffic, &TrafficSeries::changed, this, &ServerBar::showTotals);
    showState();
    showTotals();
}

void ServerBar::setupButtons(QHBoxLayout *layout)
{
    m_listen = new ListenButton;
    m_popup = new ListenPopup(this);
    m_startStop = new QPushButton;
    m_startStop->setObjectName(QStringLiteral("startStop"));
    m_startStop->setToolTip(tr("Start or stop the server (F5)"));
    m_copy = new QPushButton(tr("Copy URL"));
    m_copy->setObjectName(QStringLiteral("copyUrl"));
    m_copy->setToolTip(tr("Copy the URL of /events (Ctrl+Shift+U)"));
    m_startPage = new QPushButton(tr("Start page"));
    m_startPage->setObjectName(QStringLiteral("startPage"));
    m_startPage->setToolTip(tr("Open the server's page in the browser (Ctrl+Shift+B)"));
    m_notice = new NoticeButton;
    for (QWidget *each :
         std::initializer_list<QWidget *>{m_listen, m_startStop, m_copy, m_startPage, m_notice})
        layout->addWidget(each);
    layout->addStretch(1);
    connect(m_listen, &QPushButton::clicked, this, &ServerBar::chooseAddress);
    connect(m_startStop, &QPushButton::clicked, this, &ServerBar::startOrStop);
    connect(m_copy, &QPushButton::clicked, this, &ServerBar::copyUrl);
    connect(m_startPage, &QPushButton::clicked, this, &ServerBar::openStartPage);
    connect(m_popup, &ListenPopup::stopRequested, &m_server, &ServerController::stop);
    connect(m_popup, &ListenPopup::startRequested, this, [this](const QString &host, quint16 port) {
        setAddress(host, port);
        m_isOn = true;
        m_heldPort = 0;
        m_server.start(host, port, false);
    });
}

void ServerBar::setupTotals(QHBoxLayout *layout)
{
    m_totals = new QLabel;
    m_totals->setObjectName(QStringLiteral("totals"));
    m_totals->setAccessibleName(tr("Totals"));
    m_totals->setToolTip(tr("Connected clients, events published and bytes in the last second"));
    m_totals->setTextFormat(Qt::RichText);
    theme::setLook(m_totals, theme::Look::Quiet);
    m_menu = new QToolButton;
    m_menu->setObjectName(QStringLiteral("menuButton"));
    m_menu->setAccessibleName(tr("Menu"));
    m_menu->setToolTip(tr("Menu (F10)"));
    m_menu->setText(QStringLiteral("⋯"));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setFocusPolicy(Qt::StrongFocus);
    m_menu->setShortcut(QKeySequence(Qt::Key_F10));
    layout->addWidget(m_totals);
    layout->addWidget(m_menu);
}

void ServerBar::setMenu(QMenu *menu)
{
    m_menu->setMenu(menu);
}

void ServerBar::start()
{
    m_isOn = true;
    m_server.start(m_host, m_port, true);
}

void ServerBar::startOrStop()
{
    if (m_server.isListening())
        m_server.stop();
    else
        start();
}

void ServerBar::restart()
{
    if (m_heldPort != 0)
        m_server.start(m_host, m_heldPort, false);
    else
        start();
}

void ServerBar::copyUrl()
{
    if (m_server.isListening())
        QGuiApplication::clipboard()->setText(m_server.url().toString()
                                              + QStringLiteral("/events"));
}

void ServerBar::openStartPage()
{
    if (m_server.isListening())
        QDesktopServices::openUrl(m_server.url());
}

void ServerBar::chooseAddress()
{
    m_popup->setAddress(m_host, m_port);
    m_popup->setListening(m_server.isListening());
    m_popup->popUpBelow(m_listen);
}

void ServerBar::setAddress(const QString &host, quint16 port)
{
    m_host = host;
    m_port = port;
}

void ServerBar::save(QSettings &settings) const
{
    settings.setValue(QStringLiteral("server/host"), m_host);
    settings.setValue(QStringLiteral("server/port"), m_port);
}

void ServerBar::restore(const QSettings &settings)
{
    m_host = settings.value(QStringLiteral("server/host"), m_host).toString();
    m_port = static_cast<quint16>(settings.value(QStringLiteral("server/port"), m_port).toUInt());
}

void ServerBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_totals)
        showTotals();
}

void ServerBar::listening(const QUrl &url, quint16 wantedPort)
{
    m_heldPort = static_cast<quint16>(url.port());
    showState();
    if (wantedPort != 0 && url.port() != wantedPort)
        m_notice->showSentence(
            tr("Port %1 was taken; listening on %2").arg(wantedPort).arg(url.port()), false);
    else
        m_notice->hide();
}

void ServerBar::stopped()
{
    m_isOn = false;
    m_heldPort = 0;
    showState();
    m_notice->hide();
}

void ServerBar::showState()
{
    const bool isListening = m_server.isListening();
    m_listen->showUrl(m_server.url());
    m_startStop->setText(isListening ? tr("Stop") : tr("Start"));
    m_copy->setEnabled(isListening);
    m_startPage->setEnabled(isListening);
}

void ServerBar::showTotals()
{
    const TrafficBucket second = m_traffic.latest();
    const auto strong = [](const QString &number) {
        return QStringLiteral("<span style=\"color:%1\"><b>%2</b></span>")
            .arg(theme::color(theme::Role::Text).name(), number);
    };
    const QString bytes = readable::bytes(second.bytes); // "1.2 MB"
    const QString amount = bytes.section(QChar(u' '), 0, 0);
    const QString unit = bytes.section(QChar(u' '), 1);
    const QString gap = QStringLiteral("&nbsp;&nbsp; ");
    const auto clients = static_cast<quint64>(m_server.snapshot()->status.connections);
    const QString text =
        (clients == 1 ? tr("%1 client") : tr("%1 clients")).arg(strong(readable::number(clients)))
        + gap + tr("%1 events/s").arg(strong(readable::number(second.published))) + gap
        + tr("%1 %2/s").arg(strong(amount), unit);
    if (m_totals->text() != text)
        m_totals->setText(text);
}

} // namespace heliograph
