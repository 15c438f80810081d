// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/settings/serversettings.h"

#include <QDialog>

class QCheckBox;
class QFormLayout;
class QGridLayout;
class QLineEdit;
class QSpinBox;

namespace heliograph {

/// Every bound and rule of the server, each with the option that sets it on the command line.
class ServerSettingsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ServerSettingsDialog(const ServerSettings &values, QWidget *parent = nullptr);

    [[nodiscard]] ServerSettings values() const;

Q_SIGNALS:
    void applied(const heliograph::ServerSettings &values);

private:
    void setupNumbers(QGridLayout &layout);
    void setupAccess(QFormLayout &layout);
    void showValues(const ServerSettings &values);

    QList<QSpinBox *> m_numbers; ///< in the order of numberSettings()
    QLineEdit *m_cors;
    QLineEdit *m_hosts;
    QLineEdit *m_token;
    QCheckBox *m_private;
};

} // namespace heliograph
