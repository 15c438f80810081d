// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawpane.h"

#include "app/compose/draft.h"
#include "ui/compose/lintview.h"
#include "ui/compose/raweditor.h"
#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QSettings>
#include <QSplitter>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

using namespace fields;

namespace {

constexpr qsizetype LintedAtOnce = qsizetype{16} * 1024; // characters; more goes to a pool thread
constexpr qsizetype MostLinted = qsizetype{16} * 1024 * 1024;
constexpr std::chrono::milliseconds LintDelay{120};

QWidget *titled(QLabel *title, QLabel *note, QWidget *body, QLabel *below = nullptr)
{
    auto *row = new QHBoxLayout;
    row->addWidget(title);
    row->addStretch();
    row->addWidget(note);
    auto *widget = new QWidget;
    auto *layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(row);
    layout->addWidget(body, 1);
    if (below)
        layout->addWidget(below);
    title->setBuddy(body);
    return widget;
}

} // namespace

RawPane::RawPane(QWidget *parent)
    : QWidget(parent), m_editor(new RawEditor), m_list(new LintView),
      m_splitter(new QSplitter(Qt::Vertical)),
      m_error(errorLabel(QStringLiteral("composeRawError"))),
      m_size(captionLabel({}, QStringLiteral("composeRawSize"))),
      m_verdict(captionLabel({}, QStringLiteral("composeRawVerdict")))
{
    QWidget *bytes = titled(captionLabel(tr("Bytes")), m_size, m_editor, m_error);
    QWidget *reading = titled(captionLabel(tr("What a client reads")), m_verdict, m_list);
    bytes->layout()->setContentsMargins(0, 0, 0, 6);
    reading->layout()->setContentsMargins(0, 6, 0, 0);
    m_splitter->setObjectName(QStringLiteral("composeRawSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(bytes);
    m_splitter->addWidget(reading);
    m_splitter->setSizes({300, 200});
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    m_delay.setSingleShot(true);
    m_delay.setInterval(LintDelay);
    connect(&m_delay, &QTimer::timeout, this, &RawPane::lint);
    connect(m_editor, &PlainEditor::edited, &m_delay, qOverload<>(&QTimer::start));
    connect(m_editor, &PlainEditor::edited, this, &RawPane::edited);
    connect(m_list, &LintView::goToRequested, m_editor,
            [this](qsizetype position) { m_editor->select(position); });
    lint();
}

QString RawPane::text() const
{
    return QString::fromUtf8(m_editor->content());
}

void RawPane::setText(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    if (m_editor->content() != utf8)
        m_editor->setContent(utf8);
}

bool RawPane::isHeldAside() const
{
    return m_editor->isHeldAside();
}

void RawPane::showErrors(const DraftErrors &errors)
{
    const auto wrong = std::find_if(errors.all.cbegin(), errors.all.cend(),
                                    [](const auto &one) { return one.field == DraftField::Raw; });
    const bool isWrong = wrong != errors.all.cend();
    theme::setInvalid(m_editor, isWrong);
    m_editor->underline(isWrong ? wrong->position : -1, isWrong ? wrong->length : 0);
    showSentence(m_error, isWrong ? wrong->message : errors.of(DraftField::Whole));
}

void RawPane::save(QSettings &settings) const
{
    settings.setValue(QStringLiteral("compose/rawSplitter"), m_splitter->saveState());
}

void RawPane::restore(const QSettings &settings)
{
    m_splitter->restoreState(settings.value(QStringLiteral("compose/rawSplitter")).toByteArray());
    m_splitter->setHandleWidth(1);
}

void RawPane::lint()
{
    const quint64 number = ++m_number;
    const QString shown = text();
    if (shown.size() <= LintedAtOnce) {
        showLint(lintOf(shown));
    } else if (shown.size() > MostLinted) {
        RawLint lint;
        lint.rows.append({LintRow::Kind::Note, 0, -1, {}, tr("Too large to be looked at here.")});
        showLint(lint);
    } else {
        QThreadPool::globalInstance()->start([pane = QPointer(this), shown, number] {
            const RawLint lint = lintOf(shown);
            QMetaObject::invokeMethod(qApp, [pane, lint, number] {
                if (pane && pane->m_number == number)
                    pane->showLint(lint);
            });
        });
    }
}

void RawPane::showLint(const RawLint &lint)
{
    const bool isRead = lint.bytes >= 0 || !lint.rows.isEmpty();
    m_list->setEnabled(isRead);
    if (isRead)
        m_list->showLint(lint); // while an escape is being typed, what was there stays, quiet
    const auto counted = [this](qsizetype count, const QString &one, const QString &many) {
        return count == 1 ? one : many.arg(locale().toString(count));
    };
    m_size->setText(lint.bytes < 0 ? QString() : counted(lint.bytes, tr("1 byte"), tr("%1 bytes")));
    QString verdict;
    if (lint.bytes > 0)
        verdict = counted(lint.events, tr("1 event"), tr("%1 events"));
    if (lint.findings > 0)
        verdict += u' ' + counted(lint.findings, tr("· 1 finding"), tr("· %1 findings"));
    m_verdict->setText(verdict);
    theme::setLook(m_verdict, lint.findings > 0 ? theme::Look::Warning : theme::Look::Caption);
}

} // namespace heliograph
