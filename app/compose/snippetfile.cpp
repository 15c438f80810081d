// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetfile.h"

#include "app/compose/snippetjson.h"
#include "app/core/say.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace heliograph::SnippetFile {

namespace {

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

tl::unexpected<Error> tooLarge(const QString &path)
{
    return failure("too-large",
                   say("%1 is larger than %2 MiB. Nothing was changed.")
                       .arg(nameOf(path))
                       .arg(SnippetLimits::FileBytes / 1024 / 1024));
}

} // namespace

Result<QByteArray> readBytes(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return failure("unreadable",
                       say("%1 cannot be opened: %2. Nothing was changed.")
                           .arg(QDir::toNativeSeparators(path),
                                file.errorString().isEmpty() || file.error() == QFile::NoError
                                    ? say("it is no file")
                                    : file.errorString()));
    QByteArray bytes = file.read(SnippetLimits::FileBytes + 1);
    if (bytes.size() > SnippetLimits::FileBytes)
        return tooLarge(path);
    if (file.error() != QFile::NoError)
        return failure("unreadable",
                       say("%1 cannot be read: %2. Nothing was changed.")
                           .arg(QDir::toNativeSeparators(path), file.errorString()));
    return bytes;
}

Result<SnippetLibrary> read(const QString &path)
{
    return readBytes(path).and_then(
        [&path](const QByteArray &bytes) { return parseSnippets(bytes, nameOf(path)); });
}

Result<void> writeBytes(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return failure("unwritable",
                   say("%1 cannot be written: %2. Choose another place, or make room there.")
                       .arg(QDir::toNativeSeparators(path), file.errorString()));
}

Result<void> write(const QString &path, const SnippetLibrary &library)
{
    const QByteArray bytes = toJson(library);
    if (bytes.size() > SnippetLimits::FileBytes)
        return tooLarge(path);
    return writeBytes(path, bytes);
}

QString freeNameBeside(const QString &path, const QString &why)
{
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString wanted = QStringLiteral("%1.%2-%3").arg(path, why, stamp);
    QString name = wanted;
    for (int n = 2; QFileInfo::exists(name); ++n)
        name = QStringLiteral("%1-%2").arg(wanted).arg(n);
    return name;
}

Result<QString> setAside(const QString &path, const QString &why)
{
    const QString kept = freeNameBeside(path, why);
    QFile file(path);
    if (file.rename(kept))
        return kept;
    return failure(
        "unwritable",
        say("%1 cannot be renamed: %2.").arg(QDir::toNativeSeparators(path), file.errorString()));
}

} // namespace heliograph::SnippetFile
