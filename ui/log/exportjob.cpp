// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exportjob.h"

#include "app/models/returnpath.h"
#include "ui/log/eventtext.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QThreadPool>

namespace heliograph {

namespace {

QByteArray lineOf(const JournalEntry &entry, ExportJob::Format format)
{
    switch (format) {
    case ExportJob::Format::JsonLines:
        return eventtext::jsonLine(entry) + '\n';
    case ExportJob::Format::Csv:
        return eventtext::csvLine(entry);
    case ExportJob::Format::EventStream:
        break;
    }
    return entry.wire;
}

/// Returns the problem, or nothing.
template <typename Progress>
QString writeAll(const QList<JournalEntryPtr> &entries, const QString &fileName,
                 ExportJob::Format format, const std::atomic_bool &cancelled, Progress progress)
{
    const auto problem = [&fileName](const QString &why) {
        return ExportJob::tr("%1 could not be written: %2. Choose another place.")
            .arg(QFileInfo(fileName).fileName(), why);
    };
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return problem(file.errorString());
    if (format == ExportJob::Format::Csv)
        file.write(eventtext::csvHeader());
    const qsizetype step = std::max<qsizetype>(1, entries.size() / 100);
    for (qsizetype i = 0; i < entries.size(); ++i) {
        if (cancelled)
            return {}; // an uncommitted QSaveFile leaves nothing behind
        if (file.write(lineOf(*entries.at(i), format)) < 0)
            return problem(file.errorString());
        if (i % step == 0)
            progress(static_cast<int>(i * 100 / entries.size()));
    }
    return file.commit() ? QString() : problem(file.errorString());
}

} // namespace

ExportJob::ExportJob(QObject *parent) : QObject(parent), m_home(this) { }

ExportJob::~ExportJob()
{
    m_home.end();
    cancel();
}

void ExportJob::start(const QList<JournalEntryPtr> &entries, const QString &fileName, Format format)
{
    QThreadPool::globalInstance()->start(
        [this, home = m_home, cancelled = m_cancelled, entries, fileName, format] {
            const auto progress = [this, &home](int percent) {
                home.post([this, percent] { Q_EMIT progressed(percent); });
            };
            const QString problem = writeAll(entries, fileName, format, *cancelled, progress);
            home.post([this, problem] {
                Q_EMIT finished(problem);
                deleteLater();
            });
        });
}

} // namespace heliograph
