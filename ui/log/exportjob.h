// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"
#include "app/models/returnpath.h"

#include <QObject>

#include <atomic>

namespace heliograph {

/// Writes entries to a file on the thread pool. A file appears only when all of it was written.
/// Lives on the GUI thread; deletes itself after finished().
class ExportJob final : public QObject {
    Q_OBJECT

public:
    enum class Format : quint8 { JsonLines, Csv, EventStream };

    explicit ExportJob(QObject *parent = nullptr);
    ~ExportJob() override;

    void start(const QList<JournalEntryPtr> &entries, const QString &fileName, Format format);
    void cancel() { m_cancelled->store(true); }

Q_SIGNALS:
    void progressed(int percent);
    /// @p problem is empty when the file was written or the user cancelled.
    void finished(const QString &problem);

private:
    ReturnPath m_home;
    std::shared_ptr<std::atomic_bool> m_cancelled = std::make_shared<std::atomic_bool>(false);
};

} // namespace heliograph
