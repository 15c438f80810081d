// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/repeatbar.h"

#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace heliograph {

namespace {

/// "0:41", "12:05", "1:02:00".
QString clockText(std::chrono::milliseconds span)
{
    const qint64 seconds = span.count() / 1000;
    const auto padded = [](qint64 value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    const QString tail = padded(seconds % 60);
    if (seconds < 3600)
        return QStringLiteral("%1:%2").arg(seconds / 60).arg(tail);
    return QStringLiteral("%1:%2:%3").arg(seconds / 3600).arg(padded(seconds / 60 % 60), tail);
}

QString countText(const RepeatProgress &progress)
{
    const QString sent = readable::number(progress.sent);
    return progress.times == 0
        ? sent
        : RepeatBar::tr("%1 of %2").arg(sent, readable::number(progress.times));
}

QString shortRate(double perSecond)
{
    const QLocale locale;
    return perSecond < 9.95 ? RepeatBar::tr("%1/s").arg(locale.toString(perSecond, 'f', 1))
                            : RepeatBar::tr("%1/s").arg(locale.toString(qRound64(perSecond)));
}

QString eventsText(quint64 count)
{
    return count == 1 ? RepeatBar::tr("1 event")
                      : RepeatBar::tr("%1 events").arg(readable::number(count));
}

} // namespace

/// How much of the whole is done: a line three pixels high.
class ThinBar final : public QWidget {
public:
    explicit ThinBar(QWidget *parent = nullptr) : QWidget(parent) { setFixedHeight(3); }

    void setShare(double share)
    {
        m_share = qBound(0.0, share, 1.0);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), theme::color(theme::Role::Line));
        painter.fillRect(0, 0, qRound(width() * m_share), height(),
                         theme::color(theme::Role::Accent));
    }

private:
    double m_share = 0;
};

RepeatBar::RepeatBar(QWidget *parent)
    : QWidget(parent), m_text(new QLabel), m_pause(new QPushButton(tr("Pause"))),
      m_stop(new QPushButton(tr("Stop"))), m_bar(new ThinBar)
{
    setObjectName(QStringLiteral("repeatBar"));
    setAccessibleName(tr("Repetition"));
    m_text->setObjectName(QStringLiteral("repeatProgress"));
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_pause->setObjectName(QStringLiteral("repeatPause"));
    m_pause->setShortcut(QKeySequence(Qt::ALT | Qt::Key_U));
    m_stop->setObjectName(QStringLiteral("repeatStop"));
    m_stop->setToolTip(tr("End the repetition (Esc)"));
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_text, 1);
    for (QPushButton *button : {m_pause, m_stop}) {
        theme::setLook(button, theme::Look::Pill);
        row->addWidget(button);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_bar);
    hide();
    connect(m_stop, &QPushButton::clicked, this, &RepeatBar::stopRequested);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        if (m_isPaused)
            Q_EMIT resumeRequested();
        else
            Q_EMIT pauseRequested();
    });
}

void RepeatBar::showProgress(const RepeatProgress &progress)
{
    setVisible(progress.isActive());
    m_isPaused = progress.state == RepeatProgress::State::Paused;
    m_pause->setText(m_isPaused ? tr("Resume") : tr("Pause"));
    m_pause->setShortcut(QKeySequence(Qt::ALT | Qt::Key_U)); // a new text takes it away
    m_pause->setToolTip(m_isPaused ? tr("Go on (Alt+U)") : tr("Hold the repetition (Alt+U)"));
    m_parts = progressParts(progress);
    showText();
    m_bar->setVisible(progress.times > 0);
    if (progress.times > 0)
        m_bar->setShare(static_cast<double>(progress.sent) / static_cast<double>(progress.times));
}

void RepeatBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    showText();
}

/// As much as there is room for.
void RepeatBar::showText()
{
    const QString separator = QStringLiteral(" · ");
    m_text->setToolTip(m_parts.join(separator));
    QStringList parts = m_parts;
    const auto width = [&] {
        return m_text->fontMetrics().horizontalAdvance(parts.join(separator));
    };
    while (parts.size() > 1 && width() > m_text->width())
        parts.removeLast();
    m_text->setText(parts.join(separator));
}

QStringList progressParts(const RepeatProgress &progress)
{
    const bool isPaused = progress.state == RepeatProgress::State::Paused;
    return {countText(progress), isPaused ? RepeatBar::tr("paused") : shortRate(progress.perSecond),
            clockText(progress.running)};
}

QString endText(const RepeatProgress &progress)
{
    const QString sent = progress.times > progress.sent
        ? RepeatBar::tr("%1 events").arg(countText(progress))
        : eventsText(progress.sent);
    switch (progress.state) {
    case RepeatProgress::State::Done:
        return RepeatBar::tr("Sent %1 in %2.").arg(sent, clockText(progress.running));
    case RepeatProgress::State::Stopped:
        return RepeatBar::tr("Stopped after %1.").arg(sent);
    case RepeatProgress::State::Failed:
        return RepeatBar::tr("Ended after %1: %2")
            .arg(sent,
                 progress.errors.isEmpty() ? QString() : progress.errors.all.constFirst().message);
    default:
        return {};
    }
}

} // namespace heliograph
