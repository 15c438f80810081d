// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"
#include "app/history/historyrecord.h"

#include <QList>

#include <algorithm>
#include <map>
#include <rapidcheck.h>
#include <utility>

namespace heliograph {

/// The message of a failure, for QVERIFY2, which asks for it in any case.
template <typename T> QByteArray why(const Result<T> &result)
{
    return result ? QByteArray() : result.error().message.toUtf8();
}

/// A change that appends a record, whose content follows from @p position.
inline HistoryChange change(const QByteArray &path, quint64 position, quint64 keepFrom = 0)
{
    const QByteArray id = QByteArray::number(position + 1);
    const QByteArray wire = "id: " + id + "\ndata: payload of a usual length\n\n";
    return {path, position + 2,
            HistoryRecord{position, wire, "message", id, true,
                          std::chrono::microseconds{1'000 + position}},
            keepFrom};
}

/// A change of an event to named clients.
inline HistoryChange numberOnly(const QByteArray &path, quint64 nextId, quint64 keepFrom = 0)
{
    return {path, nextId, std::nullopt, keepFrom};
}

inline QList<HistoryRecord> recordsOf(const QList<HistoryChange> &changes)
{
    QList<HistoryRecord> records;
    for (const HistoryChange &one : changes)
        records.append(*one.record);
    return records;
}

/// One event of a made-up history.
struct HistoryStep {
    int endpoint = 0;
    QByteArray bytes;
    bool hasRecord = true;
    bool hasId = true;
    bool loses = false; ///< a position was lost before it
    int keeps = 1; ///< records that stay after it
    bool endsBatch = false;
    bool reopens = false;
};

inline rc::Gen<HistoryStep> genHistoryStep()
{
    const auto seldom = [](int of) {
        return rc::gen::map(rc::gen::inRange(0, of), [](int number) { return number == 0; });
    };
    const auto bytes =
        rc::gen::map(rc::gen::container<std::string>(rc::gen::arbitrary<char>()),
                     [](const std::string &text) { return QByteArray::fromStdString(text); });
    return rc::gen::build<HistoryStep>(
        rc::gen::set(&HistoryStep::endpoint, rc::gen::inRange(0, 4)),
        rc::gen::set(&HistoryStep::bytes, bytes),
        rc::gen::set(&HistoryStep::hasRecord, rc::gen::map(seldom(5), std::logical_not<>())),
        rc::gen::set(&HistoryStep::hasId), rc::gen::set(&HistoryStep::loses, seldom(10)),
        rc::gen::set(&HistoryStep::keeps, rc::gen::inRange(0, 20)),
        rc::gen::set(&HistoryStep::endsBatch, seldom(3)),
        rc::gen::set(&HistoryStep::reopens, seldom(30)));
}

/// What a file must hold after a made-up history, kept in the plainest way.
class HistoryExpectation {
public:
    HistoryChange apply(const HistoryStep &step)
    {
        const QByteArray path = "/events/" + QByteArray::number(step.endpoint);
        Endpoint &endpoint = m_endpoints[path];
        HistoryChange made{path, ++endpoint.nextId, std::nullopt, 0};
        if (step.hasRecord) {
            if (step.loses) {
                ++endpoint.end;
                endpoint.records.clear();
            }
            made.record = HistoryRecord{endpoint.end++,
                                        step.bytes,
                                        step.bytes,
                                        step.hasId ? std::optional(step.bytes) : std::nullopt,
                                        !step.bytes.isEmpty(),
                                        std::chrono::microseconds{endpoint.end}};
            endpoint.records.append(*made.record);
        }
        while (endpoint.records.size() > step.keeps)
            endpoint.records.removeFirst();
        made.keepFrom = endpoint.end - quint64(endpoint.records.size());
        return made;
    }

    [[nodiscard]] bool matches(QList<RememberedEndpoint> endpoints) const
    {
        return std::all_of(m_endpoints.cbegin(), m_endpoints.cend(),
                           [&](const auto &known) {
                               return endpoints.removeOne(
                                   {known.first, known.second.nextId, known.second.end});
                           })
            && endpoints.isEmpty();
    }

    [[nodiscard]] QList<HistoryRecord> records(const QByteArray &path) const
    {
        return m_endpoints.at(path).records;
    }

    [[nodiscard]] QList<QByteArray> paths() const
    {
        QList<QByteArray> all;
        for (const auto &[path, endpoint] : m_endpoints)
            all.append(path);
        return all;
    }

private:
    struct Endpoint {
        QList<HistoryRecord> records;
        quint64 nextId = 1;
        quint64 end = 0;
    };

    std::map<QByteArray, Endpoint> m_endpoints;
};

} // namespace heliograph
