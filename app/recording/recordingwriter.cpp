// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingwriter.h"

namespace heliograph {

RecordingWriter::RecordingWriter(QIODevice &device, const QString &name)
    : m_device(device), m_name(name)
{
}

Result<void> RecordingWriter::begin(const RecordingHead &)
{
    return {};
}
Result<void> RecordingWriter::append(std::chrono::microseconds, QByteArrayView)
{
    return {};
}
Result<void> RecordingWriter::note(std::chrono::microseconds, const QString &)
{
    return {};
}
Result<void> RecordingWriter::flush()
{
    return {};
}

} // namespace heliograph
