// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

#include <QRegularExpression>
#include <QString>

namespace heliograph {

/// What the filter field of a log means. Pure: compiled once, then asked per entry, from any
/// thread.
///
/// Words are separated by blanks and must all match; quotes keep blanks together. A plain word
/// matches type, id or data, whatever its case. `event:order.*` is a glob on the event type, `id:7`
/// on the id, `endpoint:/x` on the endpoint, `data:text` looks in the data only; a leading `-`
/// negates.
class EventFilter {
public:
    EventFilter() = default;
    explicit EventFilter(const QString &text);

    [[nodiscard]] bool isEmpty() const { return m_terms.isEmpty(); }
    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool matches(const JournalEntry &entry) const;

    bool operator==(const EventFilter &other) const { return m_text == other.m_text; }

private:
    enum class Field : quint8 { Any, Event, Id, Endpoint, Data };
    struct Term {
        Field field = Field::Any;
        bool negated = false;
        bool ascii = true; ///< folded without decoding
        QString text;
        QByteArray folded; ///< lower case
        QRegularExpression glob;
    };

    void addTerm(QString word);
    [[nodiscard]] static bool holds(const Term &term, const QByteArray &bytes);
    [[nodiscard]] static bool globs(const Term &term, const QByteArray &bytes);
    [[nodiscard]] static bool matches(const Term &term, const JournalEntry &entry);

    QString m_text;
    QList<Term> m_terms;
};

} // namespace heliograph
