// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/recording/recordingreader.h"

#include <QBuffer>
#include <QFile>
#include <QTest>

namespace heliograph::test {

inline QByteArray head()
{
    return ": heliograph recording 1\n\n";
}

/// A device that gives at most so many bytes a read, and counts what it gave.
class SlowBuffer final : public QBuffer {
public:
    SlowBuffer(const QByteArray &bytes, qint64 atOnce) : m_atOnce(atOnce)
    {
        setData(bytes);
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        return QBuffer::readData(data, std::min(most, m_atOnce));
    }

private:
    qint64 m_atOnce;
};

/// All that can be read of a recording.
struct ReadRecording {
    RecordingHead head;
    QList<RecordedBlock> blocks;
    std::optional<RecordingFault> fault;

    bool operator==(const ReadRecording &) const = default;
};

inline ReadRecording readRecording(const QByteArray &bytes, qint64 atOnce = 1 << 16,
                                   RecordingReaderOptions options = {})
{
    auto reader = RecordingReader::open(std::make_unique<SlowBuffer>(bytes, atOnce),
                                        QStringLiteral("test"), options);
    ReadRecording read;
    if (!reader) {
        read.fault = RecordingFault{0, 0, reader.error().message};
        return read;
    }
    read.head = (*reader)->head();
    while (auto block = (*reader)->next())
        read.blocks.append(*block);
    read.fault = (*reader)->fault();
    return read;
}

inline void writeFile(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

inline QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace heliograph::test
