// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/numbersettings.h"

namespace heliograph {

namespace {

using std::chrono::seconds;

template <auto Member> int wholeSeconds(const ServerSettings &values)
{
    return static_cast<int>(std::chrono::duration_cast<seconds>(values.options.*Member).count());
}

template <auto Member> void setSeconds(ServerSettings &values, int number)
{
    values.options.*Member = seconds(number);
}

template <auto Member> int kibibytes(const ServerSettings &values)
{
    return static_cast<int>((values.options.*Member) / 1024);
}

template <auto Member> void setKibibytes(ServerSettings &values, int number)
{
    values.options.*Member = qsizetype{number} * 1024;
}

template <auto Member> int number(const ServerSettings &values)
{
    return values.options.*Member;
}

template <auto Member> void setNumber(ServerSettings &values, int count)
{
    values.options.*Member = count;
}

constexpr qsizetype mebibyte = qsizetype{1024} * 1024;

int journalMebibytes(const ServerSettings &values)
{
    return static_cast<int>(values.journal.maxBytes / mebibyte);
}

void setJournalMebibytes(ServerSettings &values, int count)
{
    values.journal.maxBytes = count * mebibyte;
}

constexpr int hour = 3600;
constexpr int gibibyteInKibibytes = 1024 * 1024;

int replayMinutes(const ServerSettings &values)
{
    using std::chrono::minutes;
    return static_cast<int>(std::chrono::ceil<minutes>(values.options.replayAge).count());
}

void setReplayMinutes(ServerSettings &values, int count)
{
    values.options.replayAge = std::chrono::minutes(count);
}

using O = ServerOptions;

NumberGroup streams()
{
    return {"streams",
            {{"heartbeat", QT_TRANSLATE_NOOP("heliograph", "Heartbeat after"), " s",
              QT_TRANSLATE_NOOP("heliograph",
                                "A comment after so long a silence; 0 sends none (--heartbeat)"),
              0, hour, wholeSeconds<&O::heartbeat>, setSeconds<&O::heartbeat>,
              QT_TRANSLATE_NOOP("heliograph", "none")}}};
}

NumberGroup slowReaders()
{
    return {
        "slowReaders",
        {{"maxQueue", QT_TRANSLATE_NOOP("heliograph", "Bound of a client's queue"), " KiB",
          QT_TRANSLATE_NOOP("heliograph", "Unsent bytes that make a client too slow (--max-queue)"),
          1, gibibyteInKibibytes, kibibytes<&O::maxQueue>, setKibibytes<&O::maxQueue>},
         {"pauseLimit", QT_TRANSLATE_NOOP("heliograph", "Pause at most"), " s",
          QT_TRANSLATE_NOOP("heliograph",
                            "The longest a publisher waits for one client, whose stream is "
                            "closed then (--pause-limit)"),
          1, hour, wholeSeconds<&O::pauseLimit>, setSeconds<&O::pauseLimit>}}};
}

NumberGroup replay()
{
    return {
        "replay",
        {{"replay", QT_TRANSLATE_NOOP("heliograph", "At most"), " events",
          QT_TRANSLATE_NOOP("heliograph", "Events an endpoint holds for Last-Event-ID (--history)"),
          0, 10'000'000, number<&O::replayEvents>, setNumber<&O::replayEvents>,
          QT_TRANSLATE_NOOP("heliograph", "none")},
         {"replayBytes", QT_TRANSLATE_NOOP("heliograph", "And in bytes"), " KiB",
          QT_TRANSLATE_NOOP("heliograph", "The same, in memory (--max-history-bytes)"), 0,
          gibibyteInKibibytes, kibibytes<&O::replayBytes>, setKibibytes<&O::replayBytes>,
          QT_TRANSLATE_NOOP("heliograph", "none")},
         {"replayAge", QT_TRANSLATE_NOOP("heliograph", "Not older than"), " min",
          QT_TRANSLATE_NOOP("heliograph",
                            "Older events are not replayed; 0: of any age (--history-age)"),
          0, 10 * 365 * 24 * 60, replayMinutes, setReplayMinutes,
          QT_TRANSLATE_NOOP("heliograph", "any age")}}};
}

NumberGroup requests()
{
    return {"requests",
            {{"maxConnections", QT_TRANSLATE_NOOP("heliograph", "Connections"), "",
              QT_TRANSLATE_NOOP("heliograph", "More are refused with 503 (--max-connections)"), 1,
              1'000'000, number<&O::maxConnections>, setNumber<&O::maxConnections>},
             {"maxChannels", QT_TRANSLATE_NOOP("heliograph", "Channels"), "",
              QT_TRANSLATE_NOOP("heliograph", "More are refused with 503 (--max-channels)"), 0,
              1'000'000, number<&O::maxChannels>, setNumber<&O::maxChannels>},
             {"maxHeader", QT_TRANSLATE_NOOP("heliograph", "Header"), " KiB",
              QT_TRANSLATE_NOOP("heliograph", "Longer is refused with 431 (--max-header)"), 1,
              gibibyteInKibibytes, kibibytes<&O::maxHeader>, setKibibytes<&O::maxHeader>},
             {"headerTimeout", QT_TRANSLATE_NOOP("heliograph", "Header within"), " s",
              QT_TRANSLATE_NOOP("heliograph", "Later is refused with 408 (--header-timeout)"), 1,
              hour, wholeSeconds<&O::headerTimeout>, setSeconds<&O::headerTimeout>},
             {"maxBody", QT_TRANSLATE_NOOP("heliograph", "Body"), " KiB",
              QT_TRANSLATE_NOOP("heliograph", "Larger is refused with 413 (--max-body)"), 0,
              gibibyteInKibibytes, kibibytes<&O::maxBody>, setKibibytes<&O::maxBody>},
             {"bodyTimeout", QT_TRANSLATE_NOOP("heliograph", "Pause inside a body"), " s",
              QT_TRANSLATE_NOOP("heliograph", "Longer is refused with 408 (--body-timeout)"), 1,
              hour, wholeSeconds<&O::bodyTimeout>, setSeconds<&O::bodyTimeout>},
             {"keepAlive", QT_TRANSLATE_NOOP("heliograph", "Keep idle connections"), " s",
              QT_TRANSLATE_NOOP("heliograph", "Between two requests (--keep-alive)"), 1, hour,
              wholeSeconds<&O::keepAlive>, setSeconds<&O::keepAlive>}}};
}

NumberGroup memory()
{
    return {"memory",
            {{"journal", QT_TRANSLATE_NOOP("heliograph", "Journal"), " MiB",
              QT_TRANSLATE_NOOP("heliograph",
                                "Memory for what happened; the oldest leaves (--max-journal)"),
              1, 64 * 1024, journalMebibytes, setJournalMebibytes}}};
}

} // namespace

const QList<NumberGroup> &numberSettings()
{
    static const QList<NumberGroup> groups{slowReaders(), streams(), replay(), requests(),
                                           memory()};
    return groups;
}

} // namespace heliograph
