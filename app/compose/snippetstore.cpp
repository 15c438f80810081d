// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetstore.h"

#include "app/compose/snippetfile.h"
#include "app/compose/snippetjson.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QLockFile>

#include <chrono>

namespace heliograph {

using namespace std::chrono_literals;

namespace {

QByteArray fingerprint(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

/// Whether a file may hold as much.
bool fits(const SnippetLibrary &library)
{
    return countItems(library.items) <= SnippetLimits::Items
        && folderDepth(library.items) <= SnippetLimits::Depth;
}

} // namespace

struct SnippetStore::Reading {
    QByteArray found; ///< fingerprint of the file; empty: there is none
    Result<SnippetLibrary> library;
    QString keptAs; ///< a damaged file's new name
};

struct SnippetStore::Writing {
    enum class Outcome { Written, ChangedMeanwhile, Failed };
    Outcome outcome = Outcome::Written;
    QByteArray written; ///< fingerprint
    QString problem; ///< a sentence, of Failed
};

SnippetStore::SnippetStore(const QString &path, std::function<SnippetLibrary()> library,
                           QObject *parent)
    : QObject(parent), m_path(path), m_library(std::move(library))
{
    m_pool.setMaxThreadCount(1); // one job after another, in the order they were asked for
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(500ms);
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(150ms); // somebody who does not write as a whole is let finish
    connect(&m_saveSoon, &QTimer::timeout, this, [this] { save(); });
    connect(&m_lookSoon, &QTimer::timeout, this, &SnippetStore::look);
    const auto changed = [this] {
        if (m_state != State::Loading && m_state != State::ReadOnly)
            m_lookSoon.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, changed);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, changed);
}

SnippetStore::~SnippetStore()
{
    flush();
}

void SnippetStore::load()
{
    look();
}

void SnippetStore::noteChange()
{
    ++m_changes;
    if (m_state == State::Ready)
        m_saveSoon.start();
}

void SnippetStore::flush()
{
    m_saveSoon.stop();
    m_pool.waitForDone();
    finishJobs();
    if (m_state == State::Ready && hasUnsaved())
        onWritten(writeFile(m_path, m_library(), m_known, false), m_changes);
    const bool wasReady = m_state == State::Ready;
    m_pool.waitForDone(); // when the file changed meanwhile, it was read
    finishJobs();
    if (m_state == State::Conflict)
        keepBoth();
    else if (m_state == State::ReadOnly && wasReady && hasUnsaved())
        keepBeside();
}

void SnippetStore::resolve(Resolution resolution)
{
    if (m_state != State::Conflict)
        return;
    if (resolution == Resolution::Both && !fits(both())) {
        Q_EMIT problemOccurred(tr("Both together are more than %1 snippets. Export yours, take "
                                  "theirs, and import what you need.")
                                   .arg(SnippetLimits::Items));
        return;
    }
    setState(State::Ready);
    if (resolution == Resolution::Theirs) {
        take(m_theirs);
    } else {
        if (resolution == Resolution::Both)
            Q_EMIT loaded(both());
        ++m_changes;
        save(true);
    }
    m_theirs = {};
}

/// At the end nobody can be asked any more.
void SnippetStore::keepBoth()
{
    const Writing writing = writeFile(m_path, both(), m_known, true);
    if (writing.outcome != Writing::Outcome::Written)
        keepBeside();
    setState(State::Ready);
    onWritten(writing, m_changes);
}

/// What is here goes into a file of its own, where the file itself must be left alone.
void SnippetStore::keepBeside()
{
    const QString path = SnippetFile::freeNameBeside(m_path, QStringLiteral("mine"));
    const Result<void> written = SnippetFile::write(path, m_library());
    Q_EMIT problemOccurred(
        written ? tr("Your snippets were kept as %1.").arg(QDir::toNativeSeparators(path))
                : written.error().message);
}

SnippetLibrary SnippetStore::both() const
{
    SnippetLibrary result = m_theirs;
    SnippetLibrary mine = m_library();
    SnippetItem folder;
    folder.isFolder = true;
    folder.name =
        tr("Mine, %1").arg(QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat));
    folder.items = mine.items;
    if (1 + folderDepth(mine.items) > SnippetLimits::Depth)
        result.items += mine.items;
    else
        result.items.append(folder);
    return result;
}

/// Runs @p job on the thread of the files, and what it returns on this one.
void SnippetStore::run(std::function<std::function<void()>()> job)
{
    m_pool.start([this, job = std::move(job)] {
        std::function<void()> finish = job();
        const QMutexLocker lock(&m_mutex);
        m_finished.append(std::move(finish));
        QMetaObject::invokeMethod(this, &SnippetStore::finishJobs, Qt::QueuedConnection);
    });
}

void SnippetStore::finishJobs()
{
    QList<std::function<void()>> finished;
    {
        const QMutexLocker lock(&m_mutex);
        finished.swap(m_finished);
    }
    for (const auto &finish : finished)
        finish();
}

void SnippetStore::look()
{
    run([this, path = m_path]() -> std::function<void()> {
        return [this, reading = readFile(path)] { onRead(reading); };
    });
}

void SnippetStore::save(bool force)
{
    if (m_state != State::Ready || !hasUnsaved())
        return;
    if (m_isSaving) {
        m_saveSoon.start();
        return;
    }
    m_isSaving = true;
    run([this, path = m_path, library = m_library(), known = m_known, force,
         changes = m_changes]() -> std::function<void()> {
        return [this, changes, writing = writeFile(path, library, known, force)] {
            m_isSaving = false;
            onWritten(writing, changes);
        };
    });
}

SnippetStore::Reading SnippetStore::readFile(const QString &path)
{
    if (!QFileInfo::exists(path))
        return {{}, SnippetLibrary(), {}};
    const Result<QByteArray> bytes = SnippetFile::readBytes(path);
    if (!bytes)
        return {"?", tl::unexpected(bytes.error()), {}};
    Reading reading{fingerprint(*bytes), parseSnippets(*bytes, QFileInfo(path).fileName()), {}};
    if (!reading.library && reading.library.error().code == "invalid-snippets")
        reading.keptAs = SnippetFile::setAside(path, QStringLiteral("damaged")).value_or(QString());
    return reading;
}

SnippetStore::Writing SnippetStore::writeFile(const QString &path, const SnippetLibrary &library,
                                              const QByteArray &expected, bool force)
{
    const QByteArray bytes = toJson(library);
    const QByteArray wanted = fingerprint(bytes);
    if (bytes.size() > SnippetLimits::FileBytes || !fits(library))
        return {Writing::Outcome::Failed,
                {},
                tr("The snippets are more than %1, or take more than %2 MiB, and cannot be saved. "
                   "Remove some.")
                    .arg(SnippetLimits::Items)
                    .arg(SnippetLimits::FileBytes / 1024 / 1024)};
    QDir().mkpath(QFileInfo(path).absolutePath());
    QLockFile lock(path + QStringLiteral(".lock")); // two windows may save at once
    lock.setStaleLockTime(30s);
    if (!lock.tryLock(5s) && lock.error() == QLockFile::LockFailedError)
        return {Writing::Outcome::Failed,
                {},
                tr("%1 is being written by another window. It is tried again at the next change.")
                    .arg(QDir::toNativeSeparators(path))};
    const bool exists = QFileInfo::exists(path);
    const Result<QByteArray> there =
        exists ? SnippetFile::readBytes(path) : Result<QByteArray>(QByteArray());
    const QByteArray found = !exists ? QByteArray() : there ? fingerprint(*there) : "?";
    if (exists && found == wanted)
        return {Writing::Outcome::Written, wanted, {}};
    // A file that is gone is no change: what is here replaces it.
    if (exists && found != expected && !force)
        return {Writing::Outcome::ChangedMeanwhile, {}, {}};
    const Result<void> written = SnippetFile::writeBytes(path, bytes);
    if (!written)
        return {Writing::Outcome::Failed, {}, written.error().message};
    return {Writing::Outcome::Written, wanted, {}};
}

void SnippetStore::onRead(const Reading &reading)
{
    watch();
    const bool first = m_state == State::Loading;
    if (!reading.library) {
        onUnreadable(reading);
        return;
    }
    if (m_state == State::ReadOnly || (!first && reading.found == m_known))
        return;
    if (first && hasUnsaved()) { // something was kept before the file was read
        SnippetLibrary joined = *reading.library;
        joined.items += m_library().items;
        take(joined);
        m_known = reading.found;
        noteChange();
        return;
    }
    if (reading.found.isEmpty() && !first)
        return; // removed: it comes back with the next change
    m_known = reading.found;
    if (!first && hasUnsaved()) {
        m_theirs = *reading.library;
        setState(State::Conflict, tr("Another window or program changed the snippets too."));
        return;
    }
    take(*reading.library);
}

void SnippetStore::take(const SnippetLibrary &library)
{
    m_savedChanges = m_changes;
    setState(State::Ready);
    Q_EMIT loaded(library);
}

void SnippetStore::onUnreadable(const Reading &reading)
{
    const Error &error = reading.library.error();
    const bool first = m_state == State::Loading;
    if (reading.keptAs.isEmpty()) {
        m_saveSoon.stop();
        setState(State::ReadOnly,
                 tr("%1 What you keep here is gone when the window closes; export it.")
                     .arg(error.message));
        Q_EMIT problemOccurred(error.message);
        return;
    }
    m_known.clear();
    setState(State::Ready);
    Q_EMIT problemOccurred(tr("%1 The file was kept as %2.")
                               .arg(error.message, QDir::toNativeSeparators(reading.keptAs)));
    if (!first)
        ++m_changes; // what is here goes into a new file
    if (hasUnsaved())
        m_saveSoon.start();
}

void SnippetStore::onWritten(const Writing &writing, quint64 changes)
{
    switch (writing.outcome) {
    case Writing::Outcome::Written:
        m_known = writing.written;
        m_savedChanges = changes;
        watch();
        Q_EMIT saved();
        return;
    case Writing::Outcome::ChangedMeanwhile:
        look();
        return;
    case Writing::Outcome::Failed:
        Q_EMIT problemOccurred(writing.problem);
        return;
    }
}

void SnippetStore::setState(State state, const QString &notice)
{
    if (m_state == state && m_notice == notice)
        return;
    m_state = state;
    m_notice = notice;
    Q_EMIT stateChanged();
}

/// Also anew: a file that was replaced is another one to the watcher.
void SnippetStore::watch()
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QStringList wanted{m_path, QFileInfo(m_path).absolutePath()};
    for (const QString &path : wanted) {
        if (!watched.contains(path) && QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

} // namespace heliograph
