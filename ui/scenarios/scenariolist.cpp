// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariolist.h"

#include "app/models/scenariosmodel.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace heliograph {

namespace {

using Model = ScenariosModel;
using theme::Role;

Role dotRole(int state)
{
    if (state == static_cast<int>(ScenarioStatus::State::Running))
        return Role::Good;
    if (state == static_cast<int>(ScenarioStatus::State::Failed))
        return Role::Bad;
    return Role::QuietText;
}

/// The first row of a section has the section's caption above it.
class ScenarioDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const int height = QFontMetrics(option.font).height();
        return {height * 12, qRound(height * 2.8) + (beginsSection(index) ? captionHeight() : 0)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        QRect rect = option.rect;
        if (beginsSection(index)) {
            const QRect caption(rect.left() + 12, rect.top(), rect.width() - 12, captionHeight());
            rect.setTop(caption.bottom() + 1);
            painter->setFont(theme::smallFont());
            painter->setPen(theme::color(Role::QuietText));
            painter->drawText(caption, Qt::AlignLeft | Qt::AlignVCenter,
                              index.data(Model::IsPresetRole).toBool() ? Model::tr("Presets")
                                                                       : Model::tr("Yours"));
        }
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(rect, theme::color(Role::Selection));
            if (option.state & QStyle::State_HasFocus)
                painter->fillRect(rect.left(), rect.top(), 2, rect.height(),
                                  theme::color(Role::Accent));
        }
        paintRow(painter, option, rect, index);
        painter->restore();
    }

private:
    [[nodiscard]] static bool beginsSection(const QModelIndex &index)
    {
        return index.row() == 0
            || index.data(Model::IsPresetRole)
            != index.siblingAtRow(index.row() - 1).data(Model::IsPresetRole);
    }

    [[nodiscard]] static int captionHeight()
    {
        return qRound(QFontMetrics(theme::smallFont()).height() * 1.9);
    }

    static void paintRow(QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect,
                         const QModelIndex &index)
    {
        const QFontMetrics metrics(option.font);
        const int size = std::max(8, metrics.height() / 2);
        const int gap = metrics.height() / 5;
        const int state = index.data(Model::StateRole).toInt();
        const int top = rect.top() + (rect.height() - 2 * metrics.height() - gap) / 2;
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::color(dotRole(state)));
        painter->drawEllipse(rect.left() + 12, top + (metrics.height() - size) / 2 + 1, size, size);

        QRect line(rect.left() + 12 + size + 10, top, rect.width() - 34 - size, metrics.height());
        if (const int responses = index.data(Model::ResponsesRole).toInt(); responses > 0) {
            const QString text = QLocale().toString(responses);
            painter->setFont(theme::smallFont());
            painter->setPen(theme::color(Role::Good));
            painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
            line.setRight(line.right() - metrics.horizontalAdvance(text) - 6);
        }
        QFont font = option.font;
        font.setBold(state == static_cast<int>(ScenarioStatus::State::Running));
        painter->setFont(font);
        painter->setPen(theme::color(Role::Text));
        const QString mark =
            index.data(Model::IsModifiedRole).toBool() ? QStringLiteral(" \u2022") : QString();
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(font).elidedText(index.data().toString() + mark,
                                                        Qt::ElideMiddle, line.width()));

        const QFont fixed = theme::fixedFont();
        line = QRect(line.left(), top + metrics.height() + gap, rect.right() - line.left() - 10,
                     metrics.height());
        painter->setFont(fixed);
        painter->setPen(theme::color(Role::QuietText));
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(fixed).elidedText(index.data(Model::DetailRole).toString(),
                                                         Qt::ElideRight, line.width()));
    }
};

} // namespace

ScenarioList::ScenarioList(ScenariosModel &model, QWidget *parent) : QListView(parent)
{
    setObjectName(QStringLiteral("scenarioList"));
    setAccessibleName(tr("Scenarios"));
    setModel(&model);
    setItemDelegate(new ScenarioDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

QSize ScenarioList::sizeHint() const
{
    const int em = fontMetrics().height();
    return {em * 15, em * 20};
}

void ScenarioList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

} // namespace heliograph
