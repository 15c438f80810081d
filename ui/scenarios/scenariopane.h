// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/scenario/scenariotypes.h"

#include <QWidget>

#include <optional>

namespace heliograph {

class CodeEditor;
class FindBar;
class NoticeBar;
class ScenarioDocument;

/// The text of one scenario: the editor and, above it, what is to be said or asked about the text.
class ScenarioPane final : public QWidget {
    Q_OBJECT

public:
    explicit ScenarioPane(QWidget *parent = nullptr);

    /// Puts @p head on top; it becomes the pane's.
    void setHead(QWidget *head);

    /// Shows @p document as it was left. It outlives the pane, or another one is shown first.
    void showDocument(ScenarioDocument &document);

    /// Marks the line of @p error and says what it is. One that is shown already stays where its
    /// line has gone meanwhile.
    void showError(const std::optional<ScriptError> &error);
    /// The next error is a new one, even if it reads the same.
    void forgetError();
    void goToError();

    /// Asks about a text that was changed by another program too.
    void updateConflict();
    /// Asks what becomes of the changes to @p title.
    void askWhetherToClose(const QString &title);

    [[nodiscard]] CodeEditor &editor() const { return *m_editor; }
    [[nodiscard]] FindBar &find() const { return *m_find; }

Q_SIGNALS:
    void saveRequested();
    void closeRequested(); ///< whatever is unsaved

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupNotices();
    void setupEditor();
    void leaveDocument();
    void decide(bool mine);

    ScenarioDocument *m_shown = nullptr;
    std::optional<ScriptError> m_shownError;
    NoticeBar *m_conflict;
    NoticeBar *m_unsaved;
    NoticeBar *m_error;
    CodeEditor *m_editor;
    FindBar *m_find;
};

} // namespace heliograph
