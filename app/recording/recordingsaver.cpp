// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingsaver.h"

#include "app/core/say.h"
#include "app/recording/recordingwriter.h"

#include <QSaveFile>

namespace heliograph {

namespace {

/// A file that appears whole or not at all, and its writer.
class SavedFile {
public:
    explicit SavedFile(const QString &name) : m_file(name), m_writer(m_file, name) { }

    Result<void> begin(const RecordingHead &head)
    {
        if (!m_file.open(QIODevice::WriteOnly))
            return failed();
        return m_writer.begin(head);
    }

    Result<SavedRecording> commit()
    {
        if (auto finished = m_writer.finish(m_writer.duration()); !finished)
            return tl::unexpected(finished.error());
        if (!m_file.commit())
            return tl::unexpected(failed().error());
        return SavedRecording{m_writer.events(), m_writer.duration(), {}};
    }

    [[nodiscard]] RecordingWriter &writer() { return m_writer; }

private:
    [[nodiscard]] Result<void> failed() const
    {
        return failure("write-failed",
                       say("Cannot write to \"%1\": %2. Free space or choose another place.")
                           .arg(m_file.fileName(), m_file.errorString()));
    }

    QSaveFile m_file;
    RecordingWriter m_writer;
};

/// Writes rows as they are changed, in order.
class EditedCopy {
public:
    EditedCopy(RecordingWriter &writer, const RecordingEdits &edits)
        : m_writer(writer), m_edits(edits)
    {
    }

    Result<void> add(const RecordedBlock &block)
    {
        if (block.isNote)
            return m_writer.append(block.at, block.bytes);
        const RowEdit edit = m_edits.of(block.row);
        if (auto inserted = insert(edit, block.at); !inserted)
            return inserted;
        return edit.isSkipped ? Result<void>()
                              : m_writer.append(block.at, edit.replacement.value_or(block.bytes));
    }

    /// What was put at the end.
    Result<void> end(quint64 rows) { return insert(m_edits.of(rows), RecordingFormat::maxTime); }

private:
    Result<void> insert(const RowEdit &edit, std::chrono::microseconds next)
    {
        for (const InsertedBlock &block : edit.before) {
            const auto at = timeOf(block, m_writer.duration(), next);
            if (auto written = m_writer.append(at, block.bytes); !written)
                return written;
        }
        return {};
    }

    RecordingWriter &m_writer;
    const RecordingEdits &m_edits;
};

} // namespace

Result<SavedRecording> saveRecording(const QString &file, const RecordingHead &head,
                                     const QList<TimedBytes> &stream)
{
    SavedFile saved(file);
    if (auto begun = saved.begin(head); !begun)
        return tl::unexpected(begun.error());
    for (const TimedBytes &part : stream) {
        if (auto written = saved.writer().append(part.at, part.bytes); !written)
            return tl::unexpected(written.error());
    }
    return saved.commit();
}

Result<SavedRecording> saveEdited(const QString &from, const RecordingEdits &edits,
                                  const QString &to, RecordingReaderOptions options,
                                  const RecordingProgress &progress,
                                  const std::atomic_bool *cancelled)
{
    const auto reader = RecordingReader::open(from, options);
    if (!reader)
        return tl::unexpected(reader.error());
    SavedFile saved(to);
    if (auto begun = saved.begin((*reader)->head()); !begun)
        return tl::unexpected(begun.error());
    EditedCopy copy(saved.writer(), edits);
    ProgressSteps steps(progress, (*reader)->size());
    while (const auto block = (*reader)->next()) {
        if (auto written = copy.add(*block); !written)
            return tl::unexpected(written.error());
        if (cancelled && *cancelled)
            return failure("cancelled", say("Saving was cancelled."));
        steps.reach(block->offset);
    }
    if (auto written = copy.end((*reader)->position().row); !written)
        return tl::unexpected(written.error());
    auto result = saved.commit();
    if (result)
        result->fault = (*reader)->fault();
    return result;
}

} // namespace heliograph
