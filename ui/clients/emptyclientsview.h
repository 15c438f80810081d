// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>
#include <QWidget>

class QLabel;

namespace heliograph {

/// What to do while nobody is connected: the curl line and the EventSource line, ready to copy.
class EmptyClientsView final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyClientsView(QWidget *parent = nullptr);

    /// Empty when the server does not listen.
    void setServerUrl(const QUrl &url);

private:
    QLabel *addLine(const QString &name, const QString &what);

    QLabel *m_title;
    QLabel *m_curl;
    QLabel *m_script;
    QWidget *m_lines;
};

} // namespace heliograph
