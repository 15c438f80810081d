// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/error.h"
#include "ui/settings/serversettings.h"

#include <QDialog>
#include <QHash>

class QCheckBox;
class QDialogButtonBox;
class QFormLayout;
class QLineEdit;
class QSpinBox;
class QTabWidget;
class QVBoxLayout;

namespace heliograph {

class HistoryForm;
class ServerController;
class SlowReadersForm;

/// Every bound and rule of the server, each with the option that sets it on the command line.
/// Borrows @p server.
class ServerSettingsDialog final : public QDialog {
    Q_OBJECT

public:
    enum Page { Streams, History, Limits, Access };

    /// @p isServerOn: the server listens, or should and could not.
    ServerSettingsDialog(const ServerSettings &values, const ServerController &server,
                         bool isServerOn, QWidget *parent = nullptr);

    void showPage(Page page);

    [[nodiscard]] ServerSettings values() const;

Q_SIGNALS:
    void applied(const heliograph::ServerSettings &values);
    /// Follows applied() when another history file takes effect. The dialog waits for how that
    /// ends; when the file cannot be used, it says so and puts back what was applied before.
    void restartRequested();

private:
    QVBoxLayout *addPage(const QString &title);
    void setupStreams();
    void setupHistory();
    void setupLimits();
    void setupAccess();
    void setupButtons(QVBoxLayout &layout);
    QFormLayout *numberForm(const char *group);
    void showValues(const ServerSettings &values);
    void apply();
    void setWaiting(bool isWaiting);
    void restarted();
    void restartFailed(const Error &error);

    const ServerController &m_server;
    const bool m_isServerOn;
    ServerSettings m_applied;
    ServerSettings m_before; ///< what was applied before that
    bool m_isWaiting = false; ///< for the server to listen again
    QTabWidget *m_tabs;
    QHash<QByteArray, QSpinBox *> m_numbers; ///< by NumberSetting::key
    SlowReadersForm *m_slowReaders;
    HistoryForm *m_history;
    QLineEdit *m_cors;
    QLineEdit *m_hosts;
    QLineEdit *m_token;
    QCheckBox *m_private;
    QDialogButtonBox *m_buttons;
};

} // namespace heliograph
