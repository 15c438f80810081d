// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/scenariosmodel.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace heliograph {

namespace {

QString runningText(int responses)
{
    if (responses == 0)
        return ScenariosModel::tr("running");
    return responses == 1 ? ScenariosModel::tr("running \u00b7 1 request open")
                          : ScenariosModel::tr("running \u00b7 %1 requests open").arg(responses);
}

QString stateText(const ScenarioRow &row)
{
    if (!row.status)
        return ScenariosModel::tr("not started");
    switch (row.status->state) {
    case ScenarioStatus::State::Running:
        return runningText(row.status->responses);
    case ScenarioStatus::State::Finished:
        return row.status->exitCode == 0
            ? ScenariosModel::tr("finished")
            : ScenariosModel::tr("finished with exit code %1").arg(row.status->exitCode);
    case ScenarioStatus::State::Stopped:
        return ScenariosModel::tr("stopped");
    case ScenarioStatus::State::Failed:
        break;
    }
    return ScenariosModel::tr("failed");
}

QString toolTip(const ScenarioRow &row)
{
    QStringList lines{row.path.isEmpty() ? row.name : QDir::toNativeSeparators(row.path)};
    lines += pathsOf(row);
    lines.append(stateText(row));
    if (row.isModified)
        lines.append(ScenariosModel::tr("changed, not saved"));
    return lines.join(u'\n');
}

} // namespace

QStringList pathsOf(const ScenarioRow &row)
{
    if (!row.isRunning() || row.status->routes.isEmpty())
        return row.paths;
    QStringList paths;
    for (const ScenarioRoute &route : row.status->routes) {
        const bool plain = route.method.isEmpty() || route.method == "GET";
        const QString text =
            plain ? route.pattern : QString::fromLatin1(route.method) + u' ' + route.pattern;
        if (!paths.contains(text))
            paths.append(text);
    }
    return paths;
}

ScenariosModel::ScenariosModel(const QList<ScenarioPreset> &presets, QObject *parent)
    : QAbstractListModel(parent)
{
    for (const ScenarioPreset &preset : presets) {
        ScenarioRow row;
        row.name = preset.file;
        row.title = preset.title;
        row.page = preset.page;
        row.mountPath = preset.mountPath;
        row.paths = preset.paths;
        row.isPreset = true;
        m_rows.append(row);
    }
}

int ScenariosModel::addFile(const QString &path)
{
    if (const int known = rowOfFile(path); known >= 0)
        return known;
    ScenarioRow row;
    row.name = freeName(QFileInfo(path).fileName(), QFileInfo(path).dir().dirName());
    row.title = row.name;
    row.path = path;
    return append(row);
}

int ScenariosModel::addNew(const QString &name)
{
    ScenarioRow row;
    row.name = freeName(name.isEmpty() ? QStringLiteral("untitled.js") : name);
    row.title = row.name;
    return append(row);
}

void ScenariosModel::setPath(int row, const QString &path)
{
    ScenarioRow &changed = m_rows[row];
    changed.path = path;
    // One that runs keeps its name: the host knows it by that.
    if (!changed.isRunning() && QFileInfo(path).fileName() != changed.name) {
        changed.name = freeName(QFileInfo(path).fileName(), QFileInfo(path).dir().dirName());
        changed.status.reset();
    }
    changed.title = changed.isRunning() ? QFileInfo(path).fileName() : changed.name;
    Q_EMIT dataChanged(index(row), index(row));
}

void ScenariosModel::setModified(int row, bool modified)
{
    if (m_rows.at(row).isModified == modified)
        return;
    m_rows[row].isModified = modified;
    Q_EMIT dataChanged(index(row), index(row));
}

void ScenariosModel::remove(int row)
{
    if (m_rows.at(row).isPreset)
        return;
    beginRemoveRows({}, row, row);
    m_rows.removeAt(row);
    endRemoveRows();
}

void ScenariosModel::setStatuses(const QList<ScenarioStatus> &statuses)
{
    for (const ScenarioStatus &status : statuses) {
        const int at = rowOf(status.name);
        if (at < 0 || m_rows.at(at).status == status)
            continue;
        m_rows[at].status = status;
        Q_EMIT dataChanged(index(at), index(at));
    }
    const int running = runningCount();
    if (std::exchange(m_running, running) != running)
        Q_EMIT runningCountChanged(running);
}

int ScenariosModel::rowOf(const QString &name) const
{
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                    [&name](const ScenarioRow &row) { return row.name == name; });
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

int ScenariosModel::rowOfFile(const QString &path) const
{
    if (path.isEmpty())
        return -1;
    const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
                                    [&path](const ScenarioRow &row) { return row.path == path; });
    return found == m_rows.cend() ? -1 : static_cast<int>(found - m_rows.cbegin());
}

int ScenariosModel::presetCount() const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(),
                                          [](const ScenarioRow &row) { return row.isPreset; }));
}

int ScenariosModel::runningCount() const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(),
                                          [](const ScenarioRow &row) { return row.isRunning(); }));
}

int ScenariosModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant ScenariosModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ScenarioRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return row.title;
    case Qt::ToolTipRole:
        return toolTip(row);
    case Qt::AccessibleTextRole:
        return QString(row.title + QStringLiteral(", ") + stateText(row));
    case NameRole:
        return row.name;
    case DetailRole: {
        const QStringList paths = pathsOf(row);
        return paths.isEmpty()
            ? (row.path.isEmpty() ? tr("not saved yet") : QDir::toNativeSeparators(row.path))
            : paths.join(QStringLiteral("  "));
    }
    case StateRole:
        return row.status ? static_cast<int>(row.status->state) : -1;
    case StateTextRole:
        return stateText(row);
    case ResponsesRole:
        return row.isRunning() ? row.status->responses : 0;
    case IsPresetRole:
        return row.isPreset;
    case IsModifiedRole:
        return row.isModified;
    default:
        return {};
    }
}

/// @p wanted when nobody has it, else with @p folder before it, else with a number.
QString ScenariosModel::freeName(const QString &wanted, const QString &folder) const
{
    if (rowOf(wanted) < 0)
        return wanted;
    if (const QString longer = folder + u'/' + wanted; !folder.isEmpty() && rowOf(longer) < 0)
        return longer;
    const QFileInfo file(wanted);
    for (int number = 2;; ++number) {
        const QString suffix = file.suffix().isEmpty() ? QString() : u'.' + file.suffix();
        const QString name = file.completeBaseName() + u'-' + QString::number(number) + suffix;
        if (rowOf(name) < 0)
            return name;
    }
}

int ScenariosModel::append(ScenarioRow row)
{
    const int at = rowCount();
    beginInsertRows({}, at, at);
    m_rows.append(std::move(row));
    endInsertRows();
    return at;
}

} // namespace heliograph
