// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/historylist.h"

#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace heliograph {

namespace {

constexpr int Padding = 8; // pixels
constexpr qsizetype ShownData = 200;

QByteArray shownData(const Draft &draft)
{
    const QByteArray data = draft.mode == DraftMode::Raw ? draft.raw.left(ShownData).toUtf8()
                                                         : draft.data.left(ShownData * 4);
    return data;
}

QString typeText(const Draft &draft)
{
    if (draft.mode == DraftMode::Raw)
        return HistoryList::tr("raw");
    return draft.event.isEmpty() ? QStringLiteral("message")
                                 : readable::oneLine(draft.event.toUtf8(), 60);
}

QColor typeColor(const Draft &draft)
{
    if (draft.mode == DraftMode::Raw)
        return theme::color(theme::Role::QuietText);
    return theme::eventColor(draft.event.isEmpty() ? QByteArrayLiteral("message")
                                                   : draft.event.toUtf8());
}

QString dataText(const Draft &draft)
{
    if (draft.mode == DraftMode::Event && draft.withoutData)
        return HistoryList::tr("no data line");
    return readable::oneLine(shownData(draft), ShownData);
}

QString timeText(const QDateTime &at)
{
    if (!at.isValid())
        return {};
    const QLocale locale;
    return at.date() == QDate::currentDate() ? at.toString(QStringLiteral("HH:mm:ss"))
                                             : locale.toString(at.date(), QLocale::ShortFormat);
}

QString targetText(const Draft &draft)
{
    switch (draft.to) {
    case TargetChoice::Everyone:
        return draft.endpoint;
    case TargetChoice::Selected:
        return HistoryList::tr("%1, selected clients").arg(draft.endpoint);
    case TargetChoice::Matching:
        return HistoryList::tr("%1, %2").arg(draft.endpoint, draft.match);
    }
    return {};
}

bool matches(const Draft &draft, const QString &filter)
{
    for (const QString &text : {draft.endpoint, draft.match, typeText(draft)}) {
        if (text.contains(filter, Qt::CaseInsensitive))
            return true;
    }
    return draft.mode == DraftMode::Raw
        ? draft.raw.contains(filter, Qt::CaseInsensitive)
        : QString::fromUtf8(draft.data).contains(filter, Qt::CaseInsensitive);
}

QString againText()
{
    return HistoryList::tr("Send again");
}

/// Where the row's button is.
QRect againRect(const QRect &row)
{
    const QFontMetrics metrics(theme::smallFont());
    const int width = metrics.horizontalAdvance(againText()) + 2 * Padding;
    const int height = metrics.height() + 4;
    return {row.right() - Padding - width, row.bottom() - Padding / 2 - height - 1, width, height};
}

} // namespace

class HistoryModel final : public QAbstractListModel {
public:
    using QAbstractListModel::QAbstractListModel;

    void reset(const QList<SentDraft> &drafts, const QString &filter)
    {
        beginResetModel();
        m_drafts = drafts;
        m_shown.clear();
        for (qsizetype index = 0; index < drafts.size(); ++index) {
            if (filter.isEmpty() || matches(drafts.at(index).draft, filter))
                m_shown.append(index);
        }
        endResetModel();
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
            return {};
        const SentDraft &sent = at(index.row());
        return QStringLiteral("%1 %2 %3 %4")
            .arg(typeText(sent.draft), targetText(sent.draft), timeText(sent.at),
                 dataText(sent.draft));
    }

    [[nodiscard]] const SentDraft &at(int row) const { return m_drafts.at(m_shown.at(row)); }
    [[nodiscard]] qsizetype indexAt(int row) const { return m_shown.at(row); }

private:
    QList<SentDraft> m_drafts;
    QList<qsizetype> m_shown; ///< indexes of m_drafts
};

namespace {

class HistoryDelegate final : public QStyledItemDelegate {
public:
    HistoryDelegate(const HistoryModel &model, QObject *parent)
        : QStyledItemDelegate(parent), m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        const int lines = QFontMetrics(theme::fixedFont()).height()
            + qMax(QFontMetrics(theme::smallFont()).height() + 4,
                   QFontMetrics(theme::fixedFont()).height());
        return {100, lines + 2 * Padding};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const SentDraft &sent = m_model.at(index.row());
        const bool isHovered = option.state & QStyle::State_MouseOver;
        const bool isCurrent = option.state & QStyle::State_Selected;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isCurrent || isHovered)
            painter->fillRect(
                option.rect,
                theme::color(isCurrent ? theme::Role::Selection : theme::Role::Window));
        QRect rect = option.rect.adjusted(Padding, Padding / 2, -Padding, -Padding / 2);
        QRect below = rect;
        below.setTop(rect.center().y());
        rect.setBottom(rect.center().y());
        paintHead(painter, rect, sent);
        if (isCurrent || isHovered) {
            paintAgain(painter, againRect(option.rect));
            below.setRight(againRect(option.rect).left() - Padding);
        }
        painter->setFont(theme::fixedFont());
        painter->setPen(theme::color(theme::Role::Text));
        painter->drawText(
            below, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(dataText(sent.draft), Qt::ElideRight, below.width()));
        painter->restore();
    }

private:
    static void paintHead(QPainter *painter, QRect rect, const SentDraft &sent)
    {
        painter->setFont(theme::smallFont());
        painter->setPen(theme::color(theme::Role::QuietText));
        const QString time = timeText(sent.at);
        painter->drawText(rect, Qt::AlignRight | Qt::AlignVCenter, time);
        rect.setRight(rect.right() - painter->fontMetrics().horizontalAdvance(time) - Padding);
        painter->setFont(theme::fixedFont());
        const QFontMetrics metrics = painter->fontMetrics();
        const QString type =
            metrics.elidedText(typeText(sent.draft), Qt::ElideRight, rect.width() * 2 / 3);
        painter->setPen(typeColor(sent.draft));
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, type);
        rect.setLeft(rect.left() + metrics.horizontalAdvance(type) + Padding);
        painter->setPen(theme::color(theme::Role::QuietText));
        painter->drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                          metrics.elidedText(targetText(sent.draft), Qt::ElideRight, rect.width()));
    }

    static void paintAgain(QPainter *painter, const QRect &rect)
    {
        painter->setPen(theme::color(theme::Role::Line));
        painter->setBrush(theme::color(theme::Role::Surface));
        painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        painter->setFont(theme::smallFont());
        painter->setPen(theme::color(theme::Role::Text));
        painter->drawText(rect, Qt::AlignCenter, againText());
    }

    const HistoryModel &m_model;
};

} // namespace

HistoryList::HistoryList(QWidget *parent) : QListView(parent), m_model(new HistoryModel(this))
{
    setObjectName(QStringLiteral("historyList"));
    setAccessibleName(tr("Sent events"));
    setModel(m_model);
    setItemDelegate(new HistoryDelegate(*m_model, this));
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
}

HistoryList::~HistoryList() = default;

void HistoryList::showDrafts(const QList<SentDraft> &drafts, const QString &filter)
{
    m_model->reset(drafts, filter);
    setCurrentIndex(m_model->index(0));
}

qsizetype HistoryList::currentDraft() const
{
    return currentIndex().isValid() ? m_model->indexAt(currentIndex().row()) : -1;
}

int HistoryList::wholeHeight() const
{
    return m_model->rowCount() * sizeHintForRow(0);
}

void HistoryList::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->pos());
    if (event->button() != Qt::LeftButton || !index.isValid())
        return;
    const qsizetype draft = m_model->indexAt(index.row());
    if (againRect(visualRect(index)).contains(event->pos()))
        Q_EMIT resendRequested(draft);
    else
        Q_EMIT chosen(draft);
}

} // namespace heliograph
