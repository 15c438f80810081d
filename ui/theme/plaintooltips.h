// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPoint>

class QWidget;

namespace heliograph {

/// Shows @p text at @p place of the screen as it is, whatever it looks like; none when it is empty.
void showPlainToolTip(QPoint place, const QString &text, QWidget *widget);

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
