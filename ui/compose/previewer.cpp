// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/previewer.h"

#include "app/compose/draftfiller.h"

namespace heliograph {

Previewer::Previewer(ComposeController &controller, QObject *parent)
    : QObject(parent), m_controller(controller)
{
    connect(&m_controller, &ComposeController::previewed, this, &Previewer::answered);
}

void Previewer::look(const Draft &draft)
{
    if (usesTemplates(draft)) {
        m_asked = draft;
        m_controller.preview(draft);
        return;
    }
    m_asked.reset();
    m_draft = draft;
    Q_EMIT looked({draft, check(draft), false});
}

void Previewer::answered(const DraftPreview &preview)
{
    if (!m_asked)
        return;
    m_draft = *m_asked;
    m_asked.reset();
    Q_EMIT looked(preview);
}

} // namespace heliograph
