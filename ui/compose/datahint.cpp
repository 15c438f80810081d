// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/datahint.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace heliograph {

namespace {

QString say(const char *text, int n = -1)
{
    return QCoreApplication::translate("DataHint", text, nullptr, n);
}

QString sizeText(qsizetype bytes)
{
    return say(bytes == 1 ? "%1 byte" : "%1 bytes").arg(QLocale().toString(bytes));
}

/// A single number, string or literal is JSON too; QJsonDocument reads only containers.
bool isScalar(const QByteArray &trimmed)
{
    if (trimmed.isEmpty() || trimmed.size() > 4096)
        return false;
    const auto document = QJsonDocument::fromJson('[' + trimmed + ']');
    return document.isArray() && document.array().size() == 1;
}

DataHint errorAt(const QByteArray &data, const QJsonParseError &error)
{
    const auto before = QByteArrayView(data).first(qMin<qsizetype>(error.offset, data.size()));
    const auto line = before.count('\n') + 1;
    const auto column = QString::fromUtf8(before.sliced(before.lastIndexOf('\n') + 1)).size() + 1;
    return {
        say("JSON error at line %1, column %2: %3").arg(line).arg(column).arg(error.errorString()),
        true};
}

} // namespace

DataHint dataHint(const QByteArray &data)
{
    const QByteArray trimmed = data.trimmed();
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        QJsonParseError error;
        static_cast<void>(QJsonDocument::fromJson(data, &error));
        if (error.error != QJsonParseError::NoError)
            return errorAt(data, error);
        return {say("valid JSON, %1").arg(sizeText(data.size())), false};
    }
    if (data.isEmpty())
        return {say("empty"), false};
    if (isScalar(trimmed))
        return {say("valid JSON, %1").arg(sizeText(data.size())), false};
    return {say("text, %1").arg(sizeText(data.size())), false};
}

} // namespace heliograph
