// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/snippetstree.h"

#include "app/models/snippetsmodel.h"
#include "ui/theme/theme.h"

#include <QDrag>
#include <QEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include <cmath>

namespace heliograph {

namespace {

using Model = SnippetsModel;
using theme::Role;

/// A dot in the event type's colour, the name, and quietly what else tells it apart.
class SnippetDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {QFontMetrics(option.font).height() * 8, theme::rowHeight()};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, theme::color(Role::Selection));
        const bool isFolder = index.data(Model::IsFolderRole).toBool();
        QRect line = option.rect.adjusted(4, 0, -10, 0);
        if (!isFolder) {
            const int size = std::max(7, QFontMetrics(option.font).height() * 9 / 20);
            const QByteArray type = index.data(Model::EventRole).toString().toUtf8();
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme::eventColor(type.isEmpty() ? "message" : type));
            painter->drawRoundedRect(line.left(), line.center().y() - size / 2 + 1, size, size, 2,
                                     2);
            line.setLeft(line.left() + size + 8);
        }
        if (const int key = index.data(Model::KeyRole).toInt(); !isFolder && key >= 0)
            line.setRight(paintMark(painter, line, QString::number(key)));
        else if (isFolder)
            line.setRight(paintMark(painter, line, index.data(Model::DetailRole).toString()));
        paintTexts(painter, option, line, index, isFolder);
        painter->restore();
    }

    void setEditorData(QWidget *editor, const QModelIndex &index) const override
    {
        QStyledItemDelegate::setEditorData(editor, index);
        if (auto *field = qobject_cast<QLineEdit *>(editor)) {
            field->setMaxLength(SnippetLimits::Name);
            field->setAccessibleName(Model::tr("Name"));
        }
    }

private:
    /// Quiet, at the right; returns where the line ends before it.
    static int paintMark(QPainter *painter, const QRect &line, const QString &text)
    {
        painter->setFont(theme::smallFont());
        painter->setPen(theme::color(Role::QuietText));
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, text);
        return line.right() - QFontMetrics(theme::smallFont()).horizontalAdvance(text) - 8;
    }

    static void paintTexts(QPainter *painter, const QStyleOptionViewItem &option, const QRect &line,
                           const QModelIndex &index, bool isFolder)
    {
        QFont font = option.font;
        if (isFolder)
            font.setWeight(QFont::DemiBold);
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(theme::color(Role::Text));
        const QString name =
            metrics.elidedText(index.data().toString(), Qt::ElideRight, line.width());
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        const QRect rest = line.adjusted(metrics.horizontalAdvance(name) + 10, 0, 0, 0);
        if (isFolder || rest.width() < metrics.height() * 3)
            return;
        const QFont fixed = theme::fixedFont();
        painter->setFont(fixed);
        painter->setPen(theme::color(Role::QuietText));
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignVCenter,
                          QFontMetrics(fixed).elidedText(index.data(Model::DetailRole).toString(),
                                                         Qt::ElideRight, rest.width()));
    }
};

} // namespace

SnippetsTree::SnippetsTree(SnippetsModel &model, QWidget *parent)
    : QTreeView(parent), m_snippets(model), m_filter(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("snippetsTree"));
    setAccessibleName(tr("Snippets"));
    m_filter->setRecursiveFilteringEnabled(true);
    m_filter->setAutoAcceptChildRows(true);
    m_filter->setFilterRole(Model::SearchRole);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setSourceModel(&model);
    setModel(m_filter);
    setItemDelegate(new SnippetDelegate(this));
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(fontMetrics().height());
    setSelectionMode(ExtendedSelection);
    setEditTriggers(EditKeyPressed | SelectedClicked);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setDragDropMode(DragDrop);
    setDefaultDropAction(Qt::MoveAction);
    setExpandsOnDoubleClick(true);
    connect(this, &QAbstractItemView::activated, this, &SnippetsTree::onActivated);
    connect(m_filter, &QAbstractItemModel::modelReset, this, [this] {
        expandAll();
        Q_EMIT reloaded();
    });
}

void SnippetsTree::search(const QString &words)
{
    m_filter->setFilterFixedString(words.simplified());
    if (!words.isEmpty())
        expandAll();
}

QModelIndex SnippetsTree::toSource(const QModelIndex &index) const
{
    return m_filter->mapToSource(index);
}

QModelIndex SnippetsTree::current() const
{
    return toSource(currentIndex());
}

QModelIndexList SnippetsTree::selected() const
{
    QModelIndexList result;
    const QModelIndexList rows = selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        result.append(toSource(row));
    return result;
}

void SnippetsTree::select(const QModelIndex &index)
{
    const QModelIndex own = m_filter->mapFromSource(index);
    for (QModelIndex folder = own.parent(); folder.isValid(); folder = folder.parent())
        expand(folder);
    setCurrentIndex(own);
    if (own.isValid())
        scrollTo(own);
    else
        clearSelection();
}

void SnippetsTree::renameInPlace(const QModelIndex &index)
{
    select(index);
    edit(m_filter->mapFromSource(index));
}

void SnippetsTree::onActivated(const QModelIndex &index)
{
    if (const QModelIndex source = toSource(index); !m_snippets.isFolder(source))
        Q_EMIT snippetActivated(source);
}

/// The model moves the rows itself, so unlike the view's own this removes nothing afterwards.
void SnippetsTree::startDrag(Qt::DropActions actions)
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(model()->mimeData(rows));
    const QRect row = visualRect(rows.constFirst());
    drag->setPixmap(viewport()->grab(row));
    drag->setHotSpot({row.height(), row.height() / 2});
    drag->exec(actions, defaultDropAction());
}

void SnippetsTree::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentItemChanged();
}

/// A triangle before a folder, in the theme's colours.
void SnippetsTree::drawBranches(QPainter *painter, const QRect &rect,
                                const QModelIndex &index) const
{
    if (selectionModel()->isSelected(index))
        painter->fillRect(rect, theme::color(Role::Selection));
    if (hasFocus() && index == currentIndex())
        painter->fillRect(0, rect.top(), 2, rect.height(), theme::color(Role::Accent));
    if (!model()->hasChildren(index))
        return;
    const double size = std::round(rect.height() * 0.16);
    const QPointF middle(rect.right() - indentation() / 2.0 + 1, rect.center().y() + 1);
    QPolygonF triangle{{-size * 0.6, -size}, {size * 0.8, 0}, {-size * 0.6, size}};
    if (isExpanded(index))
        triangle = QPolygonF({{-size, -size * 0.6}, {size, -size * 0.6}, {0, size * 0.8}});
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme::color(Role::QuietText));
    painter->drawPolygon(triangle.translated(middle));
    painter->restore();
}

QSize SnippetsTree::sizeHint() const
{
    const int em = fontMetrics().height();
    return {em * 16, em * 20};
}

void SnippetsTree::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) {
        setIndentation(fontMetrics().height());
        scheduleDelayedItemsLayout();
    }
}

} // namespace heliograph
