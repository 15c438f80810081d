// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/recordingreader.h"

#include "app/core/say.h"
#include "app/recording/blockscanner.h"
#include "app/sse/lines.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace heliograph {

namespace {

using std::chrono::microseconds;

constexpr QByteArrayView firstWords("heliograph recording");
constexpr QByteArrayView noteWords("heliograph note");

/// @p bytes as a quotation inside a sentence: readable and short.
QString quotation(QByteArrayView bytes)
{
    constexpr qsizetype most = 32;
    QString text = QString::fromUtf8(bytes.first(std::min(bytes.size(), most)));
    for (QChar &character : text) {
        if (!character.isPrint())
            character = QChar::ReplacementCharacter;
    }
    return bytes.size() > most ? text + QStringLiteral("...") : text;
}

bool beginsWith(QByteArrayView text, QByteArrayView words)
{
    return text.startsWith(words) && (text.size() == words.size() || text[words.size()] == ' ');
}

/// What stands after @p words.
QByteArrayView after(QByteArrayView text, QByteArrayView words)
{
    return text.sliced(words.size()).trimmed();
}

/// RFC 3339, as RecordingFormat::writeHead() writes it. Qt would round to milliseconds.
std::optional<microseconds> parseWall(QByteArrayView text)
{
    const qsizetype point = text.indexOf('.');
    const qsizetype end = text.indexOf('Z');
    if (end < 0)
        return std::nullopt;
    const QByteArrayView whole = text.first(point < 0 ? end : point);
    const QDateTime time =
        QDateTime::fromString(QString::fromLatin1(whole) + QLatin1Char('Z'), Qt::ISODate);
    const auto fraction = point < 0 ? std::optional(microseconds{0})
                                    : RecordingFormat::parseTime(text.sliced(point, end - point));
    if (!time.isValid() || !fraction)
        return std::nullopt;
    return std::chrono::seconds{time.toSecsSinceEpoch()} + *fraction;
}

struct BlockFacts {
    bool dispatches = false;
    bool isNote = false;
};

BlockFacts factsOf(QByteArrayView block)
{
    BlockFacts facts;
    bool hasOnlyComments = true;
    LineReader reader(block);
    for (bool isFirst = true; !reader.atEnd(); isFirst = false) {
        const QByteArrayView line = reader.readLine();
        if (line.startsWith(':')) {
            if (isFirst)
                facts.isNote = beginsWith(splitField(line).value, noteWords);
            continue;
        }
        if (line.isEmpty())
            continue;
        hasOnlyComments = false;
        if (line.startsWith("data") && (line.size() == 4 || line[4] == ':')) {
            facts.dispatches = true;
            break;
        }
    }
    facts.isNote = facts.isNote && hasOnlyComments;
    return facts;
}

/// The number, from 0, of the first line of @p block with a NUL before its colon, where no text has
/// one; -1 when there is none. In values NUL is kept: streams may carry it.
qint64 lineThatIsNoText(QByteArrayView block)
{
    if (!block.contains('\0'))
        return -1;
    LineReader reader(block);
    for (qint64 number = 0; !reader.atEnd(); ++number) {
        const FieldLine field = splitField(reader.readLine());
        if (field.name.contains('\0'))
            return number;
    }
    return -1;
}

} // namespace

class RecordingReader::Private {
public:
    Private(std::unique_ptr<QIODevice> from, RecordingReaderOptions wanted)
        : m_device(std::move(from)), m_options(wanted), m_scanner(*m_device, wanted.maxBlockBytes),
          m_openedSize(size())
    {
    }

    Result<void> readHead(const QString &name)
    {
        m_scanner.skipBom();
        LineReader reader(m_scanner.peek(firstWords.size() + 16));
        const QByteArrayView line = reader.readLine();
        const FieldLine field = splitField(line);
        if (line.startsWith("\xFF\xFE") || line.startsWith("\xFE\xFF")) {
            refuse(0, say("this is UTF-16. Save the file as UTF-8."));
            return {};
        }
        if (!field.isComment() || !beginsWith(field.value, firstWords)) {
            m_head.version = 0;
            return {};
        }
        return takeVersion(after(field.value, firstWords), name).map([this] { takeHead(); });
    }

    std::optional<RecordedBlock> next()
    {
        while (!m_fault && m_scanner.findBlock()) {
            auto block = take(m_scanner.block());
            if (m_fault)
                return std::nullopt;
            m_scanner.pass();
            if (block)
                return block;
        }
        if (!m_fault)
            noteEnd();
        return std::nullopt;
    }

    [[nodiscard]] RecordingPosition position() const
    {
        return {m_row, m_events, m_scanner.offset(), m_scanner.line(), m_last};
    }

    bool seek(const RecordingPosition &to)
    {
        if (!m_scanner.seek(to.offset, to.line))
            return false;
        m_row = to.row;
        m_events = to.events;
        m_last = to.at;
        m_fault.reset();
        return true;
    }

    [[nodiscard]] const RecordingHead &head() const { return m_head; }
    [[nodiscard]] const std::optional<RecordingFault> &fault() const { return m_fault; }
    [[nodiscard]] qint64 size() const { return m_device->isSequential() ? 0 : m_device->size(); }

private:
    Result<void> takeVersion(QByteArrayView text, const QString &name)
    {
        bool isNumber = false;
        m_head.version = text.toByteArray().toInt(&isNumber);
        if (!isNumber || m_head.version < 1)
            return failure("unreadable",
                           say("\"%1\" says it is a recording of version \"%2\", which is no "
                               "number. Correct its first line.")
                               .arg(name, quotation(text)));
        if (m_head.version > RecordingFormat::version)
            return failure("newer-version",
                           say("\"%1\" is a recording of version %2; this program reads version "
                               "%3. Open it with a newer one.")
                               .arg(name)
                               .arg(m_head.version)
                               .arg(RecordingFormat::version));
        return {};
    }

    void takeHead()
    {
        const bool isWhole = m_scanner.findBlock();
        LineReader reader(m_scanner.block());
        for (qint64 number = 0; !reader.atEnd(); ++number) {
            const QByteArrayView line = reader.readLine();
            const FieldLine field = splitField(line);
            if (line.isEmpty())
                break;
            if (!field.isComment())
                return refuse(number,
                              say("the head of a recording holds comments only. Put a blank line "
                                  "before this one."));
            if (beginsWith(field.value, "source"))
                m_head.source = after(field.value, "source").toByteArray();
            else if (beginsWith(field.value, "started"))
                m_head.started = parseWall(after(field.value, "started"));
        }
        if (isWhole)
            m_scanner.pass();
    }

    /// What @p raw holds; nothing when that is only a time, or a fault.
    std::optional<RecordedBlock> take(QByteArrayView raw)
    {
        if (const qint64 line = lineThatIsNoText(raw); line >= 0) {
            refuse(line, say("these bytes are no text. The file is damaged, or no recording."));
            return std::nullopt;
        }
        LineReader reader(raw);
        const auto time =
            m_head.isPlainStream() ? std::nullopt : RecordingFormat::timeText(reader.readLine());
        if (time && !takeTime(*time))
            return std::nullopt;
        const QByteArrayView bytes = time ? raw.sliced(reader.nextStart()) : raw;
        if (bytes.isEmpty() || bytes[0] == '\n' || bytes[0] == '\r')
            return std::nullopt;
        const BlockFacts facts = factsOf(bytes);
        RecordedBlock block;
        block.isNote = !m_head.isPlainStream() && facts.isNote;
        block.dispatches = facts.dispatches;
        if (!time && !block.isNote && m_row > 0)
            m_last = std::min<microseconds>(m_last + m_options.interval, RecordingFormat::maxTime);
        block.row = m_row;
        block.at = m_last;
        block.bytes = bytes.toByteArray();
        block.line = m_scanner.line();
        block.offset = m_scanner.offset();
        m_row += block.isNote ? 0 : 1;
        m_events += block.dispatches ? 1 : 0;
        return block;
    }

    bool takeTime(QByteArrayView text)
    {
        const auto time = RecordingFormat::parseTime(text);
        if (!time && text.startsWith('-') && RecordingFormat::parseTime(text.sliced(1)))
            refuse(0, say("the time %1 is before the start.").arg(quotation(text)));
        else if (!time)
            refuse(0, say("the time \"%1\" is no number of seconds.").arg(quotation(text)));
        else if (*time < m_last)
            refuse(
                0,
                say("the time %1 goes back: the one before is %2.")
                    .arg(quotation(text), QString::fromLatin1(RecordingFormat::seconds(m_last))));
        else
            m_last = *time;
        return !m_fault;
    }

    /// Says why there is no block, unless the file is simply over.
    void noteEnd()
    {
        switch (m_scanner.stop()) {
        case BlockScanner::Stop::AtEnd:
            if (m_scanner.offset() < m_openedSize)
                refuse(0, say("the file became shorter while it was read, and ends here."));
            return;
        case BlockScanner::Stop::InsideBlock:
            return refuse(0, say("the file ends inside what begins here."));
        case BlockScanner::Stop::TooLarge:
            return refuse(0,
                          say("what begins here is larger than %1 MiB.")
                              .arg(m_options.maxBlockBytes / (1024 * 1024)));
        case BlockScanner::Stop::Unreadable:
            return refuse(0, say("the file cannot be read on: %1.").arg(m_device->errorString()));
        }
    }

    /// The fault of the block that is being read, @p linesBelow its first line.
    void refuse(qint64 linesBelow, const QString &reason)
    {
        const qint64 line = m_scanner.line() + linesBelow;
        const QString before = m_events == 0 ? say("There is no event before it.")
            : m_events == 1                  ? say("The one event before it can be played.")
                            : say("The %1 events before it can be played.").arg(m_events);
        m_fault = RecordingFault{line, m_scanner.offset(),
                                 say("Line %1: %2 %3").arg(QString::number(line), reason, before)};
    }

    std::unique_ptr<QIODevice> m_device;
    RecordingReaderOptions m_options;
    BlockScanner m_scanner;
    qint64 m_openedSize; ///< of the file, in bytes
    RecordingHead m_head;
    std::optional<RecordingFault> m_fault;
    quint64 m_row = 0;
    quint64 m_events = 0;
    microseconds m_last{};
};

Result<std::unique_ptr<RecordingReader>> RecordingReader::open(const QString &file,
                                                               RecordingReaderOptions options)
{
    // Others, such as pipes, cannot be read twice, and opening one may wait forever.
    if (const QFileInfo info(file); info.exists() && !info.isFile())
        return failure("unreadable",
                       (info.isDir() ? say("\"%1\" is a folder. Choose a file in it.")
                                     : say("\"%1\" is a pipe or a device. Save what comes from it "
                                           "to a file, and open that."))
                           .arg(file));
    auto device = std::make_unique<QFile>(file);
    if (!device->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure("unreadable",
                       say("Cannot open \"%1\": %2. Check its name and that you may read it.")
                           .arg(file, device->errorString()));
    return open(std::move(device), file, options);
}

Result<std::unique_ptr<RecordingReader>> RecordingReader::open(std::unique_ptr<QIODevice> device,
                                                               const QString &name,
                                                               RecordingReaderOptions options)
{
    auto reader = std::make_unique<Private>(std::move(device), options);
    if (auto head = reader->readHead(name); !head)
        return tl::unexpected(head.error());
    return std::unique_ptr<RecordingReader>(new RecordingReader(std::move(reader)));
}

RecordingReader::RecordingReader(std::unique_ptr<Private> reader) : m_reader(std::move(reader)) { }

RecordingReader::~RecordingReader() = default;

const RecordingHead &RecordingReader::head() const
{
    return m_reader->head();
}

std::optional<RecordedBlock> RecordingReader::next()
{
    return m_reader->next();
}

const std::optional<RecordingFault> &RecordingReader::fault() const
{
    return m_reader->fault();
}

RecordingPosition RecordingReader::position() const
{
    return m_reader->position();
}

bool RecordingReader::seek(const RecordingPosition &position)
{
    return m_reader->seek(position);
}

qint64 RecordingReader::size() const
{
    return m_reader->size();
}

} // namespace heliograph
