// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/datahint.h"

#include "app/core/say.h"
#include "app/json/jsontext.h"

#include <QLocale>

namespace heliograph {

namespace {

QString sizeText(qsizetype bytes)
{
    return say(bytes == 1 ? "%1 byte" : "%1 bytes").arg(QLocale().toString(bytes));
}

/// As it is sent: what stands for a value while it is typed was filled in before.
std::optional<JsonTextError> jsonError(const QByteArray &data)
{
    JsonOptions plain;
    plain.templates = false;
    return checkJson(data, plain);
}

/// A single number, string or literal is JSON too.
bool isScalar(const QByteArray &trimmed)
{
    return !trimmed.isEmpty() && trimmed.size() <= 4096 && !jsonError(trimmed);
}

} // namespace

DataHint dataHint(const QByteArray &data)
{
    const QByteArray trimmed = data.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        if (const auto error = jsonError(data))
            return {say("JSON error at line %1, column %2: %3")
                        .arg(error->place.line)
                        .arg(error->place.column)
                        .arg(error->message),
                    true};
        return {say("valid JSON, %1").arg(sizeText(data.size())), false};
    }
    if (data.isEmpty())
        return {say("empty"), false};
    if (isScalar(trimmed))
        return {say("valid JSON, %1").arg(sizeText(data.size())), false};
    return {say("text, %1").arg(sizeText(data.size())), false};
}

} // namespace heliograph
