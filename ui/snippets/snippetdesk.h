// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippetstore.h"
#include "app/models/snippetsmodel.h"

namespace heliograph {

/// The snippets of one window: the tree that is edited, and the file that it comes from and goes
/// to. Lives on the GUI thread.
class SnippetDesk {
public:
    /// @p path is the file; the one of this user's programs by default.
    explicit SnippetDesk(const QString &path = usualPath());

    [[nodiscard]] SnippetsModel &model() { return m_model; }
    [[nodiscard]] SnippetStore &store() { return m_store; }

    [[nodiscard]] static QString usualPath();

private:
    SnippetsModel m_model;
    SnippetStore m_store; ///< ends first: it saves what the model holds
};

} // namespace heliograph
