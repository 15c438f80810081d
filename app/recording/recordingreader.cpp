// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingreader.h"

namespace heliograph {

class RecordingReader::Private {
public:
    RecordingHead head;
    std::optional<RecordingFault> fault;
};

RecordingReader::RecordingReader(std::unique_ptr<Private> reader) : m_reader(std::move(reader)) { }
RecordingReader::~RecordingReader() = default;

Result<std::unique_ptr<RecordingReader>> RecordingReader::open(const QString &,
                                                               RecordingReaderOptions)
{
    return failure("unreadable", QStringLiteral("Not yet."));
}
Result<std::unique_ptr<RecordingReader>>
RecordingReader::open(std::unique_ptr<QIODevice>, const QString &, RecordingReaderOptions)
{
    return failure("unreadable", QStringLiteral("Not yet."));
}
const RecordingHead &RecordingReader::head() const
{
    return m_reader->head;
}
std::optional<RecordedBlock> RecordingReader::next()
{
    return std::nullopt;
}
const std::optional<RecordingFault> &RecordingReader::fault() const
{
    return m_reader->fault;
}
RecordingPosition RecordingReader::position() const
{
    return {};
}
bool RecordingReader::seek(const RecordingPosition &)
{
    return false;
}
qint64 RecordingReader::size() const
{
    return 0;
}

} // namespace heliograph
