// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetdesk.h"

#include <QStandardPaths>

namespace heliograph {

SnippetDesk::SnippetDesk(const QString &path) : m_store(path, [this] { return m_model.library(); })
{
    QObject::connect(&m_store, &SnippetStore::loaded, &m_model, &SnippetsModel::setLibrary);
    QObject::connect(&m_model, &SnippetsModel::changed, &m_store, &SnippetStore::noteChange);
    m_store.load();
}

QString SnippetDesk::usualPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/snippets.json");
}

} // namespace heliograph
