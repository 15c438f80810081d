// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace heliograph {

/// Stands where a build with scripting has its engine.
class ExpressionEngine {
public:
    void reset() { }
};

/// Why work was given up, which without scripts never happens.
struct ExpressionError {
    QString message;
};

/// What ExpressionThread is in a build without scripting: runs work on a thread of its own, one
/// after the other. Lives on its owner's thread. Its destruction waits for the work that runs.
class PlainThread final : public QObject {
public:
    using Answer = std::function<void()>;
    using Work = std::function<Answer(ExpressionEngine &engine)>;
    using GivenUp = std::function<void(const ExpressionError &error)>;

    explicit PlainThread(QObject *parent = nullptr);
    ~PlainThread() override;

    /// Runs @p work on the thread, and what it returns, unless empty, on the owner's.
    void post(Work work, const GivenUp &givenUp = {});

    void interrupt() { }

private:
    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< lives on the thread
    ExpressionEngine m_engine;
};

} // namespace heliograph
