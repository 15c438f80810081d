// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/playertarget.h"

#include "app/models/connectionsmodel.h"
#include "app/models/readable.h"
#include "app/models/servercontroller.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSettings>
#include <QSignalBlocker>

#include <algorithm>

namespace heliograph {

namespace {

const auto endpointKey = QStringLiteral("endpoint");
constexpr int mostOffered = 200; ///< clients
enum Choice { Everyone, Selected, FirstClient };

/// Fills @p combo and leaves what is chosen, or its text, as it is.
void refill(QComboBox &combo, const QStringList &texts, const QVariantList &values, int current)
{
    const QSignalBlocker quiet(&combo);
    const bool isSame = combo.count() == texts.size();
    for (int i = 0; i < texts.size(); ++i) {
        if (isSame) {
            combo.setItemText(i, texts.at(i));
            combo.setItemData(i, values.at(i));
        } else {
            if (i == 0)
                combo.clear();
            combo.addItem(texts.at(i), values.at(i));
        }
    }
    combo.setCurrentIndex(current);
}

} // namespace

PlayerTargetFields::PlayerTargetFields(ServerController &server, ConnectionsModel &clients,
                                       QWidget *parent)
    : QWidget(parent), m_server(server), m_clients(clients),
      m_endpoint(fields::editableCombo(QStringLiteral("playerEndpoint"),
                                       tr("The stream it is played to"))),
      m_to(new QComboBox)
{
    m_endpoint->setAccessibleName(tr("Endpoint"));
    m_to->setObjectName(QStringLiteral("playerTo"));
    m_to->setAccessibleName(tr("To"));
    m_to->setToolTip(tr("Everyone at the endpoint, the clients selected in the Clients table, or "
                        "one client"));
    m_to->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_to->setMinimumContentsLength(14);
    auto *caption = new QLabel(tr("Play to"), this);
    theme::setLook(caption, theme::Look::Caption);
    caption->setBuddy(m_endpoint);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(caption);
    layout->addWidget(m_endpoint, 1);
    layout->addWidget(m_to, 1);
    m_endpoint->addItem(QStringLiteral("/events"));
    fillClients();
    connect(m_endpoint, &QComboBox::editTextChanged, this, [this] {
        fillClients();
        Q_EMIT changed();
    });
    connect(m_to, &QComboBox::currentIndexChanged, this, &PlayerTargetFields::changed);
    connect(&server, &ServerController::snapshotChanged, this, [this] {
        fields::setItems(m_endpoint, m_server.endpointPaths());
        fillClients();
    });
}

PlayerTarget PlayerTargetFields::target() const
{
    PlayerTarget target;
    target.endpoint = m_endpoint->currentText().trimmed().toUtf8();
    if (m_to->currentIndex() == Selected)
        target.to = m_selected;
    else if (m_to->currentIndex() >= FirstClient)
        target.to = QList<ConnectionId>{m_to->currentData().value<ConnectionId>()};
    if (target.to)
        std::sort(target.to->begin(), target.to->end());
    return target;
}

void PlayerTargetFields::setSelected(const QList<ConnectionId> &ids)
{
    m_selected = ids;
    fillClients();
    if (m_to->currentIndex() == Selected)
        Q_EMIT changed();
}

/// One that left stays offered while it is chosen: nothing shall go to somebody else by itself.
void PlayerTargetFields::fillClients()
{
    const QByteArray endpoint = m_endpoint->currentText().trimmed().toUtf8();
    const ConnectionId chosen = m_to->currentIndex() >= FirstClient
        ? m_to->currentData().value<ConnectionId>()
        : ConnectionId::None;
    int current = std::clamp(m_to->currentIndex(), int{Everyone}, int{Selected});
    int there = 0;
    QStringList texts{
        QString(),
        tr("Selected clients (%1)").arg(readable::number(static_cast<quint64>(m_selected.size())))};
    QVariantList values{QVariant(), QVariant()};
    for (int row = 0; row < m_clients.rowCount(); ++row) {
        const ClientRow &client = m_clients.row(row);
        const bool isHere = !client.isClosed && client.facts->endpoint == endpoint;
        there += isHere ? 1 : 0;
        if (client.facts->id != chosen && (!isHere || texts.size() > mostOffered))
            continue;
        if (client.facts->id == chosen)
            current = static_cast<int>(texts.size());
        texts.append(nameOf(client.facts->id));
        values.append(QVariant::fromValue(client.facts->id));
    }
    if (chosen != ConnectionId::None && current < FirstClient) { // the model forgot it
        current = static_cast<int>(texts.size());
        texts.append(tr("Client %1 (left)").arg(toNumber(chosen)));
        values.append(QVariant::fromValue(chosen));
    }
    texts[Everyone] = tr("Everyone (%1)").arg(readable::number(static_cast<quint64>(there)));
    refill(*m_to, texts, values, current);
}

QString PlayerTargetFields::nameOf(ConnectionId id) const
{
    const ClientRow &client = m_clients.row(m_clients.rowOf(id));
    const QString name = client.agent.name.isEmpty()
        ? tr("Client %1").arg(toNumber(id))
        : readable::oneLine(client.agent.name.toUtf8(), 40);
    const QString text = QStringLiteral("%1 \u00b7 %2").arg(name, client.facts->remote);
    return client.isClosed ? tr("%1 (left)").arg(text) : text;
}

void PlayerTargetFields::save(QSettings &settings) const
{
    settings.setValue(endpointKey, m_endpoint->currentText());
}

void PlayerTargetFields::restore(const QSettings &settings)
{
    m_endpoint->setEditText(settings.value(endpointKey, QStringLiteral("/events")).toString());
}

} // namespace heliograph
