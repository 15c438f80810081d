// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace heliograph {

/// What stands above a log: its title and count, the filter, the small buttons. Where it is narrow,
/// the filter keeps its room and buttons that are seldom used move into a menu.
class LogBar final : public QWidget {
    Q_OBJECT

public:
    explicit LogBar(QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setCount(const QString &text);
    void focusFilter();
    void showFollowing(bool following);
    void showPaused(bool paused);
    /// While an export runs, what its button says; empty: it is over.
    void showExporting(const QString &text);
    /// Adds a button with a picture and a text, which gives way where it is narrow. Once.
    void addPictured(QToolButton *button);

    [[nodiscard]] QToolButton &followButton() const { return *m_follow; }
    [[nodiscard]] QToolButton &pauseButton() const { return *m_pause; }
    [[nodiscard]] QToolButton &clearButton() const { return *m_clear; }
    [[nodiscard]] QToolButton &exportButton() const { return *m_export; }
    /// Where a menu of the export belongs, on the screen.
    [[nodiscard]] QPoint belowExport() const;

Q_SIGNALS:
    /// Some time after the last key, or at once with Enter.
    void filterChanged(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setupFilter();
    void setupButtons();
    QToolButton *addButton(const QString &text, const QString &name, const QString &tip);
    void applyFilter();
    void fit();

    QLabel *m_title;
    QLabel *m_count;
    QLineEdit *m_filter;
    QToolButton *m_follow = nullptr;
    QToolButton *m_pause = nullptr;
    QToolButton *m_clear = nullptr;
    QToolButton *m_export = nullptr;
    QToolButton *m_more = nullptr; ///< for the buttons a narrow bar hides
    QToolButton *m_added = nullptr; ///< by addPictured()
    QTimer m_debounce;
    bool m_exporting = false;
};

} // namespace heliograph
