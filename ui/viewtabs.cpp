// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewtabs.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QLocale>
#include <QSettings>
#include <QTabBar>

#include <algorithm>

namespace heliograph {

namespace {

const auto currentKey = QStringLiteral("window/tab");

QString withoutMnemonic(QString title)
{
    return title.remove(u'&');
}

bool takesKeys(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus);
}

/// Where the keyboard goes in @p view; null when nothing there takes it.
QWidget *entryOf(const QWidget *view)
{
    if (QWidget *proxy = view->focusProxy(); proxy && proxy->isVisible())
        return proxy;
    QWidget *first = nullptr;
    for (QWidget *each = view->nextInFocusChain(); each && each != view;
         each = each->nextInFocusChain()) {
        if (!view->isAncestorOf(each) || !takesKeys(each))
            continue;
        if (qobject_cast<QAbstractItemView *>(each))
            return each;
        if (!first)
            first = each;
    }
    return first;
}

} // namespace

ViewTabs::ViewTabs(QWidget *parent) : QTabWidget(parent)
{
    setObjectName(QStringLiteral("tabs"));
    setAccessibleName(tr("Views"));
    theme::setLook(this, theme::Look::Strip);
    tabBar()->setObjectName(QStringLiteral("tabBar"));
    tabBar()->setAccessibleName(tr("Views"));
    tabBar()->setExpanding(false);
    tabBar()->setDrawBase(false);
}

void ViewTabs::addView(Tab tab, QWidget *view, const QString &title)
{
    m_views.append({tab, title});
    const int index = addTab(view, withoutMnemonic(title));
    setTabToolTip(index, tr("Ctrl+%1").arg(index + 1));
}

void ViewTabs::setCount(Tab tab, int count)
{
    const int index = indexOfTab(tab);
    if (index < 0)
        return;
    const QString title = withoutMnemonic(m_views.at(index).title);
    setTabText(index, count == 0 ? title : title + u' ' + locale().toString(count));
}

Tab ViewTabs::current() const
{
    return m_views.at(currentIndex()).tab;
}

void ViewTabs::showView(Tab tab)
{
    setCurrentIndex(indexOfTab(tab));
}

void ViewTabs::enterView(int index)
{
    setCurrentIndex(index);
    if (QWidget *entry = entryOf(currentWidget()))
        entry->setFocus(Qt::ShortcutFocusReason);
}

QString ViewTabs::menuTitle(int index) const
{
    return m_views.at(index).title;
}

void ViewTabs::saveState(QSettings &settings) const
{
    settings.setValue(currentKey, static_cast<int>(current()));
}

void ViewTabs::restoreState(QSettings &settings)
{
    showView(static_cast<Tab>(settings.value(currentKey, 0).toInt()));
}

int ViewTabs::indexOfTab(Tab tab) const
{
    const auto found = std::find_if(m_views.cbegin(), m_views.cend(),
                                    [tab](const View &view) { return view.tab == tab; });
    return found == m_views.cend() ? -1 : static_cast<int>(found - m_views.cbegin());
}

} // namespace heliograph
