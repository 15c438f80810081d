// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/base64text.h"

#include "app/core/say.h"
#include "app/json/jsonstring.h"

#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMimeDatabase>

namespace heliograph {

namespace {

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, bytes < 1024 ? 0 : 1);
}

} // namespace

QString base64Refusal(const QString &name, qint64 bytes)
{
    if (bytes <= LargestBase64 && base64Size(bytes) <= LargestBase64)
        return {};
    return say("%1 has %2; as base64 it would pass %3. Serve the file, and send its address "
               "instead.")
        .arg(name, sizeText(bytes), sizeText(LargestBase64));
}

tl::expected<Base64Source, QString> readBase64Source(const QString &path)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    if (!info.exists())
        return tl::unexpected(say("There is no file %1.").arg(path));
    if (info.isDir())
        return tl::unexpected(say("%1 is a folder. Choose one file.").arg(path));
    if (!info.isFile())
        return tl::unexpected(say("%1 is a device or a pipe. Choose a regular file.").arg(path));
    const QString refusal = base64Refusal(name, info.size());
    if (!refusal.isEmpty())
        return tl::unexpected(refusal);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(say("%1 cannot be read: %2.").arg(path, file.errorString()));
    Base64Source source;
    source.name = name;
    source.bytes = file.read(LargestBase64); // it may have grown since
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(say("%1 cannot be read: %2.").arg(path, file.errorString()));
    const QString grown = base64Refusal(name, source.bytes.size());
    if (!grown.isEmpty())
        return tl::unexpected(grown);
    source.mimeType = QMimeDatabase().mimeTypeForFileNameAndData(name, source.bytes).name();
    return source;
}

QByteArray base64Text(const Base64Source &source, Base64Form form)
{
    switch (form) {
    case Base64Form::Bare:
        return source.bytes.toBase64();
    case Base64Form::DataUrl:
        return "data:" + source.mimeType.toUtf8() + ";base64," + source.bytes.toBase64();
    case Base64Form::Json:
        break;
    }
    return "{\"name\":" + inertJson(jsonStringLiteral(source.name, false))
        + ",\"type\":" + inertJson(jsonStringLiteral(source.mimeType, false))
        + ",\"size\":" + QByteArray::number(source.bytes.size()) + ",\"data\":\""
        + source.bytes.toBase64() + "\"}";
}

QString base64Warning(const QString &name, qsizetype bytes, qsizetype text, int clients)
{
    const QString sizes =
        say("%1 has %2, as base64 %3 in one event.").arg(name, sizeText(bytes), sizeText(text));
    if (clients < 0)
        return say("%1 Each client is sent all of it.").arg(sizes);
    if (clients == 0)
        return say("%1 Each client is sent all of it; none is connected now.").arg(sizes);
    if (clients == 1)
        return say("%1 Each client is sent all of it; one is connected now.").arg(sizes);
    return say("%1 Each client is sent all of it: %2 for the %3 connected now.")
        .arg(sizes, sizeText(text * clients), QLocale().toString(clients));
}

} // namespace heliograph
