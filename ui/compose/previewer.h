// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/composecontroller.h"

namespace heliograph {

/// Finds out what a draft would send. One without templates is checked at once; for others one
/// question at a time is with the controller, and the newest wins.
class Previewer final : public QObject {
    Q_OBJECT

public:
    explicit Previewer(ComposeController &controller, QObject *parent = nullptr);

    /// Ends in looked(), before it returns if @p draft has no templates.
    void look(const Draft &draft);

    /// The draft that was looked at last.
    [[nodiscard]] const Draft &draft() const { return m_draft; }

Q_SIGNALS:
    void looked(const heliograph::DraftPreview &preview);

private:
    void ask(const Draft &draft);
    void answered(const DraftPreview &preview);

    ComposeController &m_controller;
    Draft m_draft;
    Draft m_asked; ///< what the controller looks at
    std::optional<Draft> m_next; ///< to be asked when it answered
    bool m_isAsking = false;
};

/// Whether something in @p draft is to be filled in.
[[nodiscard]] bool usesTemplates(const Draft &draft);

} // namespace heliograph
