// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/pathchips.h"

#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace heliograph {

namespace {
constexpr std::chrono::milliseconds noteTime{2000};
constexpr qsizetype mostChips = 12;
} // namespace

PathChips::PathChips(QWidget *parent)
    : QWidget(parent), m_layout(new QHBoxLayout(this)),
      m_caption(new QLabel(tr("Copy curl"), this)), m_more(new QToolButton(this)),
      m_note(new QLabel(tr("copied"), this))
{
    setObjectName(QStringLiteral("scenarioPaths"));
    setAccessibleName(tr("Paths"));
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_more->setObjectName(QStringLiteral("scenarioMorePaths"));
    m_more->setAccessibleName(tr("More paths"));
    m_more->setToolTip(tr("The other paths; choosing one copies its curl command"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    theme::setLook(m_more, theme::Look::Pill);
    theme::setLook(m_note, theme::Look::Small);
    m_note->setObjectName(QStringLiteral("scenarioPathNote"));
    m_note->hide();
    theme::setLook(m_caption, theme::Look::Caption);
    m_layout->addWidget(m_caption);
    m_layout->addWidget(m_more);
    m_layout->addWidget(m_note);
    m_layout->addStretch(1);
    m_noteEnd.setSingleShot(true);
    m_noteEnd.setInterval(noteTime);
    connect(&m_noteEnd, &QTimer::timeout, m_note, &QWidget::hide);
}

void PathChips::setPaths(const QStringList &paths)
{
    setVisible(!paths.isEmpty());
    if (paths == m_paths)
        return;
    m_paths = paths;
    qDeleteAll(m_chips);
    m_chips.clear();
    for (const QString &path : paths.first(qMin(paths.size(), mostChips))) {
        auto *chip = new QToolButton(this);
        chip->setText(path);
        chip->setObjectName(QStringLiteral("scenarioPath%1").arg(m_chips.size()));
        chip->setAccessibleName(tr("Copy the curl command for %1").arg(path));
        chip->setFocusPolicy(Qt::TabFocus);
        theme::setLook(chip, theme::Look::Pill);
        connect(chip, &QToolButton::clicked, this, [this, path] { copy(path); });
        m_layout->insertWidget(1 + int(m_chips.size()), chip);
        m_chips.append(chip);
    }
    m_more->menu()->clear();
    for (const QString &path : paths)
        m_more->menu()->addAction(path, this, [this, path] { copy(path); });
    fit();
}

QString PathChips::curlCommand(const QString &path) const
{
    const QString base = m_url.isEmpty() ? QStringLiteral("http://127.0.0.1:8080")
                                         : m_url.toString(QUrl::StripTrailingSlash);
    const bool hasMethod = path.contains(u' ');
    const QString method = hasMethod ? path.section(u' ', 0, 0) : QString();
    const QString target = base + (hasMethod ? path.section(u' ', 1) : path);
    QString command = QStringLiteral("curl -N ");
    if (method == QLatin1String("POST") || method == QLatin1String("PUT"))
        command += QStringLiteral("-X %1 -H 'Content-Type: application/json' -d '{}' ").arg(method);
    else if (!method.isEmpty())
        command += QStringLiteral("-X %1 ").arg(method);
    const bool plain = !target.contains(u'*') && !target.contains(u'\'');
    return command + (plain ? target : u'\'' + QString(target).remove(u'\'') + u'\'');
}

void PathChips::copy(const QString &path)
{
    QGuiApplication::clipboard()->setText(curlCommand(path));
    m_note->show();
    m_noteEnd.start();
    fit();
}

void PathChips::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool PathChips::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        for (QToolButton *chip : std::as_const(m_chips))
            chip->setToolTip(tr("Copies: %1").arg(curlCommand(chip->text())));
    }
    return QWidget::event(event);
}

void PathChips::fit()
{
    const int gap = m_layout->spacing();
    int room = width() - m_caption->sizeHint().width() - gap;
    int shown = 0;
    int needed = 0;
    if (!m_note->isHidden())
        room -= m_note->sizeHint().width() + gap;
    for (const QToolButton *chip : std::as_const(m_chips))
        needed += chip->sizeHint().width() + gap;
    const bool all = needed <= room && m_paths.size() <= mostChips;
    if (!all)
        room -= m_more->sizeHint().width() + gap;
    for (QToolButton *chip : std::as_const(m_chips)) {
        chip->setToolTip(tr("Copies: %1").arg(curlCommand(chip->text())));
        room -= chip->sizeHint().width() + gap;
        chip->setVisible(all || room >= 0);
        shown += (all || room >= 0) ? 1 : 0;
    }
    m_more->setVisible(!all);
    m_more->setText(tr("+%1").arg(m_paths.size() - shown));
}

} // namespace heliograph
