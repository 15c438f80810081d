// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonformarray.h"

#include "ui/jsontools/jsonformrow.h"
#include "ui/theme/theme.h"

#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

namespace {

constexpr qsizetype MostRows = 100;

} // namespace

JsonArrayField::JsonArrayField(JsonFormContext &context, JsonFieldFacts facts, int depth,
                               const JsonValue &value)
    : JsonFormField(context), m_facts(std::move(facts)), m_depth(depth), m_rows(new QVBoxLayout),
      m_add(new QToolButton)
{
    m_add->setText(tr("Add an item"));
    m_add->setToolTip(tr("Add an item at the end"));
    theme::setLook(m_add, theme::Look::Pill);
    connect(m_add, &QToolButton::clicked, this, &JsonArrayField::addItem);
    m_rows->setSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(m_rows);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    for (const JsonValue &item : value.items)
        append(item);
    showNumbers();
}

QByteArray JsonArrayField::json() const
{
    QByteArray text = "[";
    for (const Item &item : m_items) {
        if (text.size() > 1)
            text += ',';
        text += item.row->field().json();
    }
    return text + ']';
}

QString JsonArrayField::summary() const
{
    return m_items.size() == 1 ? tr("1 item")
                               : tr("%1 items").arg(locale().toString(m_items.size()));
}

void JsonArrayField::findPlaces(const QString &pointer, Places &places)
{
    m_add->setObjectName(QStringLiteral("jsonAdd") + pointer);
    for (qsizetype index = 0; index < m_items.size(); ++index)
        m_items.at(index).row->findPlaces(jsonPointer(pointer, index), places);
}

JsonFieldRequest JsonArrayField::request(qsizetype index) const
{
    JsonFieldRequest request;
    request.schemas =
        index < m_facts.prefixItems.size() ? m_facts.prefixItems.at(index) : m_facts.items;
    request.depth = m_depth + 1;
    return request;
}

void JsonArrayField::append(const JsonValue &value)
{
    const JsonFieldRequest wanted = request(m_items.size());
    auto *field = makeJsonField(context(), wanted, value);
    const QString note = m_items.size() < m_facts.prefixItems.size()
        ? jsonNote(factsFor(context(), wanted), {})
        : QString();
    auto *row = new JsonFormRow({QString(), note, false}, field);
    QToolButton *up = row->addButton(QStringLiteral("↑"), tr("Move up"));
    QToolButton *down = row->addButton(QStringLiteral("↓"), tr("Move down"));
    QToolButton *remove = row->addButton(QStringLiteral("✕"), tr("Remove"));
    connect(up, &QToolButton::clicked, this, [this, row] { move(row, -1); });
    connect(down, &QToolButton::clicked, this, [this, row] { move(row, 1); });
    connect(remove, &QToolButton::clicked, this, [this, row] { removeItem(row); });
    m_items.append({row, up, down});
    m_rows->addWidget(row);
    m_example = value;
    m_hasExample = true;
}

/// As the schema begins one; without a schema like the last one.
void JsonArrayField::addItem()
{
    const bool isLikeTheLast = m_hasExample && !context().schema();
    append(isLikeTheLast ? JsonValue(m_example) : initialFor(context(), request(m_items.size())));
    showNumbers();
    Q_EMIT context().edited();
    if (QWidget *input = m_items.last().row->field().input())
        input->setFocus(Qt::OtherFocusReason);
}

void JsonArrayField::removeItem(JsonFormRow *row)
{
    if (const auto value = parseJson(row->field().json()))
        m_example = *value;
    m_items.removeAt(indexOf(row));
    row->hide();
    row->deleteLater();
    showNumbers();
    Q_EMIT context().edited();
}

void JsonArrayField::move(JsonFormRow *row, int by)
{
    const qsizetype from = indexOf(row);
    const qsizetype to = from + by;
    if (from < 0 || to < 0 || to >= m_items.size())
        return;
    m_items.move(from, to);
    m_rows->removeWidget(row);
    m_rows->insertWidget(static_cast<int>(to), row);
    showNumbers();
    Q_EMIT context().edited();
}

qsizetype JsonArrayField::indexOf(const JsonFormRow *row) const
{
    const auto found = std::find_if(m_items.cbegin(), m_items.cend(),
                                    [row](const Item &item) { return item.row == row; });
    return found == m_items.cend() ? -1 : found - m_items.cbegin();
}

void JsonArrayField::showNumbers()
{
    for (qsizetype index = 0; index < m_items.size(); ++index) {
        const Item &item = m_items.at(index);
        item.row->setName(QString::number(index));
        item.up->setEnabled(index > 0);
        item.down->setEnabled(index + 1 < m_items.size());
    }
    const qsizetype most = qMin(MostRows, m_facts.maxItems);
    m_add->setEnabled(m_items.size() < most);
    m_add->setToolTip(m_add->isEnabled()
                          ? tr("Add an item at the end")
                          : tr("There may be no more than %1 items").arg(locale().toString(most)));
    m_add->setAccessibleName(m_add->toolTip());
}

} // namespace heliograph
