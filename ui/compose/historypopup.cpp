// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/historypopup.h"

#include "ui/compose/historylist.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace heliograph {

HistoryPopup::HistoryPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup), m_filter(new QLineEdit), m_list(new HistoryList),
      m_empty(new QLabel), m_clear(new QPushButton(tr("Clear")))
{
    setObjectName(QStringLiteral("historyPopup"));
    setAccessibleName(tr("Sent events"));
    setFrameShape(QFrame::StyledPanel);
    m_filter->setObjectName(QStringLiteral("historyFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by type, endpoint or data"));
    m_filter->setToolTip(tr("Enter takes the event into the fields, Ctrl+Enter sends it again"));
    m_filter->setClearButtonEnabled(true);
    m_filter->installEventFilter(this);
    m_list->setFocusPolicy(Qt::NoFocus); // keys go to the filter, which passes them on
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setMargin(16);
    theme::setLook(m_empty, theme::Look::Quiet);
    m_clear->setObjectName(QStringLiteral("historyClear"));
    m_clear->setToolTip(tr("Forget what was sent"));
    theme::setLook(m_clear, theme::Look::Flat);
    auto *hint = new QLabel(tr("Enter takes · Ctrl+Enter sends again"));
    theme::setLook(hint, theme::Look::Caption);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(8, 0, 4, 0);
    footer->addWidget(hint, 1);
    footer->addWidget(m_clear);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 8, 4, 4);
    layout->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(4, 0, 4, 4);
    head->addWidget(m_filter);
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_empty, 1);
    layout->addLayout(footer);
    connect(m_filter, &QLineEdit::textChanged, this, &HistoryPopup::showDrafts);
    connect(m_list, &HistoryList::chosen, this, &HistoryPopup::choose);
    connect(m_list, &HistoryList::resendRequested, this, &HistoryPopup::resend);
    connect(m_clear, &QPushButton::clicked, this, &HistoryPopup::clearRequested);
}

void HistoryPopup::popUp(const QWidget *anchor, const QWidget *panel,
                         const QList<SentDraft> &drafts)
{
    m_filter->clear();
    setDrafts(drafts);
    const QPoint corner = panel->mapToGlobal(QPoint(8, 0));
    const int top = anchor->mapToGlobal(QPoint(0, anchor->height() + 4)).y();
    const int rest = height() - m_list->height();
    static_cast<void>(rest);
    const int room = panel->mapToGlobal(QPoint(0, panel->height())).y() - top - 8;
    const int wanted = layout()->minimumSize().height() - m_list->minimumSizeHint().height()
        + qMax(m_list->wholeHeight(), fontMetrics().height() * 5) + 8;
    setFixedWidth(qMax(panel->width() - 16, fontMetrics().height() * 26));
    setFixedHeight(qMin(wanted, qMax(room, fontMetrics().height() * 16)));
    move(corner.x(), top);
    QFrame::show();
    m_filter->setFocus(Qt::PopupFocusReason);
}

void HistoryPopup::setDrafts(const QList<SentDraft> &drafts)
{
    m_drafts = drafts;
    showDrafts();
}

void HistoryPopup::showDrafts()
{
    m_list->showDrafts(m_drafts, m_filter->text());
    const bool isEmpty = m_list->currentDraft() < 0;
    m_empty->setText(m_drafts.isEmpty() ? tr("Events you send appear here.")
                                        : tr("No event that was sent holds this."));
    m_empty->setVisible(isEmpty);
    m_list->setVisible(!isEmpty);
    m_clear->setEnabled(!m_drafts.isEmpty());
}

void HistoryPopup::choose(qsizetype index)
{
    if (index < 0)
        return;
    const SentDraft draft = m_drafts.at(index);
    hide();
    Q_EMIT chosen(draft, index);
}

void HistoryPopup::resend(qsizetype index)
{
    if (index < 0)
        return;
    const SentDraft draft = m_drafts.at(index);
    hide();
    Q_EMIT resendRequested(draft);
}

bool HistoryPopup::eventFilter(QObject *watched, QEvent *event)
{
    // The shortcuts of what lies below must not take these keys.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->modifiers() != Qt::NoModifier) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter)
            event->accept();
    }
    if (event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent *>(event)))
        return true;
    return QFrame::eventFilter(watched, event);
}

bool HistoryPopup::handleKey(const QKeyEvent &event)
{
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event.modifiers() & Qt::ControlModifier)
            resend(m_list->currentDraft());
        else
            choose(m_list->currentDraft());
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown: {
        QKeyEvent passedOn(event.type(), event.key(), Qt::NoModifier);
        QCoreApplication::sendEvent(m_list, &passedOn);
        return true;
    }
    default:
        return false;
    }
}

} // namespace heliograph
