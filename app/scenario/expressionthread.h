// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/expression.h"

#include <QObject>
#include <QTimer>

class QThread;

namespace heliograph {

/// How long expressions may take.
struct ExpressionLimits {
    std::chrono::milliseconds perCall{100}; ///< then an expression is interrupted
    std::chrono::milliseconds untilAbandoned{1000}; ///< then one that cannot be is given up
};

/// Runs work with an ExpressionEngine on a thread of its own, one after the other. Lives on its
/// owner's thread and never makes it wait; only its destruction may, a moment.
///
/// An expression that the engine cannot interrupt (a regular expression that backtracks, a loop of
/// promise jobs) costs its thread: that is given up and left with the lowest priority, and the work
/// that waits goes to a new one with a new engine.
class ExpressionThread final : public QObject {
public:
    using Answer = std::function<void()>;
    using Work = std::function<Answer(ExpressionEngine &engine)>;
    using GivenUp = std::function<void(const ExpressionError &error)>;

    explicit ExpressionThread(ExpressionLimits limits = {}, QObject *parent = nullptr);
    ~ExpressionThread() override;

    /// Runs @p work on the script's thread. What it returns, unless empty, runs on the owner's; if
    /// the work is given up, @p givenUp runs there instead. Neither runs from within this call, nor
    /// after this object's end, and both come in the order of the posts.
    void post(Work work, GivenUp givenUp = {});

    /// The same for @p work that returns a value, which @p answer gets on the owner's thread.
    template <typename Ask, typename Take> void ask(Ask work, Take answer, GivenUp givenUp = {})
    {
        post(
            [work = std::move(work), answer = std::move(answer)](ExpressionEngine &engine) {
                return Answer([answer, value = work(engine)] { answer(value); });
            },
            std::move(givenUp));
    }

    /// Interrupts the expression that runs now, which then fails. Not those after it.
    void interrupt();

private:
    struct Shared;

    void start();
    void watch();
    void abandon();
    void refuse(const GivenUp &givenUp, const QString &message);

    ExpressionLimits m_limits;
    std::shared_ptr<Shared> m_shared; ///< with the thread
    QThread *m_thread = nullptr; ///< deletes itself when it ends after it was given up
    QTimer m_watchTimer;
    int m_abandoned = 0;
};

} // namespace heliograph
