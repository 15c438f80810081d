// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/ids.h"

#include <QList>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QSettings;

namespace heliograph {

class JournalFeed;
class LogPanel;
class RequestForm;
class ServerController;
class SubscriptionController;
class SubscriptionsModel;
class TableWithLog;

/// Our subscriptions: add any URL, watch its state, read its log.
/// Borrows its arguments, which outlive it.
class SubscriptionsPanel final : public QWidget {
    Q_OBJECT

public:
    SubscriptionsPanel(SubscriptionController &controller, SubscriptionsModel &model,
                       ServerController &server, JournalFeed &feed, QWidget *parent = nullptr);

    /// Subscribes to our own /events, as the button does. Nothing while the server is stopped.
    void subscribeToOurselves();

    [[nodiscard]] LogPanel &log() const;

    void saveState(QSettings &settings) const; ///< inside the caller's group
    void restoreState(QSettings &settings);

Q_SIGNALS:
    void problemOccurred(const QString &text);

private:
    void setupBar();
    void setupTable();
    void setupActions();
    void connectToUrl();
    void showSelected();
    void updateTitle();
    void updateOwnButton();
    [[nodiscard]] QList<SubscriptionId> selected() const;

    SubscriptionController &m_controller;
    SubscriptionsModel &m_model;
    ServerController &m_server;
    QWidget *m_bar;
    QLineEdit *m_url;
    QPushButton *m_connect;
    QPushButton *m_own;
    QLabel *m_hint;
    RequestForm *m_request;
    TableWithLog *m_view;
    SubscriptionId m_shown{};
};

} // namespace heliograph
