// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/datatoolsschemas.h"

#include "app/core/say.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QThreadPool>

namespace heliograph {

namespace {

constexpr int MostEntries = 100;

QString keyOf(const QString &eventType)
{
    return eventType.isEmpty() ? QStringLiteral("message") : eventType;
}

/// Blocks.
tl::expected<JsonSchemaPtr, QString> readFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return tl::unexpected(say("There is no file %1.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(say("%1 cannot be read: %2.").arg(path, file.errorString()));
    auto schema = JsonSchema::read(file.read(JsonSchema::LargestText + 1));
    if (!schema)
        return tl::unexpected(info.fileName() + QStringLiteral(": ") + schema.error());
    return schema;
}

} // namespace

SchemaMemory::SchemaMemory(QObject *parent) : QObject(parent)
{
    restore();
}

JsonSchemaPtr SchemaMemory::schemaFor(const QString &eventType) const
{
    return m_entries.value(keyOf(eventType)).schema;
}

bool SchemaMemory::knows(const QString &eventType) const
{
    return m_entries.contains(keyOf(eventType));
}

QString SchemaMemory::nameFor(const QString &eventType) const
{
    const Entry entry = m_entries.value(keyOf(eventType));
    if (!entry.path.isEmpty())
        return QFileInfo(entry.path).fileName();
    const QString title = entry.schema ? entry.schema->title().simplified().left(60) : QString();
    return title.isEmpty() ? tr("pasted schema") : title;
}

QString SchemaMemory::problemFor(const QString &eventType) const
{
    return m_entries.value(keyOf(eventType)).problem;
}

void SchemaMemory::open(const QString &eventType, const QString &path)
{
    read(keyOf(eventType), QFileInfo(path).absoluteFilePath(), true);
}

QString SchemaMemory::paste(const QString &eventType, const QByteArray &text)
{
    if (text.size() > LargestPasted)
        return tr("The text has %1 bytes; of a schema pasted at most %2 are kept. Save it as a "
                  "file, and open that.")
            .arg(QLocale().toString(text.size()), QLocale().toString(LargestPasted));
    auto schema = JsonSchema::read(text);
    if (!schema)
        return schema.error();
    m_entries.insert(keyOf(eventType), {{}, text, *schema, {}});
    save();
    Q_EMIT changed(keyOf(eventType));
    return {};
}

void SchemaMemory::forget(const QString &eventType)
{
    m_entries.remove(keyOf(eventType));
    save();
    Q_EMIT changed(keyOf(eventType));
}

void SchemaMemory::reload(const QString &eventType)
{
    const QString path = m_entries.value(keyOf(eventType)).path;
    if (!path.isEmpty())
        read(keyOf(eventType), path, false);
}

void SchemaMemory::read(const QString &eventType, const QString &path, bool isNew)
{
    QThreadPool::globalInstance()->start([self = QPointer(this), eventType, path, isNew] {
        const auto schema = readFile(path);
        QMetaObject::invokeMethod(qApp, [self, eventType, path, isNew, schema] {
            if (self)
                self->taken(eventType, path, isNew, schema);
        });
    });
}

void SchemaMemory::taken(const QString &eventType, const QString &path, bool isNew,
                         const tl::expected<JsonSchemaPtr, QString> &schema)
{
    const bool isWanted = isNew || m_entries.value(eventType).path == path;
    if (!isWanted)
        return;
    if (isNew && !schema) {
        Q_EMIT failed(schema.error());
        return;
    }
    Entry &entry = m_entries[eventType];
    const QByteArray before = entry.schema ? entry.schema->text() : QByteArray();
    if (!isNew && schema && before == (*schema)->text())
        return; // the file has not changed
    entry = {path, {}, schema.value_or(nullptr), schema ? QString() : schema.error()};
    if (isNew)
        save();
    Q_EMIT changed(eventType);
}

void SchemaMemory::save() const
{
    QSettings settings;
    settings.remove(QStringLiteral("compose/schemas"));
    settings.beginWriteArray(QStringLiteral("compose/schemas"));
    int index = 0;
    for (auto it = m_entries.cbegin(); it != m_entries.cend() && index < MostEntries; ++it) {
        settings.setArrayIndex(index++);
        settings.setValue(QStringLiteral("event"), it.key());
        if (it->path.isEmpty())
            settings.setValue(QStringLiteral("text"), it->pasted);
        else
            settings.setValue(QStringLiteral("path"), it->path);
    }
    settings.endArray();
}

void SchemaMemory::restore()
{
    QSettings settings;
    const int size = qMin(settings.beginReadArray(QStringLiteral("compose/schemas")), MostEntries);
    for (int index = 0; index < size; ++index) {
        settings.setArrayIndex(index);
        const QString eventType = settings.value(QStringLiteral("event")).toString();
        Entry entry;
        entry.path = settings.value(QStringLiteral("path")).toString();
        entry.pasted = settings.value(QStringLiteral("text")).toByteArray().left(LargestPasted);
        if (eventType.isEmpty())
            continue;
        if (entry.path.isEmpty())
            entry.schema = JsonSchema::read(entry.pasted).value_or(nullptr);
        m_entries.insert(eventType, entry);
        reload(eventType);
    }
    settings.endArray();
}

} // namespace heliograph
