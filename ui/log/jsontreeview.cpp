// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/jsontreeview.h"

#include "ui/log/jsonslice.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QHeaderView>

namespace heliograph {

namespace {

constexpr qsizetype mostMembers = 1'000;
constexpr int openedAtOnce = 50; ///< longer branches wait to be opened
constexpr int BeginRole = Qt::UserRole; ///< where the value begins in the text
constexpr int SizeRole = Qt::UserRole + 1;

QColor colorOf(jsonslice::Kind kind)
{
    switch (kind) {
    case jsonslice::Kind::String:
        return theme::color(theme::Role::Good);
    case jsonslice::Kind::Number:
        return theme::color(theme::Role::Warning);
    case jsonslice::Kind::Word:
        return theme::color(theme::Role::Accent);
    case jsonslice::Kind::Object:
    case jsonslice::Kind::Array:
        break;
    }
    return theme::color(theme::Role::QuietText);
}

QString keyText(QByteArrayView key)
{
    return QString::fromUtf8(key.size() >= 2 ? key.sliced(1, key.size() - 2) : key);
}

bool isBranch(QByteArrayView value)
{
    const auto kind = jsonslice::kindOf(value);
    return kind == jsonslice::Kind::Object || kind == jsonslice::Kind::Array;
}

} // namespace

JsonTreeView::JsonTreeView(QWidget *parent) : QTreeWidget(parent)
{
    setColumnCount(2);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(fontMetrics().horizontalAdvance(u'0') * 2);
    setFont(theme::fixedFont());
    setSelectionMode(SingleSelection);
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemExpanded, this, &JsonTreeView::fill);
}

void JsonTreeView::setJson(const QByteArray &json)
{
    clear();
    m_json = json;
    if (json.isEmpty())
        return;
    QTreeWidgetItem *root = addMember(nullptr, {}, QByteArrayView(m_json).trimmed());
    root->setExpanded(true);
}

QTreeWidgetItem *JsonTreeView::addMember(QTreeWidgetItem *parent, const QString &key,
                                         QByteArrayView value)
{
    auto *item = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(this);
    const jsonslice::Kind kind = jsonslice::kindOf(value);
    QString text;
    if (isBranch(value)) {
        const qsizetype count = jsonslice::members(value, mostMembers + 1).size();
        const QString shown =
            count > mostMembers ? tr("more than %1").arg(mostMembers) : QString::number(count);
        text = kind == jsonslice::Kind::Object ? QStringLiteral("{%1}").arg(shown)
                                               : QStringLiteral("[%1]").arg(shown);
        if (count > 0)
            item->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    } else {
        text = QString::fromUtf8(value);
    }
    const bool isRoot = !parent;
    item->setText(0, isRoot ? text : key);
    item->setText(1, isRoot ? QString() : text);
    item->setForeground(1, colorOf(kind));
    item->setData(0, BeginRole, qint64(value.data() - m_json.constData()));
    item->setData(0, SizeRole, qint64(value.size()));
    return item;
}

void JsonTreeView::fill(QTreeWidgetItem *item)
{
    if (item->childCount() > 0)
        return;
    const QByteArrayView value = QByteArrayView(m_json).sliced(
        item->data(0, BeginRole).toLongLong(), item->data(0, SizeRole).toLongLong());
    if (!isBranch(value))
        return;
    int number = 0;
    for (const jsonslice::Member &member : jsonslice::members(value, mostMembers)) {
        const QString key = member.key.isEmpty() ? QString::number(number) : keyText(member.key);
        QTreeWidgetItem *child = addMember(item, key, member.value);
        const bool isShort = isBranch(member.value)
            && jsonslice::members(member.value, openedAtOnce + 1).size() <= openedAtOnce;
        // The first level below the root opens by itself, as long as it stays readable.
        if (isShort && !item->parent() && number < openedAtOnce)
            child->setExpanded(true);
        ++number;
    }
}

void JsonTreeView::changeEvent(QEvent *event)
{
    QTreeWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_json.isEmpty())
        setJson(QByteArray(m_json));
}

} // namespace heliograph
