// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace heliograph {

/// Keeps tooltips plain text in the whole program. Qt takes what looks like markup for it, and many
/// tooltips quote what came over the wire, which must not load pictures. Filters the application's
/// events.
class PlainToolTips final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace heliograph
