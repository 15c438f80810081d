// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/dataeditor.h"

#include "ui/parts/jsonhighlighter.h"

#include <QEvent>

namespace heliograph {

DataEditor::DataEditor(QWidget *parent)
    : PlainEditor(parent), m_highlighter(new JsonHighlighter(document()))
{
    setObjectName(QStringLiteral("composeData"));
    setAccessibleName(tr("Data"));
    setToolTip(tr("The event's data. Line breaks become several data lines. Send: Ctrl+Enter"));
    setPlaceholderText(tr("What the page's event handler gets as event.data"));
}

bool DataEditor::marksTemplates() const
{
    return m_highlighter->marksTemplates();
}

void DataEditor::setMarksTemplates(bool marks)
{
    m_highlighter->setMarksTemplates(marks);
}

void DataEditor::changeEvent(QEvent *event)
{
    PlainEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

} // namespace heliograph
