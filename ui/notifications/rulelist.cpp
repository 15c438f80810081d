// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/notifications/rulelist.h"

#include "app/models/notificationrulesmodel.h"
#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace heliograph {

namespace {

using Model = NotificationRulesModel;
using theme::Role;

/// Three lines: switch and name, what it waits for, how it fares or what went wrong.
class RuleDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        const int height = QFontMetrics(option.font).height();
        return {height * 14, height * 3 + 2 * gap(option) + 2 * margin};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected) {
            painter->fillRect(option.rect, theme::color(Role::Selection));
            if (option.state & QStyle::State_HasFocus)
                painter->fillRect(option.rect.left(), option.rect.top(), 2, option.rect.height(),
                                  theme::color(Role::Accent));
        }
        painter->fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                          theme::color(Role::Line));
        paintSwitch(painter, switchRect(option), isOn(index));
        paintTexts(painter, option, index);
        painter->restore();
    }

    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override
    {
        bool toggles = false;
        if (event->type() == QEvent::MouseButtonRelease) {
            const auto *mouse = static_cast<QMouseEvent *>(event);
            toggles = mouse->button() == Qt::LeftButton
                && switchRect(option).adjusted(-6, -6, 6, 6).contains(mouse->position().toPoint());
        } else if (event->type() == QEvent::KeyPress) {
            toggles = static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
        }
        return toggles
            && model->setData(index, isOn(index) ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
    }

private:
    static constexpr int margin = 10;

    [[nodiscard]] static bool isOn(const QModelIndex &index)
    {
        return index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    }

    [[nodiscard]] static int gap(const QStyleOptionViewItem &option)
    {
        return QFontMetrics(option.font).height() / 4;
    }

    [[nodiscard]] static QRect switchRect(const QStyleOptionViewItem &option)
    {
        const int height = qRound(QFontMetrics(option.font).height() * 0.85);
        const int width = qRound(height * 1.75);
        const int top =
            option.rect.top() + margin + (QFontMetrics(option.font).height() - height) / 2;
        return {option.rect.left() + 12, top, width, height};
    }

    static void paintSwitch(QPainter *painter, const QRect &rect, bool on)
    {
        const double radius = rect.height() / 2.0;
        painter->setPen(Qt::NoPen);
        QColor track = theme::color(on ? Role::Accent : Role::QuietText);
        if (!on)
            track.setAlpha(110);
        painter->setBrush(track);
        painter->drawRoundedRect(rect, radius, radius);
        painter->setBrush(theme::color(Role::Surface));
        const double knob = rect.height() - 4;
        painter->drawEllipse(
            QRectF(on ? rect.right() - knob - 1 : rect.left() + 2, rect.top() + 2, knob, knob));
    }

    static void paintTexts(QPainter *painter, const QStyleOptionViewItem &option,
                           const QModelIndex &index)
    {
        const QFontMetrics metrics(option.font);
        const int left = switchRect(option).right() + 10;
        QRect line(left, option.rect.top() + margin, option.rect.right() - left - 12,
                   metrics.height());
        QRect nameLine = line;
        if (const auto met = index.data(Model::MetRole).toULongLong(); met > 0) {
            const QString count = readable::number(met);
            painter->setFont(theme::smallFont());
            painter->setPen(theme::color(Role::QuietText));
            painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, count);
            nameLine.setRight(line.right() - metrics.horizontalAdvance(count) - 8);
        }
        QFont bold = option.font;
        bold.setWeight(QFont::DemiBold);
        drawLine(painter, nameLine, bold, isOn(index) ? Role::Text : Role::QuietText,
                 index.data().toString());
        line.translate(0, metrics.height() + gap(option));
        drawLine(painter, line, theme::fixedFont(), Role::QuietText,
                 index.data(Model::WaitsForRole).toString());
        line.translate(0, metrics.height() + gap(option));
        const QString problem = index.data(Model::ProblemRole).toString();
        const QString fares = index.data(Model::FaresRole).toString();
        if (!problem.isEmpty())
            drawLine(painter, line, theme::smallFont(), Role::Bad, problem);
        else
            drawLine(painter, line, theme::smallFont(), Role::QuietText,
                     fares.isEmpty() ? Model::tr("not met yet") : fares);
    }

    static void drawLine(QPainter *painter, const QRect &rect, const QFont &font, Role role,
                         const QString &text)
    {
        painter->setFont(font);
        painter->setPen(theme::color(role));
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(text, Qt::ElideRight, rect.width()));
    }
};

} // namespace

RuleList::RuleList(NotificationRulesModel &model, QWidget *parent) : QListView(parent)
{
    setObjectName(QStringLiteral("ruleList"));
    setAccessibleName(tr("Rules"));
    setModel(&model);
    setItemDelegate(new RuleDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setResizeMode(Adjust);
    setTabKeyNavigation(false);
}

QSize RuleList::sizeHint() const
{
    const int em = fontMetrics().height();
    return {em * 24, em * 22};
}

void RuleList::paintEvent(QPaintEvent *event)
{
    QListView::paintEvent(event);
    if (model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(theme::color(Role::QuietText));
    painter.drawText(viewport()->rect().adjusted(24, 24, -24, -24),
                     Qt::AlignCenter | Qt::TextWordWrap,
                     tr("No rules yet. Press New, or take an event in a log and choose \"Notify me "
                        "about events like this\" from its menu."));
}

void RuleList::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

} // namespace heliograph
