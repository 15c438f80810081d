// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/targetfields.h"

#include "app/models/servercontroller.h"
#include "ui/compose/fields.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace heliograph {

using namespace fields;

TargetFields::TargetFields(ServerController &server, QWidget *parent)
    : QWidget(parent), m_server(server),
      m_endpoint(editableCombo(QStringLiteral("composeEndpoint"),
                               tr("The stream it goes to; a new /events/name begins a channel"))),
      m_to(new QComboBox), m_error(errorLabel(QStringLiteral("composeEndpointError")))
{
    m_to->setObjectName(QStringLiteral("composeTo"));
    m_to->setToolTip(tr("Everyone at the endpoint, or the clients selected in the table"));
    m_to->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_to->setMinimumContentsLength(8);
    m_to->addItems({QString(), QString()});
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(captioned(tr("Endpoint"), m_endpoint), 1);
    row->addLayout(captioned(tr("To"), m_to), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_error);
    connect(m_endpoint, &QComboBox::editTextChanged, this, &TargetFields::showTargets);
    connect(m_endpoint, &QComboBox::editTextChanged, this, &TargetFields::edited);
    connect(m_to, &QComboBox::currentIndexChanged, this, &TargetFields::edited);
    connect(&m_server, &ServerController::snapshotChanged, this, &TargetFields::showTargets);
    connect(&m_server, &ServerController::snapshotChanged, this, &TargetFields::showEndpoints);
    showTargets();
    showEndpoints();
}

QString TargetFields::endpoint() const
{
    return m_endpoint->currentText();
}

void TargetFields::setEndpoint(const QString &endpoint)
{
    m_endpoint->setEditText(endpoint);
}

void TargetFields::setSelected(const QList<ConnectionId> &ids)
{
    m_selected = ids;
    showTargets();
    Q_EMIT edited();
}

bool TargetFields::isToSelected() const
{
    return m_to->currentIndex() == 1;
}

void TargetFields::aimAtSelected()
{
    m_to->setCurrentIndex(1);
}

void TargetFields::showError(const QString &sentence)
{
    theme::setInvalid(m_endpoint, !sentence.isEmpty());
    showSentence(m_error, sentence);
}

void TargetFields::showTargets()
{
    const QByteArray endpoint = m_endpoint->currentText().toUtf8();
    int everyone = 0;
    for (const EndpointSnapshot &each : m_server.snapshot()->endpoints) {
        if (each.path == endpoint)
            everyone = each.clients;
    }
    m_to->setItemText(0, tr("Everyone (%1)").arg(locale().toString(everyone)));
    m_to->setItemText(1, tr("Selected clients (%1)").arg(locale().toString(m_selected.size())));
}

void TargetFields::showEndpoints()
{
    QStringList paths{QStringLiteral("/events")};
    for (const EndpointSnapshot &each : m_server.snapshot()->endpoints) {
        const QString path = QString::fromUtf8(each.path);
        if (!paths.contains(path))
            paths.append(path);
    }
    QStringList shown;
    for (int row = 0; row < m_endpoint->count(); ++row)
        shown.append(m_endpoint->itemText(row));
    if (shown == paths)
        return;
    const QString text = m_endpoint->count() == 0 ? paths.first() : m_endpoint->currentText();
    const QSignalBlocker quiet(m_endpoint);
    m_endpoint->clear();
    m_endpoint->addItems(paths);
    m_endpoint->setEditText(text);
}

} // namespace heliograph
