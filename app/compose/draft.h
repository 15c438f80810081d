// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/publishrequest.h"

#include <QJsonObject>
#include <QString>

namespace heliograph {

enum class IdChoice { Automatic, None, Own };
enum class DraftMode { Event, Raw };
enum class TargetChoice { Everyone, Selected, Matching };

/// What somebody composes: text as typed, valid or not. A value.
struct Draft {
    QString endpoint = QStringLiteral("/events");
    TargetChoice to = TargetChoice::Everyone; ///< of the endpoint's clients
    QString match; ///< the expression that Matching clients meet
    DraftMode mode = DraftMode::Event;
    QString raw; ///< in Raw mode the only content: bytes, as rawBytes() reads them
    QString event;
    IdChoice idChoice = IdChoice::Automatic;
    QString ownId;
    QString retry; ///< milliseconds, or empty
    QString comment; ///< empty: none
    QByteArray data;
    bool withoutData = false; ///< sends no data line, so that nothing is dispatched
    bool hasTemplates = true; ///< `${...}` in the fields of an event is JavaScript, not text

    bool operator==(const Draft &) const = default;
};

enum class DraftField { Endpoint, Match, Event, Id, Retry, Comment, Data, Raw, Whole };

/// What is wrong with one field of a draft, or with none in particular (Whole).
struct DraftError {
    DraftField field = DraftField::Whole;
    QString message; ///< a sentence
    qsizetype position = -1; ///< of the fault in the field's text, UTF-16 units; -1: all of it
    qsizetype length = 0;

    bool operator==(const DraftError &) const = default;
};

struct DraftErrors {
    QList<DraftError> all;

    [[nodiscard]] bool isEmpty() const { return all.isEmpty(); }

    /// The first of @p field; empty when nothing is wrong with it.
    [[nodiscard]] QString of(DraftField field) const;

    void add(DraftField field, const QString &message, qsizetype position = -1,
             qsizetype length = 0);

    bool operator==(const DraftErrors &) const = default;
};

/// Checks @p draft, its templates already filled in, with the rules of EventWriter and rawBytes():
/// all fields at once. Whether its expression holds is not looked at.
[[nodiscard]] DraftErrors check(const Draft &draft);

/// The event of a @p draft without errors; its id is absent when automatic.
[[nodiscard]] Event toEvent(const Draft &draft);

/// What a @p draft without errors and templates asks to be published, in order: one event, or the
/// blocks of its raw bytes. Absent @p to: everyone.
[[nodiscard]] QList<PublishRequest> toRequests(const Draft &draft,
                                               const std::optional<QList<ConnectionId>> &to = {});

[[nodiscard]] QJsonObject toJson(const Draft &draft);
[[nodiscard]] Draft draftFromJson(const QJsonObject &object);

} // namespace heliograph
