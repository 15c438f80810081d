// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journal.h"
#include "app/notifications/notificationrule.h"

#include <QObject>

namespace heliograph {

class ExpressionThread;

/// What is wrong with a condition before it is asked.
struct ConditionFault {
    QString message; ///< a sentence; empty: nothing is wrong
    qsizetype position = -1; ///< in the condition, UTF-16 units; -1: all of it
    qsizetype length = 0;

    bool operator==(const ConditionFault &) const = default;
};

/// How a rule would have fared with the newest events of the journal.
struct RuleTrial {
    static constexpr int MostEvents = 1'000;

    int looked = 0; ///< events, the newest first
    int concerned = 0; ///< of those, of the type and place
    int met = 0;
    int failed = 0; ///< their condition threw
    QString problem; ///< what the newest of those threw
    Sequence newestMet{};
    bool stopped = false; ///< the condition did not end, or took too long in all

    bool operator==(const RuleTrial &) const = default;
};

/// Checks conditions and tries rules for those who write them. Lives on its owner's thread, which
/// never waits for a condition. @p journal is borrowed.
class RuleTester final : public QObject {
    Q_OBJECT

public:
    explicit RuleTester(const Journal &journal, QObject *parent = nullptr);
    ~RuleTester() override;

    /// Whether conditions can be asked in this build.
    [[nodiscard]] static bool canAsk();

    /// Answers with checked(), unless asked again before.
    void check(const QString &condition);

    /// Answers with tried(), unless asked again before.
    void tryOut(const NotificationRule &rule);

Q_SIGNALS:
    void checked(const QString &condition, const heliograph::ConditionFault &fault);
    void tried(const heliograph::RuleTrial &trial);

private:
    const Journal &m_journal;
    ExpressionThread *m_thread = nullptr; ///< from the first question on
    quint64 m_check = 0; ///< the newest question
    quint64 m_trial = 0;
};

} // namespace heliograph

Q_DECLARE_METATYPE(heliograph::ConditionFault)
Q_DECLARE_METATYPE(heliograph::RuleTrial)
