// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/composecontroller.h"

#include <QLineEdit>

class QLabel;

namespace heliograph {

/// The expression that says which clients an event goes to, with the number it means now at its
/// end. What is wrong with it is underlined.
class MatchField final : public QLineEdit {
    Q_OBJECT

public:
    explicit MatchField(QWidget *parent = nullptr);

    /// Until showCount() comes, the number is not known.
    void forgetCount();
    void showCount(const MatchCount &count);

    /// What is wrong with the expression; empty: nothing, or not known yet.
    [[nodiscard]] const QString &error() const { return m_error; }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showNote(const QString &note);

    QLabel *m_note; ///< inside, at the end
    QString m_error;
};

} // namespace heliograph
