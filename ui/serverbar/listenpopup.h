// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace heliograph {

/// Chooses the host and port to listen on, below the listen button.
class ListenPopup final : public QFrame {
    Q_OBJECT

public:
    explicit ListenPopup(QWidget *parent = nullptr);

    void setAddress(const QString &host, quint16 port);
    void setListening(bool listening);
    void popUpBelow(const QWidget *anchor);

Q_SIGNALS:
    void startRequested(const QString &host, quint16 port);
    void stopRequested();

private:
    void apply();

    QComboBox *m_host;
    QSpinBox *m_port;
    QLabel *m_warning;
    QPushButton *m_start;
    QPushButton *m_stop;
};

} // namespace heliograph
