// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/soundboard.h"

#include "app/models/snippetsmodel.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QScrollBar>

#include <algorithm>

namespace heliograph {

namespace {

constexpr int Margin = 12;
constexpr int BoardGap = 10;

QString firstLineOf(const Draft &draft)
{
    if (draft.mode == DraftMode::Raw)
        return draft.raw.left(4096).trimmed().section(u'\n', 0, 0).left(200);
    return draft.withoutData ? QString() : QString::fromUtf8(draft.data.left(400)).simplified();
}

QString targetOf(const Draft &draft)
{
    switch (draft.to) {
    case TargetChoice::Everyone:
        break;
    case TargetChoice::Selected:
        return Soundboard::tr("to the selected clients");
    case TargetChoice::Matching:
        return Soundboard::tr("to %1").arg(draft.match.simplified());
    }
    return {};
}

SoundFace faceOf(const QString &name, const Draft &draft, int key)
{
    SoundFace face;
    face.name = name;
    face.key = key;
    face.endpoint = draft.endpoint;
    face.target = targetOf(draft);
    face.firstLine = firstLineOf(draft);
    if (draft.mode == DraftMode::Raw) {
        face.what = Soundboard::tr("raw bytes");
    } else {
        face.what = draft.event.isEmpty() ? QStringLiteral("message") : draft.event.simplified();
        face.eventType = face.what.toUtf8();
    }
    return face;
}

/// The digit of @p event, or -1.
int digitOf(const QKeyEvent &event)
{
    const auto others = event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    if (others != Qt::NoModifier || event.key() < Qt::Key_0 || event.key() > Qt::Key_9)
        return -1;
    return event.key() - Qt::Key_0;
}

} // namespace

Soundboard::Soundboard(const SnippetsModel &model, SnippetSender &sender, Kind kind,
                       QWidget *parent)
    : QScrollArea(parent), m_model(model), m_sender(sender), m_kind(kind), m_content(new QWidget),
      m_emptyTitle(new QLabel(m_content)), m_empty(new QLabel(m_content)),
      m_more(new QLabel(m_content))
{
    setObjectName(QStringLiteral("soundboard"));
    setAccessibleName(tr("Soundboard"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    setWidget(m_content);
    theme::setLook(m_content, kind == Kind::Panel ? theme::Look::Panel : theme::Look::Strip);
    m_empty->setObjectName(QStringLiteral("soundboardEmpty"));
    m_more->setObjectName(QStringLiteral("soundboardMore"));
    for (QLabel *label : {m_empty, m_more}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        theme::setLook(label, theme::Look::Quiet);
    }
    m_empty->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_emptyTitle->setAlignment(Qt::AlignHCenter | Qt::AlignBottom);
    m_emptyTitle->setWordWrap(true);
    theme::setLook(m_emptyTitle, theme::Look::Heading);
    m_refreshSoon.setSingleShot(true);
    m_refreshSoon.setInterval(0);
    connect(&m_refreshSoon, &QTimer::timeout, this, &Soundboard::refresh);
    const auto soon = [this] { m_refreshSoon.start(); };
    connect(&m_model, &QAbstractItemModel::modelReset, this, soon);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, soon);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, soon);
    connect(&m_model, &QAbstractItemModel::rowsMoved, this, soon);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, soon);
    connect(&m_sender, &SnippetSender::outcomeChanged, this, &Soundboard::showOutcome);
    refresh();
}

void Soundboard::setFolder(const QModelIndex &folder)
{
    if (m_folder == folder && !m_buttons.isEmpty()) {
        m_refreshSoon.start(); // perhaps one of many: the current row moves while rows go
        return;
    }
    m_folder = folder;
    refresh();
}

QModelIndexList Soundboard::snippets() const
{
    QModelIndexList result;
    for (int row = 0; row < m_model.rowCount(m_folder); ++row) {
        const QModelIndex index = m_model.index(row, 0, m_folder);
        if (!m_model.isFolder(index))
            result.append(index);
    }
    return result;
}

void Soundboard::refresh()
{
    m_refreshSoon.stop();
    const QModelIndexList all = snippets();
    const QModelIndexList shown = all.first(std::min<qsizetype>(all.size(), MostButtons));
    QList<int> assigned;
    for (const QModelIndex &index : shown)
        assigned.append(index.data(SnippetsModel::KeyRole).toInt());
    const QList<int> keys = soundboardKeys(assigned);
    while (m_buttons.size() > shown.size())
        delete m_buttons.takeLast();
    while (m_buttons.size() < shown.size())
        addButton();
    for (qsizetype at = 0; at < shown.size(); ++at) {
        const QModelIndex &index = shown.at(at);
        m_buttons.at(at)->setSnippet(
            index, faceOf(index.data().toString(), m_model.draft(index), keys.at(at)));
        m_buttons.at(at)->setOutcome(
            m_sender.outcome(index.data(SnippetsModel::IdRole).toULongLong()));
    }
    const bool isEmpty = m_model.snippetCount() == 0;
    m_emptyTitle->setText(isEmpty ? tr("No snippets yet") : tr("No snippets here"));
    m_empty->setText(isEmpty ? tr("Compose an event, then Ctrl+S keeps it here.\nA press on its "
                                  "button, or its number key, sends it.")
                             : tr("Drag some into this folder, or choose another one."));
    m_empty->setVisible(shown.isEmpty());
    m_emptyTitle->setVisible(shown.isEmpty());
    m_more->setText(tr("%1 more are not shown. Put them into folders.")
                        .arg(locale().toString(all.size() - shown.size())));
    m_more->setVisible(all.size() > shown.size());
    arrange();
    Q_EMIT refreshed();
}

void Soundboard::addButton()
{
    auto *button = new SoundButton(m_content);
    button->setObjectName(QStringLiteral("sound%1").arg(m_buttons.size()));
    connect(button, &QAbstractButton::pressed, this,
            [this, button] { m_sender.send(button->snippet()); });
    connect(button, &QWidget::customContextMenuRequested, this, [this, button](const QPoint &at) {
        Q_EMIT menuRequested(button->snippet(), button->mapToGlobal(at));
    });
    button->show();
    m_buttons.append(button);
}

void Soundboard::showOutcome(quint64 id)
{
    for (SoundButton *button : std::as_const(m_buttons)) {
        if (button->snippet().data(SnippetsModel::IdRole).toULongLong() == id)
            button->setOutcome(m_sender.outcome(id));
    }
}

bool Soundboard::fire(int digit)
{
    const auto found = std::find_if(m_buttons.cbegin(), m_buttons.cend(),
                                    [digit](SoundButton *each) { return each->key() == digit; });
    if (found == m_buttons.cend())
        return false;
    (*found)->click();
    return true;
}

// --- Keys ---------------------------------------------------------------------------------------

void Soundboard::keyPressEvent(QKeyEvent *event)
{
    if (const int digit = digitOf(*event); digit >= 0) {
        if (!event->isAutoRepeat())
            fire(digit);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        moveFocus(-1);
        break;
    case Qt::Key_Right:
        moveFocus(1);
        break;
    case Qt::Key_Up:
        moveFocus(-m_columns);
        break;
    case Qt::Key_Down:
        moveFocus(m_columns);
        break;
    default:
        QScrollArea::keyPressEvent(event);
    }
}

void Soundboard::moveFocus(int by)
{
    qsizetype at = 0;
    while (at < m_buttons.size() && !m_buttons.at(at)->hasFocus())
        ++at;
    const qsizetype to = at == m_buttons.size() ? 0 : at + by;
    if (to >= 0 && to < m_buttons.size()) {
        m_buttons.at(to)->setFocus(Qt::OtherFocusReason);
        ensureWidgetVisible(m_buttons.at(to), 0, Margin);
    }
}

/// The buttons have the keyboard; the board itself only while it has none.
void Soundboard::focusInEvent(QFocusEvent *event)
{
    QScrollArea::focusInEvent(event);
    if (!m_buttons.isEmpty())
        m_buttons.constFirst()->setFocus(event->reason());
}

// --- Layout -------------------------------------------------------------------------------------

void Soundboard::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    arrange();
}

void Soundboard::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        arrange();
}

/// In a panel, as many as have good room, or just room when there are too many; on a stage, those
/// that make the buttons largest.
int Soundboard::columnsFor(int count) const
{
    const QSize least = SoundButton::smallest();
    const QSize room = viewport()->size() - QSize(2 * Margin - BoardGap, 2 * Margin - BoardGap);
    const int most = std::max(1, room.width() / (least.width() + BoardGap));
    if (m_kind == Kind::Panel) {
        const int roomy = std::max(1, room.width() / (least.width() * 6 / 5 + BoardGap));
        const int rows = (count + roomy - 1) / roomy;
        const bool fits = rows * (least.height() + BoardGap) <= room.height();
        return std::clamp(count, 1, fits ? roomy : most);
    }
    int best = 1;
    double largest = 0;
    for (int columns = 1; columns <= std::min(most, count); ++columns) {
        const int rows = (count + columns - 1) / columns;
        const double wide = double(room.width()) / columns / least.width();
        const double high = double(room.height()) / rows / least.height();
        if (std::min(wide, high) > largest) {
            largest = std::min(wide, high);
            best = columns;
        }
    }
    return best;
}

/// Places the buttons; returns the size that they need.
QSize Soundboard::place()
{
    const int count = static_cast<int>(m_buttons.size());
    const QSize least = SoundButton::smallest();
    const int width = viewport()->width() - 2 * Margin;
    m_columns = std::max(1, columnsFor(count));
    const int rows = (count + m_columns - 1) / m_columns;
    int wide = (width - (m_columns - 1) * BoardGap) / m_columns;
    if (m_kind == Kind::Panel)
        wide = std::min(wide, least.width() * 3 / 2);
    int high = least.height();
    if (rows > 0)
        high = (viewport()->height() - 2 * Margin - (rows - 1) * BoardGap) / rows;
    if (m_kind == Kind::Panel) // no higher than goes with their width
        high = std::min(high, least.height() * wide / least.width());
    high = std::max(high, least.height());
    for (int at = 0; at < count; ++at)
        m_buttons.at(at)->setGeometry(Margin + at % m_columns * (wide + BoardGap),
                                      Margin + at / m_columns * (high + BoardGap), wide, high);
    return {viewport()->width(), 2 * Margin + rows * (high + BoardGap) - BoardGap};
}

void Soundboard::arrange()
{
    QSize size = place();
    if (!m_more->isHidden()) {
        m_more->setGeometry(Margin, size.height(), size.width() - 2 * Margin,
                            m_more->fontMetrics().height() * 2);
        size.rheight() = m_more->geometry().bottom() + Margin;
    }
    if (!m_empty->isHidden()) {
        size = viewport()->size();
        const int half = size.height() * 9 / 20;
        m_emptyTitle->setGeometry(24, 0, size.width() - 48, half - 4);
        m_empty->setGeometry(24, half + 4, size.width() - 48, size.height() - half - 4);
    }
    m_content->resize(size.expandedTo(viewport()->size()));
    verticalScrollBar()->setSingleStep(fontMetrics().height() * 2);
}

} // namespace heliograph
