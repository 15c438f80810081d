// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/publishrequest.h"

#include <QJsonObject>
#include <QString>

namespace heliograph {

enum class IdChoice { Automatic, None, Own };

/// What stands in the compose panel's fields: text as typed, valid or not.
struct Draft {
    QString endpoint = QStringLiteral("/events");
    QString event;
    IdChoice idChoice = IdChoice::Automatic;
    QString ownId;
    QString retry; ///< milliseconds, or empty
    QString comment; ///< empty: none
    QByteArray data;
    bool withoutData = false; ///< sends no data line, so that nothing is dispatched

    bool operator==(const Draft &) const = default;
};

/// What is wrong with each field, as a sentence; empty when nothing is.
struct DraftErrors {
    QString endpoint;
    QString event;
    QString id;
    QString retry;
    QString whole; ///< concerns no single field

    [[nodiscard]] bool isEmpty() const;
};

/// Checks @p draft with the rules of EventWriter, all fields at once.
[[nodiscard]] DraftErrors check(const Draft &draft);

/// The event of a @p draft without errors; its id is absent when automatic.
[[nodiscard]] Event toEvent(const Draft &draft);

[[nodiscard]] QJsonObject toJson(const Draft &draft);
[[nodiscard]] Draft draftFromJson(const QJsonObject &object);

} // namespace heliograph
