// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scenariotypes.h"

namespace heliograph {

bool ScenarioRoute::matches(const QByteArray &requestMethod, const QString &path) const
{
    const bool head = requestMethod == "HEAD" && method == "GET";
    if (!method.isEmpty() && method != requestMethod && !head)
        return false;
    const QStringList wanted = pattern.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const QStringList given = path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted.at(i) == QLatin1String("*"))
            return true;
        if (i >= given.size())
            return false;
        if (!wanted.at(i).startsWith(QLatin1Char(':')) && wanted.at(i) != given.at(i))
            return false;
    }
    return wanted.size() == given.size();
}

QString ScriptError::toString() const
{
    QString text = file;
    if (line > 0)
        text += QLatin1Char(':') + QString::number(line);
    if (line > 0 && column > 0)
        text += QLatin1Char(':') + QString::number(column);
    return text + QLatin1String(": ") + message;
}

} // namespace heliograph
