// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippettransfer.h"

#include "app/compose/snippetfile.h"

#include <QThreadPool>

namespace heliograph {

SnippetTransfer::SnippetTransfer(QObject *parent) : QObject(parent), m_home(this) { }

SnippetTransfer::~SnippetTransfer()
{
    m_home.end();
}

void SnippetTransfer::read(const QString &path)
{
    QThreadPool::globalInstance()->start([this, home = m_home, path] {
        const Result<SnippetLibrary> library = SnippetFile::read(path);
        home.post([this, library, path] {
            if (library)
                Q_EMIT wasRead(*library, path);
            else
                Q_EMIT failed(library.error().message);
        });
    });
}

void SnippetTransfer::write(const QString &path, const SnippetLibrary &library)
{
    QThreadPool::globalInstance()->start([this, home = m_home, path, library] {
        const Result<void> written = SnippetFile::write(path, library);
        home.post([this, written, path, count = countSnippets(library.items)] {
            if (written)
                Q_EMIT wasWritten(path, count);
            else
                Q_EMIT failed(written.error().message);
        });
    });
}

} // namespace heliograph
