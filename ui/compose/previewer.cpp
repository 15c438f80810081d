// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/previewer.h"

namespace heliograph {

Previewer::Previewer(ComposeController &controller, QObject *parent)
    : QObject(parent), m_controller(controller)
{
    connect(&m_controller, &ComposeController::previewed, this, &Previewer::answered);
}

void Previewer::look(const Draft &draft)
{
    if (usesTemplates(draft)) {
        if (m_isAsking)
            m_next = draft;
        else
            ask(draft);
        return;
    }
    m_next.reset();
    m_asked = {}; // an answer still to come is about something else
    m_draft = draft;
    Q_EMIT looked({draft, check(draft), false});
}

void Previewer::ask(const Draft &draft)
{
    m_asked = draft;
    m_isAsking = true;
    m_controller.preview(draft);
}

void Previewer::answered(const DraftPreview &preview)
{
    if (!m_isAsking)
        return;
    m_isAsking = false;
    if (m_next) {
        const Draft next = *m_next;
        m_next.reset();
        ask(next);
        return;
    }
    if (!usesTemplates(m_asked))
        return;
    m_draft = m_asked;
    Q_EMIT looked(preview);
}

bool usesTemplates(const Draft &draft)
{
    if (draft.mode == DraftMode::Raw || !draft.hasTemplates)
        return false;
    const QLatin1String mark("${");
    return draft.event.contains(mark) || draft.retry.contains(mark) || draft.comment.contains(mark)
        || (draft.idChoice == IdChoice::Own && draft.ownId.contains(mark))
        || draft.endpoint.contains(mark) || (!draft.withoutData && draft.data.contains("${"));
}

} // namespace heliograph
