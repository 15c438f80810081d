// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"

#include <QByteArray>
#include <QString>

namespace heliograph {

/// The files that a scenario may read: those in its own folder and below. No hidden files, no "..",
/// no symbolic link that leads out, nothing but regular files, nothing too large. Never writes.
class ScenarioFiles {
public:
    /// @p scenarioPath is the scenario's own file; without one nothing can be read.
    ScenarioFiles(const QString &scenarioPath, qint64 maxBytes);

    /// The contents of @p path, which is relative to the folder or absolute below it. Errors:
    /// "no-folder", "outside", "hidden", "not-found", "too-large", "unreadable".
    [[nodiscard]] Result<QByteArray> read(const QString &path) const;

    /// Whether read() would find a file there.
    [[nodiscard]] bool exists(const QString &path) const { return resolve(path).has_value(); }

    /// The scenario's folder; "/" when it has none.
    [[nodiscard]] QString folder() const;

private:
    [[nodiscard]] Result<QString> resolve(const QString &path) const;

    QString m_folder; ///< canonical; empty: none
    qint64 m_maxBytes;
};

} // namespace heliograph
