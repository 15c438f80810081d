// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/hosting/scenariostatus.h"

#include <QAbstractListModel>

#include <optional>

namespace heliograph {

/// One scenario that can be run: a preset, an opened file, or a new one without a file yet.
struct ScenarioRow {
    QString name; ///< unique; what the host knows it by
    QString title;
    QString path; ///< its file, absolute; empty for presets and new ones
    QString page; ///< of a preset's demo, "/demo/clock/"
    QString mountPath;
    QStringList paths; ///< what a preset says it will answer
    bool isPreset = false;
    bool isModified = false; ///< its text differs from the file or the preset
    std::optional<ScenarioStatus> status; ///< absent: never ran

    [[nodiscard]] bool isRunning() const
    {
        return status && status->state == ScenarioStatus::State::Running;
    }

    bool operator==(const ScenarioRow &) const = default;
};

/// The scenarios of the window: the presets, in the order to show them, then what was opened.
/// Texts are not kept here.
class ScenariosModel final : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        NameRole = Qt::UserRole + 1, ///< QString
        DetailRole, ///< QString: its paths in one line, or its file
        StateRole, ///< int of ScenarioStatus::State; -1: never ran
        StateTextRole, ///< QString
        ResponsesRole, ///< int: requests it answers right now
        IsPresetRole, ///< bool
        IsModifiedRole, ///< bool
    };

    explicit ScenariosModel(const QList<ScenarioPreset> &presets, QObject *parent = nullptr);

    /// Takes the scenario in @p path (absolute) in; returns its row, also when it was there
    /// already.
    int addFile(const QString &path);
    /// Takes a new one without a file in, named "untitled.js" or like it when @p name is empty.
    int addNew(const QString &name = {});
    /// It was saved as @p path, absolute; a new one takes the file's name.
    void setPath(int row, const QString &path);
    void setModified(int row, bool modified);
    /// Forgets a file or a new one; presets stay.
    void remove(int row);

    /// Connect ScenarioController::statusesChanged() here.
    void setStatuses(const QList<ScenarioStatus> &statuses);

    [[nodiscard]] const ScenarioRow &row(int row) const { return m_rows.at(row); }
    /// The row of the scenario @p name, or -1.
    [[nodiscard]] int rowOf(const QString &name) const;
    [[nodiscard]] int rowOfFile(const QString &path) const;
    [[nodiscard]] int presetCount() const;
    [[nodiscard]] int runningCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void runningCountChanged(int count);

private:
    [[nodiscard]] QString freeName(const QString &wanted, const QString &folder = {}) const;
    int append(ScenarioRow row);

    QList<ScenarioRow> m_rows;
    int m_running = 0;
};

/// What a scenario answers, each once, for people: "/clock", "POST /chat/messages". While it never
/// ran, what it says it will.
[[nodiscard]] QStringList pathsOf(const ScenarioRow &row);

} // namespace heliograph
