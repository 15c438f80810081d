// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace heliograph {

struct Draft;
struct DraftErrors;

/// The fields of an event beside its data: type, id, retry and comment.
class EventFields final : public QWidget {
    Q_OBJECT

public:
    explicit EventFields(QWidget *parent = nullptr);

    void fill(Draft &draft) const;
    void setDraft(const Draft &draft);
    void showErrors(const DraftErrors &errors);

    /// Types to choose from.
    void setEventTypes(const QStringList &types);
    void setCommentShown(bool shown);

    /// The field that @p focused is or belongs to; null when it is none of ours.
    [[nodiscard]] QLineEdit *lineOf(const QWidget *focused) const;

Q_SIGNALS:
    void edited();

private:
    void setupRow();
    void showIdChoice();

    QComboBox *m_event;
    QComboBox *m_idChoice;
    QLineEdit *m_ownId;
    QLineEdit *m_retry;
    QLineEdit *m_comment;
    QLabel *m_error;
    bool m_hasComment = false;
};

} // namespace heliograph
