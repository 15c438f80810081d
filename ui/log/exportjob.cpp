// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/exportjob.h"

#include "app/models/returnpath.h"
#include "app/recording/recordingsaver.h"
#include "ui/log/eventtext.h"

#include <QFileInfo>
#include <QSaveFile>
#include <QThreadPool>

#include <algorithm>

namespace heliograph {

namespace {

QByteArray lineOf(const JournalEntry &entry, ExportJob::Format format)
{
    return format == ExportJob::Format::Csv ? eventtext::csvLine(entry)
                                            : eventtext::jsonLine(entry) + '\n';
}

/// Where all of @p entries come from, when that is one place.
QByteArray commonSource(const QList<JournalEntryPtr> &entries)
{
    const QByteArray first = entries.isEmpty() ? QByteArray() : entries.constFirst()->endpoint;
    const bool isCommon =
        std::all_of(entries.cbegin(), entries.cend(),
                    [&first](const JournalEntryPtr &entry) { return entry->endpoint == first; });
    return isCommon ? first : QByteArray();
}

/// A recording, so that the player and any parser of event streams read it.
QString writeStream(const QList<JournalEntryPtr> &entries, const QString &fileName)
{
    RecordingHead head;
    head.source = commonSource(entries);
    QList<TimedBytes> stream;
    std::chrono::nanoseconds zero{};
    for (const JournalEntryPtr &entry : entries) {
        if (entry->wire.isEmpty())
            continue;
        if (stream.isEmpty()) {
            zero = entry->monotonic;
            head.started = entry->wall;
        }
        const auto at = std::chrono::duration_cast<std::chrono::microseconds>(
            std::max(std::chrono::nanoseconds{0}, entry->monotonic - zero));
        stream.append({at, entry->wire});
    }
    const auto saved = saveRecording(fileName, head, stream);
    return saved ? QString() : saved.error().message;
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
            const QString problem = format == Format::EventStream
                ? writeStream(entries, fileName)
                : writeAll(entries, fileName, format, *cancelled, progress);
            home.post([this, problem] {
                Q_EMIT finished(problem);
                deleteLater();
            });
        });
}

} // namespace heliograph
