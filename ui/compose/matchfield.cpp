// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/matchfield.h"

#include "app/models/readable.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QLabel>

namespace heliograph {

namespace {
constexpr int Gap = 8; // pixels
} // namespace

MatchField::MatchField(QWidget *parent) : QLineEdit(parent), m_note(new QLabel(this))
{
    setObjectName(QStringLiteral("composeMatch"));
    setAccessibleName(tr("Clients that match"));
    setMaxLength(fields::LongestLine);
    setPlaceholderText(QStringLiteral("query.user == \"42\""));
    setToolTip(tr("<p>JavaScript that is true for the clients to send to. It knows <b>id</b>, "
                  "<b>endpoint</b>, <b>remote</b>, <b>userAgent</b>, <b>origin</b>, "
                  "<b>lastEventId</b>, <b>query</b>, <b>events</b>, <b>bytes</b>, "
                  "<b>queuedBytes</b> and <b>connectedSeconds</b>.</p>"
                  "<p>query.user == \"42\" &amp;&amp; userAgent.includes(\"Chrome\")<br>"
                  "connectedSeconds &gt; 60 || queuedBytes &gt; 0</p>"));
    theme::setLook(this, theme::Look::Fixed);
    m_note->setObjectName(QStringLiteral("composeMatchCount"));
    m_note->setAttribute(Qt::WA_TransparentForMouseEvents);
    theme::setLook(m_note, theme::Look::Caption);
}

void MatchField::forgetCount()
{
    m_error.clear();
    fields::underline(this, -1, 0);
    theme::setInvalid(this, false);
    showNote({});
}

void MatchField::showCount(const MatchCount &count)
{
    m_error = count.error;
    const bool isWrong = !m_error.isEmpty();
    theme::setInvalid(this, isWrong);
    fields::underline(this, isWrong ? count.position : -1, count.length);
    const QString clients = count.clients == 1
        ? tr("1 client now")
        : tr("%1 clients now").arg(readable::number(static_cast<quint64>(count.clients)));
    showNote(isWrong ? QString() : clients);
}

void MatchField::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    showNote(m_note->text());
}

void MatchField::showNote(const QString &note)
{
    m_note->setText(note);
    m_note->adjustSize();
    m_note->move(width() - m_note->width() - Gap, (height() - m_note->height()) / 2);
    setTextMargins(0, 0, note.isEmpty() ? 0 : m_note->width() + Gap, 0);
}

} // namespace heliograph
