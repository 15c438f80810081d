// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scenariofiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace heliograph {

ScenarioFiles::ScenarioFiles(const QString &scenarioPath, qint64 maxBytes) : m_maxBytes(maxBytes)
{
    if (!scenarioPath.isEmpty())
        m_folder = QDir(QFileInfo(scenarioPath).absolutePath()).canonicalPath();
}

QString ScenarioFiles::folder() const
{
    return m_folder.isEmpty() ? QStringLiteral("/") : m_folder;
}

Result<QString> ScenarioFiles::resolve(const QString &path) const
{
    if (m_folder.isEmpty())
        return failure("no-folder",
                       QStringLiteral("\"%1\" cannot be read: save the scenario first, then it can "
                                      "read files of its own folder.")
                           .arg(path));
    const QString prefix = m_folder.endsWith(QLatin1Char('/')) ? m_folder : m_folder + u'/';
    const bool inFolder = !QDir::isAbsolutePath(path) || path.startsWith(prefix);
    const QString below = path.startsWith(prefix) ? path.mid(prefix.size()) : path;
    const QStringList parts = below.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (!inFolder || parts.contains(QLatin1String("..")))
        return failure("outside",
                       QStringLiteral("\"%1\" is outside the scenario's folder. A scenario reads "
                                      "files of its own folder only.")
                           .arg(path));
    for (const QString &part : parts) {
        if (part.startsWith(QLatin1Char('.')) && part != QLatin1String("."))
            return failure(
                "hidden",
                QStringLiteral("\"%1\" is a hidden file. A scenario cannot read those.").arg(path));
    }
    const QFileInfo file(prefix + below);
    const QString canonical = file.canonicalFilePath();
    if (canonical.isEmpty() || !file.isFile())
        return failure("not-found", QStringLiteral("ENOENT: no such file, open '%1'").arg(path));
    if (!canonical.startsWith(prefix))
        return failure("outside",
                       QStringLiteral("\"%1\" leads out of the scenario's folder. A scenario reads "
                                      "files of its own folder only.")
                           .arg(path));
    return canonical;
}

Result<QByteArray> ScenarioFiles::read(const QString &path) const
{
    const Result<QString> resolved = resolve(path);
    if (!resolved)
        return tl::unexpected<Error>(resolved.error());
    QFile file(*resolved);
    if (!file.open(QIODevice::ReadOnly))
        return failure("unreadable",
                       QStringLiteral("\"%1\" cannot be read: %2.").arg(path, file.errorString()));
    if (file.size() > m_maxBytes)
        return failure(
            "too-large",
            QStringLiteral("\"%1\" is larger than the %2 bytes that a scenario may read.")
                .arg(path)
                .arg(m_maxBytes));
    return file.read(m_maxBytes);
}

} // namespace heliograph
