// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingformat.h"

#include "app/sse/lines.h"

#include <QDateTime>

#include <algorithm>

namespace heliograph {

namespace {

constexpr QByteArrayView notePrefix("heliograph note");

/// @p text on one line.
QByteArray oneLine(QByteArray text)
{
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    return text;
}

/// RFC 3339, UTC, to the microsecond.
QByteArray writeWall(std::chrono::microseconds wall)
{
    using namespace std::chrono;
    const auto whole = floor<seconds>(wall);
    const QByteArray micros = QByteArray::number((wall - whole).count()).rightJustified(6, '0');
    const QDateTime time = QDateTime::fromSecsSinceEpoch(whole.count()).toUTC();
    return time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.")).toLatin1() + micros + 'Z';
}

} // namespace

QByteArray RecordedBlock::noteText() const
{
    if (!isNote)
        return {};
    LineReader reader(bytes);
    const QByteArrayView value = splitField(reader.readLine()).value;
    return value.sliced(std::min(value.size(), notePrefix.size())).toByteArray().trimmed();
}

QByteArray RecordingFormat::writeHead(const RecordingHead &head)
{
    QByteArray text = ": heliograph recording " + QByteArray::number(version) + '\n';
    if (!head.source.isEmpty())
        text += ": source " + oneLine(head.source) + '\n';
    if (head.started)
        text += ": started " + writeWall(*head.started) + '\n';
    return text + '\n';
}

QByteArray RecordingFormat::seconds(std::chrono::microseconds at)
{
    constexpr std::chrono::microseconds second = std::chrono::seconds{1};
    return QByteArray::number(at / second) + '.'
        + QByteArray::number((at % second).count()).rightJustified(6, '0');
}

QByteArray RecordingFormat::timeLine(std::chrono::microseconds at)
{
    return ": at " + seconds(at) + '\n';
}

QByteArray RecordingFormat::noteLine(const QString &text)
{
    return ": " + notePrefix.toByteArray() + ' ' + oneLine(text.toUtf8()) + '\n';
}

std::optional<QByteArrayView> RecordingFormat::timeText(QByteArrayView line)
{
    const FieldLine field = splitField(line);
    if (!field.isComment() || !field.value.startsWith("at")
        || (field.value.size() > 2 && field.value[2] != ' ' && field.value[2] != '\t'))
        return std::nullopt;
    return field.value.sliced(2).trimmed();
}

std::optional<std::chrono::microseconds> RecordingFormat::parseTime(QByteArrayView text)
{
    constexpr qint64 most = std::chrono::microseconds(maxTime).count();
    constexpr int decimals = 6;
    qint64 micros = 0;
    int taken = -1; // decimals so far; -1 before the point
    bool hasDigit = false;
    for (const char c : text) {
        if (c == '.' && taken < 0) {
            taken = 0;
            continue;
        }
        if (c < '0' || c > '9')
            return std::nullopt;
        hasDigit = true;
        if (taken >= decimals)
            continue; // finer than a microsecond
        micros = micros * 10 + (c - '0');
        taken += taken >= 0 ? 1 : 0;
        if (micros > most)
            return std::nullopt;
    }
    for (int i = std::max(taken, 0); i < decimals && micros <= most; ++i)
        micros *= 10;
    if (!hasDigit || micros > most)
        return std::nullopt;
    return std::chrono::microseconds{micros};
}

} // namespace heliograph
