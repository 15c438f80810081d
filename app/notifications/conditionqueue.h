// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/notifications/notificationrule.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace heliograph {

class ExpressionThread;

/// How much asking conditions may cost.
struct ConditionLimits {
    std::chrono::milliseconds perCall{100}; ///< then a condition is stopped
    std::chrono::milliseconds untilAbandoned{1'000}; ///< then one that cannot be is given up
    std::chrono::milliseconds slice{10}; ///< of asking, then a pause
    std::chrono::milliseconds pause{10};
    qsizetype mostWaiting = 10'000; ///< questions; the oldest are dropped
    qsizetype mostBytes = qsizetype{64} * 1024 * 1024; ///< that those hold

    bool operator==(const ConditionLimits &) const = default;
};

/// Asks conditions about events, one after the other, on a thread of its own and for a bounded
/// share of its time. What comes faster than that is dropped, oldest first, and counted. Lives on
/// its owner's thread, which it never makes wait.
class ConditionQueue final : public QObject {
    Q_OBJECT

public:
    explicit ConditionQueue(ConditionLimits limits = {}, QObject *parent = nullptr);
    ~ConditionQueue() override;

    /// Asks whether @p entry meets @p condition; the answer comes by a signal, in order.
    void ask(RuleId rule, const QString &condition, JournalEntryPtr entry);

    /// Forgets what waits.
    void clear();

    /// Questions dropped, and those about blocks that are too large.
    [[nodiscard]] quint64 skipped() const { return m_skipped; }

Q_SIGNALS:
    void met(heliograph::RuleId rule, const QString &condition,
             const heliograph::JournalEntryPtr &entry);
    /// Asking threw (@p stopped: did not end, and what else waited for this rule is forgotten).
    void failed(heliograph::RuleId rule, const QString &condition, const QString &problem,
                bool stopped);
    /// Nothing waits any more.
    void idle();

private:
    struct Question {
        RuleId rule{};
        QString condition;
        JournalEntryPtr entry;
    };
    struct Slice;

    void drop();
    void askNext();
    void answered(const std::shared_ptr<Slice> &slice);
    void givenUp(const std::shared_ptr<Slice> &slice, const QString &problem);
    void stop(const Question &question, const QString &problem);

    ConditionLimits m_limits;
    std::deque<Question> m_waiting;
    qsizetype m_bytes = 0; ///< held by what waits
    quint64 m_skipped = 0;
    std::shared_ptr<Slice> m_asked; ///< on its way
    QTimer m_next;
    ExpressionThread *m_thread = nullptr; ///< from the first question on
};

} // namespace heliograph
