// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/composethread.h"
#include "app/compose/repeatrun.h"

#include <QObject>
#include <QTimer>

namespace heliograph {

/// Repeats a draft, one repetition at a time, on a thread of its own. Lives on its owner's thread,
/// and never makes it wait; only its destruction may, a moment.
class Repeater final : public QObject {
    Q_OBJECT

public:
    explicit Repeater(QObject *parent = nullptr);
    ~Repeater() override;

    /// Begins @p order; what is active is stopped first.
    void start(const RepeatOrder &order);
    void pause();
    void resume();
    void stop();

    [[nodiscard]] const RepeatProgress &progress() const { return m_progress; }

Q_SIGNALS:
    /// At most ten times a second, and at each change of state.
    void changed(const heliograph::RepeatProgress &progress);

private:
    void finish(const std::shared_ptr<RepeatRun> &run);
    void giveUp(const std::shared_ptr<RepeatRun> &run, const QString &message);
    void refresh();

    std::shared_ptr<RepeatRun> m_run; ///< the newest
    RepeatProgress m_progress;
    QTimer m_news;
    ComposeThread m_thread;
};

} // namespace heliograph
