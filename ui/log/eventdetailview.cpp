// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/eventdetailview.h"

#include "app/models/readable.h"
#include "ui/log/bytetext.h"
#include "ui/log/entrysummary.h"
#include "ui/log/jsonslice.h"
#include "ui/log/jsontreeview.h"
#include "ui/parts/elidedlabel.h"
#include "ui/parts/jsonhighlighter.h"
#include "ui/theme/theme.h"

#include <QBoxLayout>
#include <QButtonGroup>
#include <QEvent>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QStackedWidget>
#include <QToolButton>

namespace heliograph {

namespace {

constexpr qsizetype mostJson = qsizetype{4} * 1024 * 1024; ///< bytes taken apart for the tree
constexpr qsizetype mostText = qsizetype{1024} * 1024; ///< bytes shown as text

bool isJsonContainer(const QByteArray &data)
{
    const QByteArray start = data.left(64).trimmed();
    if (data.size() > mostJson || !(start.startsWith('{') || start.startsWith('[')))
        return false;
    return !QJsonDocument::fromJson(data).isNull();
}

QPlainTextEdit *textView(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *view = new QPlainTextEdit(parent);
    view->setObjectName(name);
    view->setAccessibleName(accessibleName);
    view->setReadOnly(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setLineWrapMode(QPlainTextEdit::NoWrap);
    view->setTabChangesFocus(true);
    view->setFont(theme::fixedFont());
    theme::setLook(view, theme::Look::Fixed);
    view->document()->setDocumentMargin(0);
    // A text inside a panel, not a field: no frame inside a frame.
    view->setStyleSheet(QStringLiteral("QPlainTextEdit { border: none; background: transparent; "
                                       "padding: 0; }"));
    return view;
}

} // namespace

EventDetailView::EventDetailView(QWidget *parent)
    : QWidget(parent), m_header(new QWidget(this)), m_type(new QLabel(m_header)),
      m_id(new ElidedLabel(m_header)), m_pages(new QButtonGroup(this)),
      m_stack(new QStackedWidget(this)),
      m_empty(new QLabel(tr("Select an event to see it in full."), this)),
      m_tree(new JsonTreeView(this)),
      m_text(textView(QStringLiteral("detailText"), tr("Text"), this)),
      m_bytes(textView(QStringLiteral("detailBytes"), tr("Bytes"), this)), m_times(new QLabel(this))
{
    setObjectName(QStringLiteral("eventDetail"));
    setupHeader();
    setupPages();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_header);
    layout->addWidget(m_stack, 1);
    layout->addWidget(m_times);
    setEntry({});
}

void EventDetailView::setupHeader()
{
    auto *layout = new QHBoxLayout(m_header);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    theme::setLook(m_type, theme::Look::Heading);
    m_type->setTextFormat(Qt::PlainText);
    m_type->setObjectName(QStringLiteral("detailType"));
    theme::setLook(m_id, theme::Look::Quiet);
    m_id->setObjectName(QStringLiteral("detailId"));
    layout->addWidget(m_type);
    layout->addWidget(m_id, 1); // gives way to the buttons
    const QString names[] = {tr("Tree"), tr("Text"), tr("Bytes")};
    const QString tips[] = {tr("JSON as a tree (Alt+1)"), tr("The data as text (Alt+2)"),
                            tr("The bytes on the wire (Alt+3)")};
    for (int page = Tree; page <= Bytes; ++page) {
        auto *button = new QToolButton(m_header);
        button->setText(names[page]);
        button->setAccessibleName(names[page]);
        button->setToolTip(tips[page]);
        button->setObjectName(QStringLiteral("detailPage%1").arg(page));
        button->setShortcut(QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + page)));
        button->setCheckable(true);
        theme::setLook(button, theme::Look::Flat);
        m_pages->addButton(button, page);
        layout->addWidget(button);
    }
    m_pages->button(Tree)->setChecked(true);
    connect(m_pages, &QButtonGroup::idClicked, this, &EventDetailView::updatePage);
}

void EventDetailView::setupPages()
{
    m_tree->setObjectName(QStringLiteral("detailTree"));
    m_tree->setAccessibleName(tr("JSON"));
    theme::setLook(m_empty, theme::Look::Quiet);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    new JsonHighlighter(m_text->document());
    for (QWidget *page : {static_cast<QWidget *>(m_tree), static_cast<QWidget *>(m_text),
                          static_cast<QWidget *>(m_bytes), static_cast<QWidget *>(m_empty)})
        m_stack->addWidget(page);
    theme::setLook(m_times, theme::Look::Quiet);
    m_times->setObjectName(QStringLiteral("detailTimes"));
    m_times->setWordWrap(true);
    m_times->setTextInteractionFlags(Qt::TextSelectableByMouse);
}

EventDetailView::Page EventDetailView::page() const
{
    return static_cast<Page>(m_pages->checkedId());
}

void EventDetailView::setPage(Page page)
{
    m_pages->button(page)->setChecked(true);
    updatePage();
}

void EventDetailView::setEntry(const JournalEntryPtr &entry)
{
    m_entry = entry;
    m_data = entry ? entry->data() : QByteArray();
    m_isJson = isJsonContainer(m_data);
    m_header->setVisible(entry != nullptr);
    m_times->setVisible(entry != nullptr);
    updateHeader();
    updatePage();
}

void EventDetailView::updateHeader()
{
    if (!m_entry)
        return;
    m_type->setText(entrysummary::heading(*m_entry));
    QPalette palette = m_type->palette();
    palette.setColor(QPalette::WindowText, theme::eventColor(m_entry->eventType));
    m_type->setPalette(palette);
    m_id->setText(m_entry->hasEventId ? tr("id %1").arg(readable::oneLine(m_entry->eventId, 40))
                                      : QString());
    m_times->setText(entrysummary::footer(*m_entry));
}

/// Fills the page in sight only: pretty JSON is made for what is shown.
void EventDetailView::updatePage()
{
    m_tree->setJson({});
    m_text->clear();
    m_bytes->clear();
    if (!m_entry) {
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    const QString text = m_entry->eventType.isEmpty() ? entrysummary::body(*m_entry).left(mostText)
                                                      : QString::fromUtf8(m_data.left(mostText));
    switch (page()) {
    case Tree:
        if (m_isJson) {
            m_tree->setJson(m_data);
            m_stack->setCurrentWidget(m_tree);
            return;
        }
        [[fallthrough]];
    case Text:
        m_text->setPlainText(m_isJson ? QString::fromUtf8(jsonslice::pretty(m_data).left(mostText))
                                      : text);
        m_stack->setCurrentWidget(m_text);
        return;
    case Bytes:
        m_bytes->setPlainText(byteText(m_entry->wire));
        m_stack->setCurrentWidget(m_bytes);
    }
}

void EventDetailView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateHeader();
}

} // namespace heliograph
