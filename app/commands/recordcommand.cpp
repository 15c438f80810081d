// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands/recordcommand.h"

#include "app/client/eventsource.h"
#include "app/commands/command.h"
#include "app/commands/subscribeoutput.h"
#include "app/commands/subscriptionoptions.h"
#include "app/commands/terminationsignals.h"
#include "app/core/clock.h"
#include "app/recording/recordingwriter.h"

#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <tuple>

namespace heliograph::commands::record {
namespace {

using std::chrono::microseconds;

struct Options {
    SubscriptionOptions stream;
    QString file; ///< "-": standard output
    bool force = false;

    [[nodiscard]] bool isStandardOutput() const { return file == QLatin1String("-"); }
    [[nodiscard]] QString place() const
    {
        return isStandardOutput() ? QStringLiteral("standard output") : file;
    }
};

void say(const QString &text)
{
    complain(QStringLiteral("heliograph record: ") + printable(text));
}

QString cannotPrint(const QString &reason)
{
    return QStringLiteral("Cannot write to standard output: %1. Keep what reads it running, or "
                          "record into a file.")
        .arg(reason);
}

bool isTooLarge(const StreamItem &item)
{
    return std::any_of(item.findings.cbegin(), item.findings.cend(), [](const Finding &finding) {
        return finding.kind == Finding::Kind::EventTooLarge;
    });
}

/// Writes down what one source brings and when it came, and ends the run with its exit code.
class Recorder final : public QObject {
public:
    Recorder(EventSource &source, QFile &file, const Options &options)
        : m_source(source), m_file(file), m_options(options), m_writer(file, options.place())
    {
        connect(&source, &EventSource::opened, this, &Recorder::onOpened);
        connect(&source, &EventSource::itemsReceived, this, &Recorder::onItems);
        connect(&source, &EventSource::errorOccurred, this, &Recorder::onError);
        // What is lost when the program is killed.
        constexpr std::chrono::milliseconds atMost{500};
        connect(&m_flush, &QTimer::timeout, this, [this] { keep(m_writer.flush()); });
        m_flush.start(atMost);
    }

    /// Ends the recording; what was recorded is complete.
    void end(int exitCode)
    {
        m_source.disconnect(this);
        m_source.close();
        m_flush.stop();
        if (!m_hasFailed && begin() && keep(m_writer.finish(now())))
            tellTotals();
        m_file.close();
        QCoreApplication::exit(m_hasFailed ? Failure : exitCode);
    }

private:
    void onOpened()
    {
        const bool isFirst = !m_isBegun;
        if (!begin())
            return;
        if (isFirst)
            complain(QStringLiteral("Recording %1 into %2.")
                         .arg(printable(m_source.currentUrl().toString(QUrl::RemoveUserInfo)),
                              m_options.place()));
        else
            keep(m_writer.note(now(), QStringLiteral("connected")));
    }

    void onItems(const QList<StreamItem> &items)
    {
        const microseconds at = now();
        for (const StreamItem &item : items) {
            if (!keep(isTooLarge(item)
                          ? m_writer.note(at, QStringLiteral("an event was too large to be kept"))
                          : m_writer.append(at, item.raw)))
                return;
            if (item.kind == StreamItem::Kind::Event && ++m_events == m_options.stream.maxEvents)
                return end(Success);
        }
        if (m_options.isStandardOutput())
            keep(m_writer.flush()); // somebody reads along
    }

    void onError(const SubscriptionError &error)
    {
        say(SubscribeOutput::errorAsText(error));
        const QString what =
            error.reconnecting ? QStringLiteral("connection lost: ") : QStringLiteral("failed: ");
        if (!begin() || !keep(m_writer.note(now(), what + error.message)))
            return;
        if (!error.reconnecting)
            end(Failure);
    }

    /// Time zero is when the stream first opened, or failed to.
    bool begin()
    {
        if (m_isBegun)
            return true;
        m_isBegun = true;
        m_start = m_clock.monotonic();
        const QUrl url = m_options.stream.request.url;
        return keep(m_writer.begin(
            {RecordingFormat::version,
             url.toString(QUrl::RemoveUserInfo | QUrl::FullyEncoded).toUtf8(), m_clock.wall()}));
    }

    /// When it cannot be written, there is nothing left to do.
    bool keep(const Result<void> &written)
    {
        if (written || m_hasFailed)
            return !m_hasFailed;
        m_hasFailed = true;
        say(m_options.isStandardOutput() ? cannotPrint(m_file.errorString())
                                         : written.error().message);
        end(Failure);
        return false;
    }

    void tellTotals() const
    {
        const double length = std::chrono::duration<double>(m_writer.duration()).count();
        complain(
            QStringLiteral("Recorded %1 %2 (%3 s) into %4.")
                .arg(m_writer.events())
                .arg(m_writer.events() == 1 ? QStringLiteral("event") : QStringLiteral("events"))
                .arg(length, 0, 'f', 1)
                .arg(m_options.place()));
    }

    [[nodiscard]] microseconds now() const
    {
        return std::chrono::duration_cast<microseconds>(m_clock.monotonic() - m_start);
    }

    EventSource &m_source;
    QFile &m_file;
    const Options &m_options;
    RecordingWriter m_writer;
    SystemClock m_clock;
    std::chrono::nanoseconds m_start{};
    QTimer m_flush;
    qint64 m_events = 0;
    bool m_isBegun = false;
    bool m_hasFailed = false;
};

Result<Options> optionsFrom(const QCommandLineParser &parser)
{
    const QStringList arguments = parser.positionalArguments();
    if (arguments.size() != 2 || arguments.at(1).isEmpty())
        return failure("wrong-usage",
                       QStringLiteral("Give the URL of a stream and the file to record it into, "
                                      "such as http://127.0.0.1:8080/events events.sse."));
    auto stream = subscriptionOptions(parser, arguments.constFirst());
    if (!stream)
        return tl::unexpected(stream.error());
    return Options{std::move(*stream), arguments.at(1), parser.isSet(QStringLiteral("force"))};
}

Result<void> openFile(QFile &file, const Options &options)
{
    if (options.isStandardOutput()) {
        if (file.open(stdout, QIODevice::WriteOnly))
            return {};
        return failure("write-failed", cannotPrint(file.errorString()));
    }
    file.setFileName(options.file);
    const QFileInfo info(options.file);
    if (info.isDir())
        return failure("write-failed",
                       QStringLiteral("\"%1\" is a folder. Name a file in it.").arg(options.file));
    if (!options.force && info.size() > 0)
        return failure("exists",
                       QStringLiteral("\"%1\" exists already. Choose another name, or give --force "
                                      "to overwrite it.")
                           .arg(options.file));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failure("write-failed",
                       QStringLiteral("Cannot write to \"%1\": %2. Choose another place.")
                           .arg(options.file, file.errorString()));
    return {};
}

void declareOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(QStringLiteral(
        "Records an event stream, byte for byte and with its times, into a file that "
        "is an event stream itself, until it is stopped. A lost connection is made "
        "again, as browsers do."));
    parser.addPositionalArgument(QStringLiteral("URL"),
                                 QStringLiteral("The stream, http or https."));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("The recording; - is standard output."));
    parser.addOption(QCommandLineOption(QStringLiteral("force"),
                                        QStringLiteral("Overwrite FILE if it exists.")));
    declareSubscriptionOptions(parser);
}

} // namespace

QString summary()
{
    return QStringLiteral("Record a stream with its times into a file");
}

int run(QCoreApplication &, const QStringList &arguments)
{
    QCommandLineParser parser;
    declareOptions(parser);
    const QString examples = QStringLiteral(
        "Examples:\n"
        "  heliograph record http://127.0.0.1:8080/events events.sse\n"
        "  heliograph record --timeout 60 https://example.com/stream minute.sse\n"
        "  heliograph replay minute.sse\n"
        "\n"
        "Exit codes: 0 stopped, or --max-events or --timeout reached; 1 the connection failed for "
        "good (the file is kept), or the file cannot be written; 2 wrong usage.\n");
    if (const auto over = parseArguments(parser, QStringLiteral("record"), arguments, examples))
        return *over;
    const auto options = optionsFrom(parser);
    if (!options) {
        say(options.error().message);
        return options.error().code == "wrong-usage" ? WrongUsage : Failure;
    }
    QFile file;
    if (auto opened = openFile(file, *options); !opened) {
        say(opened.error().message);
        return Failure;
    }

    EventSource source(options->stream.request);
    Recorder recorder(source, file, *options);
    const TerminationSignals signalsOfTheSystem;
    QObject::connect(&signalsOfTheSystem, &TerminationSignals::requested, &recorder,
                     [&recorder] { recorder.end(Success); });
    if (options->stream.timeout)
        QTimer::singleShot(*options->stream.timeout, &recorder,
                           [&recorder] { recorder.end(Success); });
    // From inside the loop, so that an end at once ends it.
    QMetaObject::invokeMethod(
        &source, [&source] { std::ignore = source.open(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace heliograph::commands::record
