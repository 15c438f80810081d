// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/composecontroller.h"

namespace heliograph {

/// Finds out what a draft would send. One without templates is checked at once; with others the
/// controller is asked, and the newest wins.
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
    void answered(const DraftPreview &preview);

    ComposeController &m_controller;
    Draft m_draft;
    std::optional<Draft> m_asked; ///< what the controller looks at for us
};

} // namespace heliograph
