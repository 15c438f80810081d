// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hosting/scenariostatus.h"

#include "app/core/say.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

/// A static library's resources are there only once asked for. Outside any namespace, as Qt wants.
static void initializeScenarioResources()
{
    Q_INIT_RESOURCE(scenarios);
}

namespace heliograph {
namespace {

constexpr qint64 mostBytes = qint64{4} * 1024 * 1024;

QByteArray resource(const QString &name)
{
    QFile file(QStringLiteral(":/scenarios/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<ScenarioPreset> loadPresets()
{
    initializeScenarioResources();
    QList<ScenarioPreset> presets;
    const QJsonArray list =
        QJsonDocument::fromJson(resource(QStringLiteral("presets.json"))).array();
    for (const QJsonValue &value : list) {
        const QJsonObject entry = value.toObject();
        ScenarioPreset preset;
        preset.file = entry.value(QLatin1String("file")).toString();
        preset.title = entry.value(QLatin1String("name")).toString();
        preset.mountPath = entry.value(QLatin1String("mount")).toString();
        for (const QJsonValue &path : entry.value(QLatin1String("paths")).toArray())
            preset.paths.append(path.toString());
        preset.page = entry.value(QLatin1String("page")).toString();
        preset.text = QString::fromUtf8(resource(preset.file));
        presets.append(preset);
    }
    return presets;
}

} // namespace

const QList<ScenarioPreset> &scenarioPresets()
{
    static const QList<ScenarioPreset> presets = loadPresets();
    return presets;
}

const ScenarioPreset *presetOfPage(const QByteArray &path)
{
    for (const ScenarioPreset &preset : scenarioPresets()) {
        if (QString::fromUtf8(path).startsWith(preset.page))
            return &preset;
    }
    return nullptr;
}

ScenarioSource sourceOf(const ScenarioPreset &preset)
{
    return {preset.file, {}, preset.text, preset.mountPath};
}

Result<ScenarioSource> readScenario(const QString &argument)
{
    // "FILE@/path", unless there is a file of that very name.
    QString path = argument;
    QString mountPath;
    const qsizetype at = argument.lastIndexOf(QLatin1String("@/"));
    if (at > 0 && !QFileInfo::exists(argument)) {
        path = argument.left(at);
        mountPath = argument.mid(at + 1);
    }
    QFile file(path);
    if (QFileInfo(path).isDir() || !file.open(QIODevice::ReadOnly)) {
        return failure(
            "scenario-unreadable",
            say("The scenario %1 cannot be read: %2. Check its name.")
                .arg(path, QFileInfo(path).isDir() ? say("it is a folder") : file.errorString()),
            "scenario");
    }
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes) {
        return failure(
            "scenario-too-large",
            say("The scenario %1 is larger than %2 bytes. Split it.").arg(path).arg(mostBytes),
            "scenario");
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError()) {
        return failure("scenario-not-text",
                       say("The scenario %1 is not UTF-8 text. Save it as UTF-8.").arg(path),
                       "scenario");
    }
    const QFileInfo info(path);
    return ScenarioSource{info.fileName(), info.absoluteFilePath(), text, mountPath};
}

} // namespace heliograph
