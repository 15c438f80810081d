// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"

#include <QPushButton>

namespace heliograph {

/// A notification in the status line, where the desktop cannot show it: the newest, until it is
/// clicked, and how many came before it.
class NoticeLink final : public QPushButton {
    Q_OBJECT

public:
    explicit NoticeLink(QWidget *parent = nullptr);

    void showNotice(const QString &text, Sequence sequence);

Q_SIGNALS:
    void opened(heliograph::Sequence sequence);

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColor();

    Sequence m_sequence{};
    int m_count = 0; ///< since the last click
};

} // namespace heliograph
