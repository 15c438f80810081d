// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <chrono>

namespace heliograph {

/// How a draft is sent again and again. A value.
struct RepeatPlan {
    enum class Kind {
        Interval, ///< one event every interval
        Burst, ///< burst events at once, every interval
        Rate, ///< perSecond events a second, the gaps varied by jitter
    };
    Kind kind = Kind::Interval;
    std::chrono::milliseconds interval{1000}; ///< at least 1
    int burst = 10; ///< 1 to 10,000
    double perSecond = 10; ///< 0.001 to 10,000
    int jitter = 0; ///< per cent of a gap, 0 to 100: each gap is varied by so much, evenly
    quint64 times = 0; ///< events in all; 0: until it is stopped

    bool operator==(const RepeatPlan &) const = default;
};

/// How a repetition stands.
struct RepeatProgress {
    enum class State {
        Idle, ///< none was started yet
        Running,
        Paused,
        Done, ///< all of them were sent
        Stopped, ///< by its owner
        Failed, ///< errors says why; what was sent was sent
    };
    State state = State::Idle;
    quint64 sent = 0;
    quint64 times = 0; ///< of the plan
    double perSecond = 0; ///< events sent in the last second
    std::chrono::milliseconds running{}; ///< since the start, without pauses
    DraftErrors errors;

    [[nodiscard]] bool isActive() const
    {
        return state == State::Running || state == State::Paused;
    }

    bool operator==(const RepeatProgress &) const = default;
};

[[nodiscard]] QJsonObject toJson(const RepeatPlan &plan);

/// Values out of bounds are brought within them.
[[nodiscard]] RepeatPlan repeatPlanFromJson(const QJsonObject &object);

} // namespace heliograph
