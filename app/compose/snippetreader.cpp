// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetreader.h"

#include "app/core/say.h"

#include <QJsonArray>
#include <QLocale>
#include <QStringList>

namespace heliograph {

namespace {

QString member(const QString &place, const char *name)
{
    const QString own = QLatin1String(name);
    return place.isEmpty() ? own : place + u'.' + own;
}

} // namespace

QList<SnippetItem> SnippetReader::readItems(const QJsonObject &object, const QString &place,
                                            int depth)
{
    const QString here = member(place, "snippets");
    const QJsonValue value = object.value(QLatin1String("snippets"));
    if (!value.isArray()) {
        fail(here, value.isUndefined() ? say("is missing") : say("is no list"));
        return {};
    }
    const QJsonArray array = value.toArray();
    QList<SnippetItem> items;
    for (qsizetype at = 0; at < array.size() && !hasFailed(); ++at) {
        const QString itemPlace = QStringLiteral("%1[%2]").arg(here).arg(at);
        if (++m_count > SnippetLimits::Items)
            fail(itemPlace,
                 say("is one more than the %1 that a file may hold")
                     .arg(QLocale().toString(SnippetLimits::Items)));
        else
            items.append(readItem(array.at(at), itemPlace, depth));
    }
    return items;
}

SnippetItem SnippetReader::readItem(const QJsonValue &value, const QString &place, int depth)
{
    SnippetItem item;
    if (!value.isObject()) {
        fail(place, say("is no object"));
        return item;
    }
    const QJsonObject object = value.toObject();
    item.isFolder = object.contains(QLatin1String("folder"));
    if (item.isFolder) {
        item.name = readName(object, "folder", place);
        if (depth == SnippetLimits::Depth)
            fail(place, say("is a folder inside %1 others, which is too deep").arg(depth));
        if (!hasFailed())
            item.items = readItems(object, place, depth + 1);
        return item;
    }
    item.name = readName(object, "name", place);
    item.key = readKey(object, place);
    item.draft = readDraft(object.value(QLatin1String("draft")), member(place, "draft"));
    return item;
}

Draft SnippetReader::readDraft(const QJsonValue &value, const QString &place)
{
    Draft draft;
    if (!value.isObject()) {
        fail(place, value.isUndefined() ? say("is missing") : say("is no object"));
        return draft;
    }
    const QJsonObject object = value.toObject();
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
    draft.endpoint = readText(object, "endpoint", place, draft.endpoint);
    draft.to = static_cast<TargetChoice>(
        readWord(object, "to", place, words("everyone selected matching")));
    draft.match = readText(object, "match", place);
    draft.mode = static_cast<DraftMode>(readWord(object, "mode", place, words("event raw")));
    draft.raw = readText(object, "raw", place);
    draft.event = readText(object, "event", place);
    draft.idChoice = static_cast<IdChoice>(readWord(object, "id", place, words("auto none own")));
    draft.ownId = readText(object, "ownId", place);
    draft.retry = readText(object, "retry", place);
    draft.comment = readText(object, "comment", place);
    draft.data = readData(object, place);
    draft.withoutData = readSwitch(object, "withoutData", place, false);
    draft.hasTemplates = readSwitch(object, "templates", place, true);
    return draft;
}

QByteArray SnippetReader::readData(const QJsonObject &object, const QString &place)
{
    if (!object.contains(QLatin1String("dataBase64")))
        return readText(object, "data", place).toUtf8();
    if (object.contains(QLatin1String("data"))) {
        fail(place, say("holds both data and dataBase64"));
        return {};
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        readText(object, "dataBase64", place).toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        fail(member(place, "dataBase64"), say("is not valid Base64"));
    return *decoded;
}

int SnippetReader::readKey(const QJsonObject &object, const QString &place)
{
    const QJsonValue value = object.value(QLatin1String("key"));
    if (value.isUndefined())
        return SnippetItem::NoKey;
    const int key = value.toInt(SnippetItem::NoKey);
    if (key < 0 || key > 9)
        fail(member(place, "key"), say("is no digit from 0 to 9"));
    return key;
}

QString SnippetReader::readName(const QJsonObject &object, const char *name, const QString &place)
{
    const QString here = member(place, name);
    if (!object.contains(QLatin1String(name)))
        fail(here, say("is missing"));
    const QString text = readText(object, name, place);
    QString clean = cleanSnippetName(text);
    if (text.size() > SnippetLimits::Name)
        fail(here, say("is longer than %1 characters").arg(SnippetLimits::Name));
    else if (clean.isEmpty())
        fail(here, say("is empty"));
    return clean;
}

QString SnippetReader::readText(const QJsonObject &object, const char *name, const QString &place,
                                const QString &usual)
{
    const QJsonValue value = object.value(QLatin1String(name));
    if (!value.isUndefined() && !value.isString())
        fail(member(place, name), say("is no text"));
    return value.toString(usual);
}

bool SnippetReader::readSwitch(const QJsonObject &object, const char *name, const QString &place,
                               bool usual)
{
    const QJsonValue value = object.value(QLatin1String(name));
    if (!value.isUndefined() && !value.isBool())
        fail(member(place, name), say("is neither true nor false"));
    return value.toBool(usual);
}

int SnippetReader::readWord(const QJsonObject &object, const char *name, const QString &place,
                            const QStringList &words)
{
    const QString word = readText(object, name, place, words.constFirst());
    const auto at = static_cast<int>(words.indexOf(word));
    if (at < 0)
        fail(member(place, name), say("is none of %1").arg(words.join(QLatin1String(", "))));
    return qMax(0, at);
}

void SnippetReader::fail(const QString &place, const QString &is)
{
    if (hasFailed())
        return;
    m_place = place;
    m_reason = place + u' ' + is + u'.';
}

} // namespace heliograph
