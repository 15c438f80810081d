// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/serversettings.h"

#include "ui/settings/numbersettings.h"

#include <QSettings>

namespace heliograph {

namespace {

QString keyOf(const char *name)
{
    return QStringLiteral("server/") + QLatin1String(name);
}

QList<QByteArray> words(const QVariant &value)
{
    QList<QByteArray> list;
    const QStringList texts = value.toStringList();
    for (const QString &text : texts)
        list.append(text.toUtf8());
    return list;
}

QStringList texts(const QList<QByteArray> &words)
{
    QStringList list;
    for (const QByteArray &word : words)
        list.append(QString::fromUtf8(word));
    return list;
}

struct PolicyWord {
    SlowReaderPolicy policy;
    const char *word;
};

constexpr PolicyWord policyWords[] = {{SlowReaderPolicy::Disconnect, "disconnect"},
                                      {SlowReaderPolicy::DropOldest, "drop"},
                                      {SlowReaderPolicy::Pause, "pause"}};

SlowReaderPolicy policyOf(const QString &word)
{
    for (const PolicyWord &each : policyWords) {
        if (word == QLatin1String(each.word))
            return each.policy;
    }
    return ServerOptions().slowReaders;
}

QString wordOf(SlowReaderPolicy policy)
{
    for (const PolicyWord &each : policyWords) {
        if (policy == each.policy)
            return QLatin1String(each.word);
    }
    return {};
}

} // namespace

ServerSettings loadServerSettings(const QSettings &settings)
{
    ServerSettings values;
    for (const NumberGroup &group : numberSettings()) {
        for (const NumberSetting &setting : group.settings) {
            bool isNumber = false;
            const int number = settings.value(keyOf(setting.key)).toInt(&isNumber);
            if (isNumber && number >= setting.least && number <= setting.most)
                setting.setValue(values, number);
        }
    }
    values.options.slowReaders = policyOf(settings.value(keyOf("slowReaders")).toString());
    values.historyPath = settings.value(keyOf("historyFile")).toString();
    if (settings.value(keyOf("historyOn")).toBool())
        values.options.historyFile = values.historyPath;
    values.options.cors = words(settings.value(keyOf("cors")));
    values.options.allowedHosts = words(settings.value(keyOf("allowedHosts")));
    values.options.token = settings.value(keyOf("token")).toString().toUtf8();
    values.options.privateStreams = settings.value(keyOf("privateStreams")).toBool();
    return values;
}

void saveServerSettings(const ServerSettings &values, QSettings &settings)
{
    for (const NumberGroup &group : numberSettings()) {
        for (const NumberSetting &setting : group.settings)
            settings.setValue(keyOf(setting.key), setting.value(values));
    }
    settings.setValue(keyOf("slowReaders"), wordOf(values.options.slowReaders));
    settings.setValue(keyOf("historyFile"), values.historyPath);
    settings.setValue(keyOf("historyOn"), !values.options.historyFile.isEmpty());
    settings.setValue(keyOf("cors"), texts(values.options.cors));
    settings.setValue(keyOf("allowedHosts"), texts(values.options.allowedHosts));
    settings.setValue(keyOf("token"), QString::fromUtf8(values.options.token));
    settings.setValue(keyOf("privateStreams"), values.options.privateStreams);
}

} // namespace heliograph
