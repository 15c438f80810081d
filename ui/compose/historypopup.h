// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/senthistory.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;

namespace heliograph {

class HistoryList;

/// Lists what was sent, narrowed by typing: Enter takes the current draft, Ctrl+Enter sends it
/// again as it was.
class HistoryPopup final : public QFrame {
    Q_OBJECT

public:
    explicit HistoryPopup(QWidget *parent = nullptr);

    /// Opens below @p anchor, as wide as @p panel at least and within its window's height.
    void popUp(const QWidget *anchor, const QWidget *panel, const QList<SentDraft> &drafts);

    /// The drafts changed while this is open.
    void setDrafts(const QList<SentDraft> &drafts);

Q_SIGNALS:
    void chosen(const heliograph::SentDraft &draft, qsizetype index);
    void resendRequested(const heliograph::SentDraft &draft);
    void clearRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showDrafts();
    void choose(qsizetype index);
    void resend(qsizetype index);
    [[nodiscard]] bool handleKey(const QKeyEvent &event);

    QList<SentDraft> m_drafts;
    QLineEdit *m_filter;
    HistoryList *m_list;
    QLabel *m_empty;
    QPushButton *m_clear;
};

} // namespace heliograph
