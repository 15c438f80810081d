// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/senthistory.h"

#include <QListView>

namespace heliograph {

class HistoryModel;

/// The drafts sent before, newest first: event type, endpoint and time, and below them the data. A
/// button on the row under the mouse sends it again.
class HistoryList final : public QListView {
    Q_OBJECT

public:
    explicit HistoryList(QWidget *parent = nullptr);
    ~HistoryList() override;

    /// Shows those of @p drafts that hold @p filter in their type, endpoint, data or bytes.
    void showDrafts(const QList<SentDraft> &drafts, const QString &filter);

    /// Index of the current row in the list last shown; -1: none.
    [[nodiscard]] qsizetype currentDraft() const;

    /// The height at which all rows are seen.
    [[nodiscard]] int wholeHeight() const;

Q_SIGNALS:
    /// Indexes of the list last shown.
    void chosen(qsizetype index);
    void resendRequested(qsizetype index);

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    HistoryModel *m_model;
};

} // namespace heliograph
