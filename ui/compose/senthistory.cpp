// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/senthistory.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

namespace heliograph {

namespace {

constexpr qsizetype MostSaved = qsizetype{32} * 1024;
constexpr auto TimeName = "sentAt"; ///< milliseconds since the Unix epoch

/// @p draft without the bytes of an event, and without the event beside raw bytes.
Draft whatIsSent(Draft draft)
{
    if (draft.mode == DraftMode::Event) {
        draft.raw.clear();
        return draft;
    }
    Draft raw;
    raw.endpoint = draft.endpoint;
    raw.to = draft.to;
    raw.match = draft.match;
    raw.mode = draft.mode;
    raw.raw = draft.raw;
    return raw;
}

bool isSmall(const Draft &draft)
{
    return draft.data.size() <= MostSaved && draft.raw.size() <= MostSaved;
}

} // namespace

void SentHistory::add(const Draft &composed, const QDateTime &at)
{
    const Draft draft = whatIsSent(composed);
    m_drafts.removeIf([&draft](const SentDraft &each) { return each.draft == draft; });
    m_drafts.prepend({draft, at});
    if (m_drafts.size() > MostDrafts)
        m_drafts.removeLast();
    if (draft.event.isEmpty() || draft.mode == DraftMode::Raw)
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
    for (const SentDraft &sent : m_drafts) {
        if (!isSmall(sent.draft))
            continue;
        QJsonObject object = toJson(sent.draft);
        if (sent.at.isValid())
            object.insert(QLatin1String(TimeName), sent.at.toMSecsSinceEpoch());
        array.append(object);
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
        if (m_drafts.size() == MostDrafts)
            break;
        const QJsonObject object = value.toObject();
        const qint64 at = object.value(QLatin1String(TimeName)).toInteger();
        m_drafts.append(
            {draftFromJson(object), at > 0 ? QDateTime::fromMSecsSinceEpoch(at) : QDateTime()});
    }
    m_types = settings.value(QStringLiteral("compose/eventTypes")).toStringList().mid(0, MostTypes);
}

bool isWithoutEvent(const Draft &draft)
{
    Draft raw = draft;
    raw.mode = DraftMode::Raw;
    return whatIsSent(raw) == raw;
}

} // namespace heliograph
