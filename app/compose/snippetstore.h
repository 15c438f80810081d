// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"
#include "app/core/result.h"

#include <QFileSystemWatcher>
#include <QMutex>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <functional>

namespace heliograph {

/// Keeps a library in its file: reads it, saves it shortly after a change, and notices when
/// somebody else, such as a second window, writes it. Nothing is ever lost silently: a file of a
/// newer version is left untouched and nothing is saved, a damaged one is kept beside.
/// Lives on the GUI thread; files are read and written on a thread of its own.
class SnippetStore final : public QObject {
    Q_OBJECT

public:
    enum class State {
        Loading,
        Ready,
        Conflict, ///< the file and the library here both changed: resolve()
        ReadOnly, ///< the file is left as it is, and changes are not kept: notice() says why
    };
    enum class Resolution { Mine, Theirs, Both };

    /// @p path is the file; @p library gives what is to be saved, on the GUI thread.
    SnippetStore(const QString &path, std::function<SnippetLibrary()> library,
                 QObject *parent = nullptr);

    /// Saves what is unsaved, and waits for it.
    ~SnippetStore() override;

    /// Reads the file. Ends in loaded() or in State::ReadOnly.
    void load();

    /// The library changed; it is saved soon.
    void noteChange();

    /// Saves what is unsaved now, and waits for it. For the program's end. When the file changed
    /// too, both libraries are kept.
    void flush();

    /// Ends State::Conflict. Both: theirs, and mine in a folder after them.
    void resolve(Resolution resolution);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString notice() const { return m_notice; } ///< sentences
    [[nodiscard]] bool hasUnsaved() const { return m_changes != m_savedChanges; }
    [[nodiscard]] QString path() const { return m_path; }

Q_SIGNALS:
    /// What the file holds: at first, and again when somebody else wrote it.
    void loaded(const heliograph::SnippetLibrary &library);
    void saved();
    void stateChanged();
    void problemOccurred(const QString &sentence);

private:
    struct Reading;
    struct Writing;

    [[nodiscard]] static Reading readFile(const QString &path);
    [[nodiscard]] static Writing writeFile(const QString &path, const SnippetLibrary &library,
                                           const QByteArray &expected, bool force);
    void run(std::function<std::function<void()>()> job);
    void finishJobs();
    void look();
    void save(bool force = false);
    void onRead(const Reading &reading);
    void onUnreadable(const Reading &reading);
    void onWritten(const Writing &writing, quint64 changes);
    void take(const SnippetLibrary &library);
    [[nodiscard]] SnippetLibrary both() const;
    void keepBoth();
    void keepBeside();
    void setState(State state, const QString &notice = {});
    void watch();

    const QString m_path;
    std::function<SnippetLibrary()> m_library;
    State m_state = State::Loading;
    QString m_notice;
    SnippetLibrary m_theirs; ///< in a conflict
    QByteArray m_known; ///< fingerprint of the file as we read or wrote it; empty: no file
    quint64 m_changes = 0;
    quint64 m_savedChanges = 0;
    bool m_isSaving = false;
    QTimer m_saveSoon;
    QTimer m_lookSoon;
    QFileSystemWatcher m_watcher;
    QMutex m_mutex;
    QList<std::function<void()>> m_finished; ///< under m_mutex
    QThreadPool m_pool; ///< one thread; the last member, so that its end is waited for first
};

} // namespace heliograph
