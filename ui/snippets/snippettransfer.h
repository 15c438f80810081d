// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"
#include "app/core/result.h"
#include "app/models/returnpath.h"

#include <QObject>

namespace heliograph {

/// Reads and writes files of snippets on the thread pool. Lives on the GUI thread.
class SnippetTransfer final : public QObject {
    Q_OBJECT

public:
    explicit SnippetTransfer(QObject *parent = nullptr);
    ~SnippetTransfer() override;

    /// Ends in wasRead() or failed().
    void read(const QString &path);
    /// Ends in wasWritten() or failed().
    void write(const QString &path, const SnippetLibrary &library);

Q_SIGNALS:
    void wasRead(const heliograph::SnippetLibrary &library, const QString &path);
    void wasWritten(const QString &path, qsizetype snippets);
    void failed(const QString &sentence);

private:
    ReturnPath m_home;
};

} // namespace heliograph
