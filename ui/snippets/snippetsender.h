// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/composecontroller.h"

#include <QHash>
#include <QModelIndex>
#include <QObject>

namespace heliograph {

class SnippetsModel;

/// What came of sending a snippet.
struct SnippetOutcome {
    enum class State { Never, Sending, Sent, Failed };
    State state = State::Never;
    int times = 0; ///< it was sent since the window opened
    QString sentence; ///< "to 3 clients", or why it failed
};

/// Sends snippets and remembers what came of it, by SnippetsModel::IdRole. Borrows its arguments.
class SnippetSender final : public QObject {
    Q_OBJECT

public:
    SnippetSender(ComposeController &compose, const SnippetsModel &model,
                  QObject *parent = nullptr);

    /// Sends the snippet at @p index of the model, at once.
    void send(const QModelIndex &index);

    [[nodiscard]] SnippetOutcome outcome(quint64 id) const { return m_outcomes.value(id); }

Q_SIGNALS:
    void outcomeChanged(quint64 id);
    /// @p sentence names the snippet, as that of sendFailed() does.
    void wasSent(const QString &sentence);
    void sendFailed(const QString &sentence);

private:
    void onSent(quint64 number, const PublishReceipt &receipt);
    void onFailed(quint64 number, const DraftErrors &errors);

    struct Pending {
        quint64 id = 0;
        QString name;
    };
    ComposeController &m_compose;
    const SnippetsModel &m_model;
    QHash<quint64, Pending> m_pending; ///< by the number of the send
    QHash<quint64, SnippetOutcome> m_outcomes;
};

} // namespace heliograph
