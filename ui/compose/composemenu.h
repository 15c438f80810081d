// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace heliograph {

/// What an event may have beside the fields always shown: a comment, no data, templates.
class ComposeMenu final : public QMenu {
    Q_OBJECT

public:
    explicit ComposeMenu(QWidget *parent = nullptr);

    [[nodiscard]] bool hasComment() const { return m_comment->isChecked(); }
    [[nodiscard]] bool isWithoutData() const { return m_withoutData->isChecked(); }
    [[nodiscard]] bool hasTemplates() const { return m_templates->isChecked(); }
    void setChoices(bool hasComment, bool isWithoutData, bool hasTemplates);

    /// Raw bytes have none of this, but for commands.
    void setForEvents(bool forEvents);

    /// Adds @p action, owned by others, at the end.
    void addCommand(QAction *action);

Q_SIGNALS:
    void commentToggled(bool checked);
    void withoutDataToggled(bool checked);
    void templatesToggled(bool checked);
    void startOverRequested();
    void insertRequested(const QString &text);

private:
    QAction *addChoice(const QString &text, const char *name, const QString &toolTip);
    void addTemplates();

    QAction *m_comment;
    QAction *m_withoutData;
    QAction *m_templates;
    QMenu *m_insert;
    QList<QAction *> m_forEvents;
    bool m_hasCommands = false;
};

} // namespace heliograph
