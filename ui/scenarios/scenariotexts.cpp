// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariotexts.h"

#include "app/models/scenariosmodel.h"
#include "ui/scenarios/scenariodocument.h"

#include <QFileInfo>
#include <QSettings>

#include <algorithm>

namespace heliograph {

namespace {

const char *const NewText = R"(// Runs beside the server: Ctrl+R starts it, Ctrl+S saves it.
//
//   curl -N http://127.0.0.1:8080/hello

const http = require('http');

http.createServer((request, response) => {
  console.log(`${request.method} ${request.url}`);
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });

  let count = 0;
  const timer = setInterval(() => {
    response.write(`id: ${++count}\ndata: {"count": ${count}}\n\n`);
  }, 1000);

  request.on('close', () => clearInterval(timer));
}).listen(8080);
)";

QString presetText(const QString &name)
{
    const QList<ScenarioPreset> &presets = scenarioPresets();
    const auto found = std::find_if(presets.cbegin(), presets.cend(),
                                    [&name](const auto &preset) { return preset.file == name; });
    return found == presets.cend() ? QString() : found->text;
}

} // namespace

ScenarioTexts::ScenarioTexts(ScenariosModel &model, QObject *parent)
    : QObject(parent), m_model(model)
{
}

ScenarioDocument &ScenarioTexts::document(int row)
{
    const QString name = m_model.row(row).name;
    if (ScenarioDocument *known = m_documents.value(name))
        return *known;
    ScenarioDocument &document = make(name);
    document.setOriginal(presetText(name));
    return document;
}

ScenarioSource ScenarioTexts::source(int row)
{
    const ScenarioRow &wanted = m_model.row(row);
    return {wanted.name, wanted.path, document(row).text(), wanted.mountPath};
}

Result<int> ScenarioTexts::open(const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (const int known = m_model.rowOfFile(absolute); known >= 0)
        return known;
    auto opened = std::make_unique<ScenarioDocument>();
    if (const Result<void> result = opened->open(absolute); !result)
        return tl::unexpected(result.error());
    const int row = m_model.addFile(absolute);
    ScenarioDocument &document = make(m_model.row(row).name);
    if (const Result<void> result = document.open(absolute); !result)
        return tl::unexpected(result.error());
    return row;
}

int ScenarioTexts::add(const QString &text, const QString &name)
{
    const int row = m_model.addNew(name);
    document(row).replaceText(text);
    return row;
}

int ScenarioTexts::addTemplate()
{
    const int row = m_model.addNew();
    document(row).setOriginal(QString::fromLatin1(NewText));
    return row;
}

Result<int> ScenarioTexts::save(int row, const QString &path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    ScenarioDocument &from = document(row);
    const int known = m_model.rowOfFile(absolute);
    if (known >= 0 && known != row) {
        // The file is open here already: its text becomes this one.
        ScenarioDocument &other = document(known);
        other.replaceText(from.text());
        if (const Result<void> result = other.save(absolute); !result)
            return tl::unexpected(result.error());
        return known;
    }
    if (m_model.row(row).isPreset) {
        ScenarioDocument copy;
        copy.setOriginal(from.text());
        if (const Result<void> result = copy.save(absolute); !result)
            return tl::unexpected(result.error());
        from.revert();
        return open(absolute);
    }
    if (const Result<void> result = from.save(absolute); !result)
        return tl::unexpected(result.error());
    if (m_model.row(row).path != absolute) {
        m_documents.remove(m_model.row(row).name);
        m_model.setPath(row, absolute);
        m_documents.insert(m_model.row(row).name, &from);
    }
    return row;
}

void ScenarioTexts::close(int row)
{
    if (m_model.row(row).isPreset)
        return;
    ScenarioDocument *document = m_documents.take(m_model.row(row).name);
    m_model.remove(row);
    if (document)
        document->deleteLater(); // an editor may show it still
}

void ScenarioTexts::saveState(QSettings &settings) const
{
    settings.remove(QStringLiteral("open"));
    settings.beginWriteArray(QStringLiteral("open"));
    int at = 0;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const ScenarioRow &scenario = m_model.row(row);
        const ScenarioDocument *document = m_documents.value(scenario.name);
        if (scenario.isPreset && !scenario.isModified)
            continue;
        settings.setArrayIndex(at++);
        settings.setValue(QStringLiteral("name"), scenario.name);
        settings.setValue(QStringLiteral("path"), scenario.path);
        if (document && (scenario.isModified || scenario.path.isEmpty()))
            settings.setValue(QStringLiteral("text"), document->text());
    }
    settings.endArray();
}

QStringList ScenarioTexts::restoreState(QSettings &settings)
{
    QStringList problems;
    const int count = settings.beginReadArray(QStringLiteral("open"));
    for (int at = 0; at < count; ++at) {
        settings.setArrayIndex(at);
        const QString name = settings.value(QStringLiteral("name")).toString();
        const QString path = settings.value(QStringLiteral("path")).toString();
        const QVariant text = settings.value(QStringLiteral("text"));
        int row = m_model.rowOf(name);
        if (!path.isEmpty()) {
            const Result<int> opened = open(path);
            row = opened.value_or(-1);
            if (!opened)
                problems.append(opened.error().message);
        } else if (row >= 0 && !m_model.row(row).isPreset) {
            row = -1;
        }
        if (!text.isValid())
            continue;
        if (row < 0)
            add(text.toString(), name);
        else
            document(row).replaceText(text.toString());
    }
    settings.endArray();
    return problems;
}

ScenarioDocument &ScenarioTexts::make(const QString &name)
{
    auto *document = new ScenarioDocument(this);
    m_documents.insert(name, document);
    // The name may change; the object stays.
    connect(document, &ScenarioDocument::modifiedChanged, this, [this, document](bool modified) {
        if (const int row = m_model.rowOf(m_documents.key(document)); row >= 0)
            m_model.setModified(row, modified);
    });
    connect(document, &ScenarioDocument::reloaded, this,
            [this, document] { Q_EMIT reloaded(m_documents.key(document)); });
    connect(document, &ScenarioDocument::conflicted, this,
            [this, document] { Q_EMIT conflicted(m_documents.key(document)); });
    return *document;
}

} // namespace heliograph
