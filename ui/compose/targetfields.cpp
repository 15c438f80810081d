// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/targetfields.h"

#include "app/models/servercontroller.h"
#include "ui/compose/matchfield.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSet>
#include <QStyleOptionComboBox>
#include <QStylePainter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace heliograph {

using namespace fields;

namespace {
constexpr std::chrono::milliseconds MatchDelay{150};

/// Says "…" where its text does not fit.
class ElidingComboBox final : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QStylePainter painter(this);
        QStyleOptionComboBox option;
        initStyleOption(&option);
        const QRect field = style()->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, this);
        painter.drawComplexControl(QStyle::CC_ComboBox, option);
        option.currentText =
            option.fontMetrics.elidedText(option.currentText, Qt::ElideRight, field.width() - 2);
        painter.drawControl(QStyle::CE_ComboBoxLabel, option);
    }
};
} // namespace

TargetFields::TargetFields(ServerController &server, ComposeController &controller, QWidget *parent)
    : QWidget(parent), m_server(server), m_controller(controller),
      m_endpoint(editableCombo(QStringLiteral("composeEndpoint"),
                               tr("The stream it goes to; a new /events/name begins a channel"))),
      m_to(new ElidingComboBox), m_match(new MatchField),
      m_error(errorLabel(QStringLiteral("composeEndpointError")))
{
    setupTo();
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(captioned(tr("Endpoint"), m_endpoint), 1);
    row->addLayout(captioned(tr("To"), m_to), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(row);
    layout->addWidget(m_match);
    layout->addWidget(m_error);
    m_match->hide();
    connectFields();
    showTargets();
    showEndpoints();
}

void TargetFields::setupTo()
{
    m_to->setObjectName(QStringLiteral("composeTo"));
    m_to->setToolTip(tr("Everyone at the endpoint, the clients selected in the table, or those "
                        "that an expression is true for"));
    m_to->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_to->setMinimumContentsLength(8);
    m_to->addItems({QString(), QString(), tr("Clients that match…")});
}

void TargetFields::connectFields()
{
    m_matchDelay.setSingleShot(true);
    connect(&m_matchDelay, &QTimer::timeout, this, &TargetFields::watchMatch);
    connect(m_endpoint, &QComboBox::editTextChanged, this, &TargetFields::showTargets);
    connect(m_endpoint, &QComboBox::editTextChanged, this, &TargetFields::edited);
    connect(m_to, &QComboBox::currentIndexChanged, this, &TargetFields::edited);
    connect(m_to, &QComboBox::currentIndexChanged, this, [this] {
        m_match->setVisible(choice() == TargetChoice::Matching);
        watchMatch();
    });
    connect(m_to, &QComboBox::activated, this, [this] {
        if (choice() == TargetChoice::Matching)
            m_match->setFocus(Qt::OtherFocusReason);
    });
    connect(m_match, &QLineEdit::textChanged, m_match, &MatchField::forgetCount);
    connect(m_match, &QLineEdit::textChanged, this, &TargetFields::edited);
    const auto later = [this] {
        if (choice() == TargetChoice::Matching)
            m_matchDelay.start(MatchDelay);
    };
    connect(m_match, &QLineEdit::textChanged, this, later);
    connect(m_endpoint, &QComboBox::editTextChanged, this, later);
    connect(&m_server, &ServerController::snapshotChanged, this, &TargetFields::showTargets);
    connect(&m_server, &ServerController::snapshotChanged, this, &TargetFields::showEndpoints);
    connect(&m_controller, &ComposeController::selectionChanged, this, &TargetFields::showTargets);
    connect(&m_controller, &ComposeController::selectionChanged, this, &TargetFields::edited);
    connect(&m_controller, &ComposeController::matchCounted, this, &TargetFields::matchCounted);
}

void TargetFields::fill(Draft &draft) const
{
    draft.endpoint = m_endpoint->currentText();
    draft.to = choice();
    draft.match = m_match->text();
}

void TargetFields::setDraft(const Draft &draft)
{
    m_endpoint->setEditText(draft.endpoint);
    m_match->setText(draft.match);
    m_to->setCurrentIndex(static_cast<int>(draft.to));
}

TargetChoice TargetFields::choice() const
{
    return static_cast<TargetChoice>(m_to->currentIndex());
}

void TargetFields::aimAtSelected()
{
    const QList<ConnectionId> &selected = m_controller.selectedClients();
    for (const ConnectionSnapshot &each : m_server.snapshot()->connections) {
        if (m_reached == 0 && selected.contains(each.facts->id))
            m_endpoint->setEditText(QString::fromUtf8(each.facts->endpoint));
    }
    m_to->setCurrentIndex(static_cast<int>(TargetChoice::Selected));
}

void TargetFields::addErrors(DraftErrors &errors) const
{
    if (choice() == TargetChoice::Selected && m_controller.selectedClients().isEmpty())
        errors.add(DraftField::Whole,
                   tr("No client is selected. Select some in the Clients table."));
    else if (choice() == TargetChoice::Selected && m_reached == 0)
        errors.add(DraftField::Whole,
                   tr("None of the selected clients is at %1 now. Select others in the Clients "
                      "table, or choose their endpoint.")
                       .arg(m_endpoint->currentText()));
    if (choice() != TargetChoice::Matching || !errors.of(DraftField::Match).isEmpty())
        return;
    if (m_match->text().trimmed().isEmpty())
        errors.add(DraftField::Match,
                   tr("Write what is true for the clients it goes to, such as query.user == "
                      "\"42\"."));
    else if (!m_match->error().isEmpty())
        errors.add(DraftField::Match, m_match->error());
}

void TargetFields::showErrors(const DraftErrors &errors)
{
    const QString endpoint = errors.of(DraftField::Endpoint);
    theme::setInvalid(m_endpoint, !endpoint.isEmpty());
    showSentence(m_error, endpoint.isEmpty() ? errors.of(DraftField::Match) : endpoint);
}

void TargetFields::showTargets()
{
    const QByteArray endpoint = m_endpoint->currentText().toUtf8();
    int everyone = 0;
    for (const EndpointSnapshot &each : m_server.snapshot()->endpoints) {
        if (each.path == endpoint)
            everyone = each.clients;
    }
    const qsizetype selected = m_controller.selectedClients().size();
    const qsizetype before = std::exchange(m_reached, countReached());
    const QString count = m_reached == selected
        ? locale().toString(selected)
        : tr("%1 of %2").arg(locale().toString(m_reached), locale().toString(selected));
    m_to->setItemText(0, tr("Everyone (%1)").arg(locale().toString(everyone)));
    m_to->setItemText(1, tr("Selected clients (%1)").arg(count));
    if ((before == 0) != (m_reached == 0) && choice() == TargetChoice::Selected)
        Q_EMIT edited();
}

/// Of the selected clients those that are still there, and at the endpoint. Nobody knows where a
/// template leads, nor yet about clients that came after the snapshot.
qsizetype TargetFields::countReached()
{
    const QList<ConnectionId> &selected = m_controller.selectedClients();
    const QString endpoint = m_endpoint->currentText();
    if (endpoint.contains(QLatin1String("${")))
        return selected.size();
    const QSet<ConnectionId> wanted(selected.cbegin(), selected.cend());
    const QByteArray path = endpoint.toUtf8();
    qsizetype reached = 0;
    for (const ConnectionSnapshot &each : m_server.snapshot()->connections) {
        m_newest = std::max(m_newest, each.facts->id);
        if (each.facts->endpoint == path && wanted.contains(each.facts->id))
            ++reached;
    }
    return reached + std::count_if(wanted.cbegin(), wanted.cend(), [this](ConnectionId id) {
               return id > m_newest;
           });
}

void TargetFields::showEndpoints()
{
    const QStringList paths = m_server.endpointPaths();
    const bool isFirst = m_endpoint->count() == 0;
    setItems(m_endpoint, paths);
    if (isFirst)
        m_endpoint->setEditText(paths.constFirst());
}

void TargetFields::watchMatch()
{
    m_matchDelay.stop();
    const bool counts = choice() == TargetChoice::Matching;
    m_controller.watchMatch(m_endpoint->currentText(),
                            counts ? m_match->text().trimmed() : QString());
}

void TargetFields::matchCounted(const MatchCount &count)
{
    const bool isOurs = choice() == TargetChoice::Matching
        && count.expression == m_match->text().trimmed()
        && count.endpoint == m_endpoint->currentText();
    if (!isOurs)
        return;
    const QString before = m_match->error();
    m_match->showCount(count);
    if (before != m_match->error())
        Q_EMIT edited();
}

} // namespace heliograph
