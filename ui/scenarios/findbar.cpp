// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/findbar.h"

#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace heliograph {

FindBar::FindBar(QPlainTextEdit &editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_field(new QLineEdit(this)), m_result(new QLabel(this))
{
    setObjectName(QStringLiteral("findBar"));
    m_field->setObjectName(QStringLiteral("findText"));
    m_field->setAccessibleName(tr("Find"));
    m_field->setPlaceholderText(tr("Find"));
    m_field->setToolTip(tr("Enter finds the next, Shift+Enter the previous one, Esc closes"));
    theme::setLook(m_field, theme::Look::Fixed);
    theme::setLook(m_result, theme::Look::Quiet);
    m_result->setObjectName(QStringLiteral("findResult"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 4, 8, 4);
    layout->setSpacing(8);
    layout->addWidget(m_field, 1);
    layout->addWidget(m_result);
    const auto add = [this, layout](const QString &text, const QString &name, const QString &tip,
                                    auto slot) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setAccessibleName(text);
        button->setToolTip(tip);
        theme::setLook(button, theme::Look::Pill);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, slot);
    };
    add(tr("Previous"), QStringLiteral("findPrevious"), tr("Shift+Enter, Shift+F3"),
        &FindBar::findPrevious);
    add(tr("Next"), QStringLiteral("findNext"), tr("Enter, F3"), &FindBar::findNext);
    add(tr("Close"), QStringLiteral("findClose"), tr("Esc"), &FindBar::close);
    connect(m_field, &QLineEdit::textEdited, this, [this] { find(false, true); });
    hide();
}

void FindBar::begin()
{
    const QString selected = m_editor.textCursor().selectedText();
    if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
        m_field->setText(selected);
    m_result->clear();
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

void FindBar::findNext()
{
    find(false);
}

void FindBar::findPrevious()
{
    find(true);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        find(event->modifiers().testFlag(Qt::ShiftModifier));
        return;
    case Qt::Key_Escape:
        close();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

void FindBar::find(bool backward, bool fromSelectionStart)
{
    const QString wanted = m_field->text();
    QTextCursor from = m_editor.textCursor();
    if (fromSelectionStart)
        from.setPosition(from.selectionStart());
    if (wanted.isEmpty()) {
        m_result->clear();
        m_editor.setTextCursor(from);
        return;
    }
    QTextDocument::FindFlags flags;
    flags.setFlag(QTextDocument::FindBackward, backward);
    flags.setFlag(QTextDocument::FindCaseSensitively, wanted != wanted.toLower());
    const QTextDocument *document = m_editor.document();
    QTextCursor found = document->find(wanted, from, flags);
    const bool wrapped = found.isNull();
    if (wrapped) {
        QTextCursor edge(m_editor.document());
        edge.movePosition(backward ? QTextCursor::End : QTextCursor::Start);
        found = document->find(wanted, edge, flags);
    }
    theme::setInvalid(m_field, found.isNull());
    m_result->setText(found.isNull() ? tr("not found")
                          : wrapped  ? tr("from the other end")
                                     : QString());
    if (!found.isNull())
        m_editor.setTextCursor(found);
}

void FindBar::close()
{
    hide();
    m_editor.setFocus(Qt::OtherFocusReason);
}

} // namespace heliograph
