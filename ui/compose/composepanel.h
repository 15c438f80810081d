// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/servercontroller.h"
#include "ui/compose/senthistory.h"

#include <QHash>
#include <QTimer>
#include <QWidget>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace heliograph {

class DataEditor;
class HintLabel;
class SendOutcome;
class TargetFields;
class WirePreview;

/// Writes one event by hand and sends it. Marks fields the format cannot carry while they are
/// typed, and previews the bytes that will leave.
class ComposePanel final : public QWidget {
    Q_OBJECT

public:
    explicit ComposePanel(ServerController &server, QWidget *parent = nullptr);

    [[nodiscard]] Draft draft() const;
    void setDraft(const Draft &draft);

    /// The clients that "Selected clients" stands for.
    void setSelectedClients(const QList<ConnectionId> &ids);

    /// Sets the target to "Selected clients", these ones.
    void aimAt(const QList<ConnectionId> &ids);

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

public Q_SLOTS:
    /// Sends what stands in the fields, unless one of them is marked.
    void send();
    void focusData();

private:
    void setupHeader(QVBoxLayout *layout);
    void setupOptions(QHBoxLayout *row);
    void setupFields(QVBoxLayout *layout);
    void setupData(QVBoxLayout *layout);
    void setupSend(QVBoxLayout *layout);
    void connectFields();

    void draftEdited();
    void dataEdited();
    void refresh();
    void showErrors(const DraftErrors &errors);
    void showPreview(const DraftErrors &errors);
    void showHint();
    void showIdChoice();
    void fillHistoryMenu();
    void published(const PublishReceipt &receipt);
    [[nodiscard]] QByteArray expectedId(const QByteArray &endpoint) const;

    ServerController &m_server;
    SentHistory m_history;
    QHash<QByteArray, quint64> m_lastIds; ///< numbers the endpoints gave last
    QTimer m_refresh;
    QTimer m_hintDelay;

    TargetFields *m_target = nullptr;
    QComboBox *m_event = nullptr;
    QComboBox *m_idChoice = nullptr;
    QLineEdit *m_ownId = nullptr;
    QLineEdit *m_retry = nullptr;
    QLineEdit *m_comment = nullptr;
    QAction *m_commentToggle = nullptr;
    QAction *m_withoutData = nullptr;
    DataEditor *m_data = nullptr;
    WirePreview *m_wire = nullptr;
    QPushButton *m_send = nullptr;
    QPushButton *m_historyButton = nullptr;
    QMenu *m_historyMenu = nullptr;
    QLabel *m_fieldError = nullptr;
    HintLabel *m_hint = nullptr;
    QLabel *m_wireSize = nullptr;
    SendOutcome *m_outcome = nullptr;
};

} // namespace heliograph
