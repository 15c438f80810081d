// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"
#include "ui/theme/theme.h"

#include <QLabel>

namespace heliograph {

/// What became of the last event sent, or, while publishers are held back, whom they wait for.
class SendOutcome final : public QLabel {
    Q_OBJECT

public:
    explicit SendOutcome(QWidget *parent = nullptr);

    void showReceipt(const PublishReceipt &receipt);
    void showFailure(const QString &sentence);
    void showNote(const QString &sentence);
    void showServer(const ServerSnapshot &snapshot);

private:
    void keep(const QString &text, theme::Look look);

    QString m_text; ///< of the last outcome
    theme::Look m_look = theme::Look::Caption;
    QString m_held; ///< stands before it; empty while nobody waits
};

} // namespace heliograph
