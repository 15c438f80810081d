// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recorder/recorddesk.h"

#include "app/models/recorder.h"
#include "app/models/servercontroller.h"

#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <QStandardPaths>

namespace heliograph {

namespace {
const auto folderKey = QStringLiteral("folder");
const auto heartbeatsKey = QStringLiteral("heartbeats");
constexpr qsizetype mostOfName = 60;
} // namespace

RecordDesk::RecordDesk(Recorder &recorder, ServerController &server, QObject *parent)
    : QObject(parent), m_recorder(recorder), m_server(server),
      m_folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation))
{
    connect(&m_recorder, &Recorder::ended, this, [this](const RecordingState &state) {
        if (!state.problem.isEmpty())
            Q_EMIT problemOccurred(state.problem);
    });
}

QStringList RecordDesk::endpoints() const
{
    return m_server.endpointPaths();
}

void RecordDesk::ask(const LogScope &scope, const QString &title, bool withHeld, QWidget *asker)
{
    const QString stream = scope.endpoint.isEmpty() ? title : QString::fromUtf8(scope.endpoint);
    const QString name = suggestedName(stream, QDateTime::currentDateTime());
    const QString file = QFileDialog::getSaveFileName(asker, tr("Record %1").arg(title),
                                                      QDir(m_folder).filePath(name),
                                                      tr("Recordings (*.sse);;All files (*)"));
    if (!file.isEmpty())
        record(scope, title, withHeld, file);
}

RecordingId RecordDesk::record(const LogScope &scope, const QString &title, bool withHeld,
                               const QString &file)
{
    m_folder = QFileInfo(file).absolutePath();
    RecordPlan plan;
    plan.scope = scope;
    plan.title = title;
    plan.file = file;
    plan.server = m_server.url().toEncoded(QUrl::StripTrailingSlash);
    plan.withHeld = withHeld;
    plan.withHeartbeats = m_withHeartbeats;
    return m_recorder.start(plan);
}

QString RecordDesk::suggestedName(const QString &stream, const QDateTime &now)
{
    static const QRegularExpression strange(QStringLiteral("[^A-Za-z0-9._]+"));
    static const QRegularExpression edges(QStringLiteral("^[-.]+|[-.]+$"));
    QString name = stream;
    name = name.replace(strange, QStringLiteral("-")).left(mostOfName).remove(edges);
    if (name.isEmpty())
        name = QStringLiteral("stream");
    return name + now.toString(QStringLiteral("-yyyyMMdd-HHmmss")) + QStringLiteral(".sse");
}

void RecordDesk::saveState(QSettings &settings) const
{
    settings.setValue(folderKey, m_folder);
    settings.setValue(heartbeatsKey, m_withHeartbeats);
}

void RecordDesk::restoreState(QSettings &settings)
{
    const QString folder = settings.value(folderKey).toString();
    if (QFileInfo(folder).isDir())
        m_folder = folder;
    m_withHeartbeats = settings.value(heartbeatsKey).toBool();
}

} // namespace heliograph
