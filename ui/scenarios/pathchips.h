// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QUrl>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QToolButton;

namespace heliograph {

/// The paths a scenario answers, in one line; a click copies the curl command for one. Those that
/// have no room are in a menu.
class PathChips final : public QWidget {
    Q_OBJECT

public:
    explicit PathChips(QWidget *parent = nullptr);

    /// @p paths as pathsOf() gives them: "/clock", "POST /chat".
    void setPaths(const QStringList &paths);
    /// Where the server listens; empty: nowhere.
    void setServerUrl(const QUrl &url) { m_url = url; }

    /// The command that reaches @p path.
    [[nodiscard]] QString curlCommand(const QString &path) const;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void copy(const QString &path);
    void fit();

    QUrl m_url;
    QStringList m_paths;
    QHBoxLayout *m_layout;
    QLabel *m_caption;
    QList<QToolButton *> m_chips;
    QToolButton *m_more;
    QLabel *m_note;
    QTimer m_noteEnd;
};

} // namespace heliograph
