// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/draft.h"

#include <QWidget>

class QButtonGroup;

namespace heliograph {

/// Two small segments: an event by its fields, or raw bytes.
class ModeSwitch final : public QWidget {
    Q_OBJECT

public:
    explicit ModeSwitch(QWidget *parent = nullptr);

    [[nodiscard]] DraftMode mode() const;
    void setMode(DraftMode mode);

Q_SIGNALS:
    void modeChanged(heliograph::DraftMode mode);

private:
    QButtonGroup *m_buttons;
};

} // namespace heliograph
