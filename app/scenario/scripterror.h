// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/jscprivate.h"
#include "app/scenario/scenariotypes.h"

#include <QStringList>

namespace heliograph {

/// Tells the author's own lines from those of the shims, and what they are called.
class ScriptErrors {
public:
    /// @p prefixLength characters stand before the author's text in the first line of each file.
    explicit ScriptErrors(QString mainFile, int prefixLength)
        : m_files{std::move(mainFile)}, m_prefixLength(prefixLength)
    {
    }

    void addFile(const QString &file) { m_files.append(file); }
    [[nodiscard]] const QString &mainFile() const { return m_files.first(); }

    /// What was thrown, an Error or anything else.
    [[nodiscard]] ScriptError fromValue(JSContextRef context, JSValueRef thrown) const;

    /// @p message at the innermost of the author's lines in @p backtrace, which is a stack property
    /// or a backtrace of the engine.
    [[nodiscard]] ScriptError fromStack(const QString &message, const QString &backtrace) const;

private:
    struct Frame {
        QString function;
        QString file;
        int line = 0;
        int column = 0;
    };
    [[nodiscard]] QList<Frame> framesOf(const QString &stack) const;
    [[nodiscard]] int authorColumn(int line, int column) const;

    QStringList m_files;
    int m_prefixLength;
};

} // namespace heliograph
