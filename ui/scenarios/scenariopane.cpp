// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariopane.h"

#include "ui/parts/noticebar.h"
#include "ui/scenarios/codeeditor.h"
#include "ui/scenarios/findbar.h"
#include "ui/scenarios/scenariodocument.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QFileInfo>
#include <QPushButton>
#include <QScrollBar>

namespace heliograph {

namespace {

QWidget *line(QWidget *parent)
{
    auto *result = new QWidget(parent);
    result->setFixedHeight(1);
    theme::setLook(result, theme::Look::Line);
    return result;
}

/// "clock.js:12:5: TypeError: ...", the file without its folder.
QString errorLine(const ScriptError &error)
{
    ScriptError shown = error;
    shown.file = QFileInfo(error.file).fileName();
    return shown.toString();
}

} // namespace

ScenarioPane::ScenarioPane(QWidget *parent)
    : QWidget(parent), m_conflict(new NoticeBar(NoticeBar::Kind::Question,
                                                QStringLiteral("scenarioConflict"), this)),
      m_unsaved(new NoticeBar(NoticeBar::Kind::Question, QStringLiteral("scenarioUnsaved"), this)),
      m_error(new NoticeBar(NoticeBar::Kind::Error, QStringLiteral("scenarioError"), this)),
      m_editor(new CodeEditor(this)), m_find(new FindBar(*m_editor, this))
{
    setupNotices();
    setupEditor();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(line(this));
    layout->addWidget(m_conflict);
    layout->addWidget(m_unsaved);
    layout->addWidget(m_error);
    layout->addWidget(m_editor, 1);
    layout->addWidget(m_find);
}

void ScenarioPane::setupNotices()
{
    connect(m_error->addButton(tr("Show"), QStringLiteral("scenarioShowError"),
                               tr("Goes to the line (F8)")),
            &QPushButton::clicked, this, &ScenarioPane::goToError);
    connect(m_error, &NoticeBar::clicked, this, &ScenarioPane::goToError);
    connect(m_conflict->addButton(tr("Keep mine"), QStringLiteral("keepMine"),
                                  tr("Keeps the text here; saving replaces the file")),
            &QPushButton::clicked, this, [this] { decide(true); });
    connect(m_conflict->addButton(tr("Take theirs"), QStringLiteral("takeTheirs"),
                                  tr("Takes the file's text; Ctrl+Z brings this one back")),
            &QPushButton::clicked, this, [this] { decide(false); });
    connect(m_unsaved->addButton(tr("Save"), QStringLiteral("unsavedSave"), tr("Ctrl+S")),
            &QPushButton::clicked, this, &ScenarioPane::saveRequested);
    connect(m_unsaved->addButton(tr("Close without saving"), QStringLiteral("unsavedClose"),
                                 tr("Closes it; what is not saved is gone")),
            &QPushButton::clicked, this, &ScenarioPane::closeRequested);
    connect(
        m_unsaved->addButton(tr("Cancel"), QStringLiteral("unsavedCancel"), tr("Keeps it open")),
        &QPushButton::clicked, m_unsaved, &QWidget::hide);
}

void ScenarioPane::setupEditor()
{
    m_editor->setObjectName(QStringLiteral("scenarioEditor"));
    m_editor->setAccessibleName(tr("Scenario"));
    m_editor->setToolTip(tr("Ctrl+R runs, Ctrl+S saves, Ctrl+/ comments, Ctrl+F finds, F8 goes to "
                            "the error, F6 leaves the editor"));
    m_editor->setMinimumHeight(fontMetrics().height() * 5);
}

void ScenarioPane::setHead(QWidget *head)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(0, head);
}

void ScenarioPane::leaveDocument()
{
    if (!m_shown)
        return;
    m_shown->cursorPosition = m_editor->textCursor().position();
    m_shown->scrollPosition = m_editor->verticalScrollBar()->value();
    m_shown = nullptr;
}

void ScenarioPane::showDocument(ScenarioDocument &document)
{
    m_unsaved->hide();
    m_shownError.reset();
    if (m_shown != &document) {
        leaveDocument();
        m_shown = &document;
        document.applyTheme();
        m_editor->showDocument(&document.document());
        QTextCursor cursor(&document.document());
        const int last = document.document().characterCount() - 1;
        cursor.setPosition(qMin(document.cursorPosition, last));
        m_editor->setTextCursor(cursor);
        m_editor->verticalScrollBar()->setValue(document.scrollPosition);
    }
    updateConflict();
}

void ScenarioPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_shown)
        m_shown->applyTheme();
}

void ScenarioPane::showError(const std::optional<ScriptError> &error)
{
    if (error && error == m_shownError)
        return; // its mark has moved with its line
    m_shownError = error;
    m_error->showText(error ? errorLine(*error) : QString());
    if (error && error->line > 0)
        m_editor->setMark(CodeMark{error->line, error->column, error->message});
    else
        m_editor->setMark(std::nullopt);
}

void ScenarioPane::forgetError()
{
    m_shownError.reset();
}

void ScenarioPane::goToError()
{
    const int line = m_editor->markedLine();
    if (line > 0)
        m_editor->goTo(line, m_shownError ? m_shownError->column : 0);
}

void ScenarioPane::updateConflict()
{
    const bool asks = m_shown && m_shown->hasConflict();
    m_conflict->showText(asks ? tr("%1 was changed by another program, and here too.")
                                    .arg(QFileInfo(m_shown->path()).fileName())
                              : QString());
}

void ScenarioPane::askWhetherToClose(const QString &title)
{
    m_unsaved->showText(tr("%1 has changes that are not saved.").arg(title));
}

void ScenarioPane::decide(bool mine)
{
    if (!m_shown)
        return;
    if (mine)
        m_shown->keepMine();
    else
        m_shown->takeTheirs();
    updateConflict();
    m_editor->setFocus(Qt::OtherFocusReason);
}

} // namespace heliograph
