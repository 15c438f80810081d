// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTabWidget>

class QSettings;

namespace heliograph {

/// What the window's tabs show. A build may lack some; the order of the tabs is that of addView().
enum class Tab { Clients, Subscriptions, AllTraffic, Scenarios, Snippets, Player };

/// The tabs of the main window, known by what they show rather than by number.
class ViewTabs final : public QTabWidget {
    Q_OBJECT

public:
    explicit ViewTabs(QWidget *parent = nullptr);

    /// Appends @p view; its shortcut is Ctrl and its number. @p title may hold a mnemonic (&), for
    /// menus; the tab itself shows none.
    void addView(Tab tab, QWidget *view, const QString &title);

    /// Shows how many there are after the title; none for 0.
    void setCount(Tab tab, int count);

    [[nodiscard]] Tab current() const;
    void showView(Tab tab);

    /// Shows the view at @p index and leads the keyboard into it: to its focus proxy, or else to
    /// its first list or field that is shown.
    void enterView(int index);

    /// The title of the tab at @p index with its mnemonic.
    [[nodiscard]] QString menuTitle(int index) const;

    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

private:
    struct View {
        Tab tab{};
        QString title; ///< with its mnemonic
    };
    [[nodiscard]] int indexOfTab(Tab tab) const;

    QList<View> m_views;
};

} // namespace heliograph
