// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/logscope.h"
#include "ui/parts/glyphbutton.h"

class QMenu;

namespace heliograph {

class RecordDesk;

/// Records the stream a log shows; while it is recorded, ends that. For a log of all traffic, asks
/// which endpoint. @p desk is borrowed.
class RecordButton final : public GlyphButton {
    Q_OBJECT

public:
    explicit RecordButton(RecordDesk &desk, QWidget *parent = nullptr);

    /// Which stream; @p title names it to people.
    void setStream(const LogScope &scope, const QString &title);

private:
    void fillMenu();
    void addChoices(QMenu &menu, const LogScope &scope, const QString &title);
    void showState();

    RecordDesk &m_desk;
    QMenu *m_menu;
    LogScope m_scope;
    QString m_title;
};

} // namespace heliograph
