// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/client/subscriptionrequest.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace heliograph {

/// The part of a subscription most people leave alone: method, headers, body, last event ID.
class RequestForm final : public QWidget {
    Q_OBJECT

public:
    explicit RequestForm(QWidget *parent = nullptr);

    /// Fills everything but the URL in.
    void apply(SubscriptionRequest &request) const;

private:
    QComboBox *m_method;
    QLineEdit *m_lastEventId;
    QPlainTextEdit *m_headers;
    QPlainTextEdit *m_body;
};

} // namespace heliograph
