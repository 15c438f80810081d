// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/repeatplan.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace heliograph {

class ThinBar;

/// How a repetition stands, with its pause and its end; hidden while there is none.
class RepeatBar final : public QWidget {
    Q_OBJECT

public:
    explicit RepeatBar(QWidget *parent = nullptr);

    void showProgress(const RepeatProgress &progress);

Q_SIGNALS:
    void pauseRequested();
    void resumeRequested();
    void stopRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showText();

    QStringList m_parts; ///< of the text, the most important first
    QLabel *m_text;
    QPushButton *m_pause;
    QPushButton *m_stop;
    ThinBar *m_bar;
    bool m_isPaused = false;
};

/// "412 of 1,000", "998/s", "0:41": the most important first.
[[nodiscard]] QStringList progressParts(const RepeatProgress &progress);

/// How a repetition that is over ended: a sentence.
[[nodiscard]] QString endText(const RepeatProgress &progress);

} // namespace heliograph
