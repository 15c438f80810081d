// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/endpointdefinition.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace heliograph {

/// The fields of one endpoint. Says at once what cannot be served, under the fields.
class EndpointForm final : public QWidget {
    Q_OBJECT

public:
    explicit EndpointForm(QWidget *parent = nullptr);

    /// Shows @p definition; the path of one that exists already cannot be changed.
    void showDefinition(const EndpointDefinition &definition, bool isNew);

    /// What the fields say, checked.
    [[nodiscard]] Result<EndpointDefinition> definition() const;

    void focusPath();

Q_SIGNALS:
    /// The fields were edited; @p isValid is whether definition() succeeds.
    void edited(bool isValid);

private:
    void setupPath(QFormLayout &layout);
    void setupAnswer(QFormLayout &layout);
    void setupStream(QFormLayout &layout);
    void setupGreeting(QFormLayout &layout);
    void onEdited();
    [[nodiscard]] Result<HeaderList> headers() const;

    QLineEdit *m_path;
    QCheckBox *m_get;
    QCheckBox *m_post;
    QSpinBox *m_status;
    QComboBox *m_cors;
    QPlainTextEdit *m_headers;
    QSpinBox *m_retry;
    QSpinBox *m_heartbeat;
    QLineEdit *m_heartbeatText;
    QSpinBox *m_replay;
    QLineEdit *m_greetingType;
    QPlainTextEdit *m_greeting;
    QLabel *m_error;
    bool m_showing = false; ///< fields change because of showDefinition()
};

} // namespace heliograph
