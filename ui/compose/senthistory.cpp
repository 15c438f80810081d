// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/senthistory.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

namespace heliograph {

namespace {

constexpr qsizetype MostSavedData = qsizetype{32} * 1024;
constexpr qsizetype SummaryLength = 56;

} // namespace

void SentHistory::add(const Draft &draft)
{
    m_drafts.removeOne(draft);
    m_drafts.prepend(draft);
    if (m_drafts.size() > MostEvents)
        m_drafts.removeLast();
    if (draft.event.isEmpty())
        return;
    m_types.removeOne(draft.event);
    m_types.prepend(draft.event);
    if (m_types.size() > MostTypes)
        m_types.removeLast();
}

void SentHistory::clear()
{
    m_drafts.clear();
    m_types.clear();
}

void SentHistory::save(QSettings &settings) const
{
    QJsonArray array;
    for (const Draft &draft : m_drafts) {
        if (draft.data.size() <= MostSavedData)
            array.append(toJson(draft));
    }
    settings.setValue(QStringLiteral("compose/sent"),
                      QJsonDocument(array).toJson(QJsonDocument::Compact));
    settings.setValue(QStringLiteral("compose/eventTypes"), m_types);
}

void SentHistory::restore(const QSettings &settings)
{
    clear();
    const auto bytes = settings.value(QStringLiteral("compose/sent")).toByteArray();
    const QJsonArray array = QJsonDocument::fromJson(bytes).array();
    for (const QJsonValue value : array) {
        if (m_drafts.size() < MostEvents)
            m_drafts.append(draftFromJson(value.toObject()));
    }
    m_types = settings.value(QStringLiteral("compose/eventTypes")).toStringList().mid(0, MostTypes);
}

QString summary(const Draft &draft)
{
    const QString type = draft.event.isEmpty() ? QStringLiteral("message") : draft.event;
    const QString data = QString::fromUtf8(draft.data.left(SummaryLength * 4)).simplified();
    const QString shown =
        data.size() > SummaryLength ? data.left(SummaryLength) + QStringLiteral("…") : data;
    return QStringLiteral("%1  %2  %3").arg(draft.endpoint, type, shown);
}

} // namespace heliograph
