// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonformobject.h"

#include "app/json/jsonstring.h"
#include "ui/jsontools/jsonformrow.h"
#include "ui/theme/theme.h"

#include <QInputDialog>
#include <QLocale>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

JsonObjectField::JsonObjectField(JsonFormContext &context, JsonFieldFacts facts, int depth,
                                 const JsonValue &value)
    : JsonFormField(context), m_facts(std::move(facts)), m_depth(depth), m_rows(new QVBoxLayout),
      m_add(new QToolButton), m_menu(new QMenu(this))
{
    m_add->setText(tr("Add a field ▾"));
    m_add->setAccessibleName(tr("Add a field"));
    m_add->setToolTip(tr("Add a member to this object"));
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setMenu(m_menu);
    theme::setLook(m_add, theme::Look::Pill);
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &JsonObjectField::fillMenu);
    m_rows->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(m_rows);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    // In the schema's order, and then what the schema does not name.
    for (const JsonProperty &property : std::as_const(m_facts.properties)) {
        for (const JsonMember &member : value.members) {
            if (member.name == property.name)
                addMember(member, m_members.size());
        }
    }
    for (const JsonMember &member : value.members) {
        if (!property(member.name))
            addMember(member, m_members.size());
    }
    for (const JsonProperty &property : std::as_const(m_facts.properties)) {
        if (property.isRequired && !has(property.name))
            addProperty(property.name);
    }
    m_add->setVisible(m_facts.allowsOthers || !m_facts.properties.isEmpty());
}

QByteArray JsonObjectField::json() const
{
    QByteArray text = "{";
    for (const Member &member : m_members) {
        if (text.size() > 1)
            text += ',';
        text += member.nameText + ':' + member.row->field().json();
    }
    return text + '}';
}

QString JsonObjectField::summary() const
{
    return m_members.size() == 1 ? tr("1 field")
                                 : tr("%1 fields").arg(locale().toString(m_members.size()));
}

void JsonObjectField::findPlaces(const QString &pointer, Places &places)
{
    m_add->setObjectName(QStringLiteral("jsonAdd") + pointer);
    for (const Member &member : std::as_const(m_members))
        member.row->findPlaces(jsonPointer(pointer, member.name), places);
}

void JsonObjectField::addMember(const JsonMember &member, qsizetype at)
{
    const JsonProperty *known = property(member.name);
    JsonFieldRequest request;
    request.schemas = known ? known->schemas : m_facts.others;
    request.depth = m_depth + 1;
    const JsonFieldFacts facts = factsFor(context(), request);
    auto *field = makeJsonField(context(), request, member.value);
    const bool isRequired = known && known->isRequired;
    auto *row = new JsonFormRow({member.name, jsonNote(facts, member.name), isRequired}, field);
    if (!isRequired) {
        QToolButton *remove =
            row->addButton(QStringLiteral("✕"), tr("Leave %1 out").arg(member.name));
        connect(remove, &QToolButton::clicked, this, [this, row] { removeMember(row); });
    }
    m_members.insert(at, {member.name, member.nameText, row});
    m_rows->insertWidget(static_cast<int>(at), row);
}

/// Where the schema has it.
void JsonObjectField::addProperty(const QString &name)
{
    const JsonProperty *known = property(name);
    JsonMember member;
    member.name = name;
    member.nameText = jsonStringLiteral(name);
    const auto removed = std::find_if(m_removed.cbegin(), m_removed.cend(),
                                      [&name](const JsonMember &one) { return one.name == name; });
    if (removed != m_removed.cend()) {
        member = *removed;
        m_removed.erase(removed);
    } else {
        JsonFieldRequest request;
        request.schemas = known ? known->schemas : m_facts.others;
        member.value = initialFor(context(), request);
    }
    qsizetype at = known ? 0 : m_members.size();
    for (const JsonProperty &before : std::as_const(m_facts.properties)) {
        if (!known || before.name == name)
            break;
        at += has(before.name) ? 1 : 0;
    }
    addMember(member, std::min(at, m_members.size()));
}

void JsonObjectField::addOther()
{
    auto *dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("jsonAddName"));
    dialog->setWindowTitle(tr("Add a field"));
    dialog->setLabelText(tr("Its name:"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString &name) {
        if (has(name))
            return;
        addProperty(name);
        Q_EMIT context().edited();
    });
    dialog->open();
}

void JsonObjectField::removeMember(JsonFormRow *row)
{
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [row](const Member &member) { return member.row == row; });
    if (found == m_members.end())
        return;
    JsonMember removed;
    removed.name = found->name;
    removed.nameText = found->nameText;
    if (const auto value = parseJson(row->field().json())) {
        removed.value = *value;
        m_removed.append(removed);
    }
    m_members.erase(found);
    row->hide();
    row->deleteLater();
    Q_EMIT context().edited();
}

void JsonObjectField::fillMenu()
{
    constexpr int most = 200;
    m_menu->clear();
    const auto offer = [this](const QString &name, const QString &note) {
        if (has(name) || m_menu->actions().size() >= most)
            return;
        QAction *action =
            m_menu->addAction(QString(name).left(60).replace(u'&', QStringLiteral("&&")));
        action->setToolTip(note);
        connect(action, &QAction::triggered, this, [this, name] {
            addProperty(name);
            Q_EMIT context().edited();
        });
    };
    for (const JsonProperty &property : std::as_const(m_facts.properties)) {
        JsonFieldRequest request;
        request.schemas = property.schemas;
        offer(property.name, jsonNote(factsFor(context(), request), property.name));
    }
    for (const JsonMember &member : std::as_const(m_removed))
        offer(member.name, tr("As it was"));
    if (m_facts.allowsOthers) {
        if (!m_menu->isEmpty())
            m_menu->addSeparator();
        connect(m_menu->addAction(tr("Another name…")), &QAction::triggered, this,
                &JsonObjectField::addOther);
    } else if (m_menu->isEmpty()) {
        m_menu->addAction(tr("All fields are there"))->setEnabled(false);
    }
}

const JsonProperty *JsonObjectField::property(const QString &name) const
{
    const auto found =
        std::find_if(m_facts.properties.cbegin(), m_facts.properties.cend(),
                     [&name](const JsonProperty &property) { return property.name == name; });
    return found == m_facts.properties.cend() ? nullptr : &*found;
}

bool JsonObjectField::has(const QString &name) const
{
    return std::any_of(m_members.cbegin(), m_members.cend(),
                       [&name](const Member &member) { return member.name == name; });
}

} // namespace heliograph
