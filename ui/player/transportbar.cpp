// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/player/transportbar.h"

#include "app/models/playertime.h"
#include "ui/parts/glyphbutton.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

#include <array>

namespace heliograph {

namespace {
constexpr std::array<double, 10> offered{0.1, 0.25, 0.5, 1, 2, 5, 10, 25, 50, 100};
} // namespace

TransportBar::TransportBar(QWidget *parent)
    : QWidget(parent), m_stop(new GlyphButton(QStringLiteral("playerStop"), this)),
      m_play(new GlyphButton(QStringLiteral("playerPlay"), this)),
      m_step(new GlyphButton(QStringLiteral("playerStep"), this)),
      m_loop(new GlyphButton(QStringLiteral("playerLoop"), this)), m_time(new QLabel(this)),
      m_speed(new QComboBox(this))
{
    setupButtons();
    setupSpeed();
    m_time->setObjectName(QStringLiteral("playerTime"));
    m_time->setAccessibleName(tr("Position"));
    theme::setLook(m_time, theme::Look::Fixed);
    auto *caption = new QLabel(tr("Speed"), this);
    theme::setLook(caption, theme::Look::Caption);
    caption->setBuddy(m_speed);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_stop, m_play, m_step, m_loop})
        layout->addWidget(widget);
    layout->addSpacing(4);
    layout->addWidget(m_time);
    layout->addStretch();
    layout->addWidget(caption);
    layout->addWidget(m_speed);
    showStatus({}, {});
}

void TransportBar::setupButtons()
{
    m_stop->setGlyph(QStringLiteral("rewind"));
    m_stop->setMeaning(tr("To the start"), tr("Stops and goes to the start (Home)"));
    m_play->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_step->setGlyph(QStringLiteral("step"));
    m_step->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_step->setText(tr("Step"));
    m_step->setMeaning(tr("Step"), tr("Sends exactly one event, then pauses (F8)"));
    m_loop->setGlyph(QStringLiteral("loop"));
    m_loop->setMeaning(tr("Loop"), tr("Begins anew at the end (Space toggles)"));
    m_loop->setCheckable(true);
    connect(m_stop, &QToolButton::clicked, this, &TransportBar::stopRequested);
    connect(m_play, &QToolButton::clicked, this, &TransportBar::playOrPauseRequested);
    connect(m_step, &QToolButton::clicked, this, &TransportBar::stepRequested);
    connect(m_loop, &QToolButton::toggled, this, &TransportBar::loopChanged);
}

void TransportBar::setupSpeed()
{
    m_speed->setObjectName(QStringLiteral("playerSpeed"));
    m_speed->setAccessibleName(tr("Speed"));
    m_speed->setToolTip(tr("How fast it plays, from 0.1\u00d7 to 100\u00d7; any number between "
                           "(Enter)"));
    m_speed->setEditable(true);
    m_speed->setInsertPolicy(QComboBox::NoInsert);
    m_speed->setCompleter(nullptr);
    m_speed->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_speed->setMinimumContentsLength(5);
    for (const double speed : offered)
        m_speed->addItem(playerSpeed(speed));
    m_speed->setCurrentText(playerSpeed(1));
    connect(m_speed, &QComboBox::activated, this, &TransportBar::takeSpeed);
    connect(m_speed->lineEdit(), &QLineEdit::editingFinished, this, &TransportBar::takeSpeed);
}

/// What is no number leaves the speed as it is.
void TransportBar::takeSpeed()
{
    const double speed = std::clamp(parsePlayerSpeed(m_speed->currentText()).value_or(m_current),
                                    Player::minSpeed, Player::maxSpeed);
    m_speed->setEditText(playerSpeed(speed));
    if (qFuzzyCompare(speed, m_current))
        return;
    m_current = speed;
    Q_EMIT speedChanged(speed);
}

void TransportBar::showStatus(const PlayerStatus &status, std::chrono::microseconds duration)
{
    const bool isOpen = status.state != PlayerState::Closed && status.state != PlayerState::Failed;
    const bool plays = status.state == PlayerState::Playing;
    m_play->setGlyph(plays ? QStringLiteral("pause") : QStringLiteral("play"), theme::Role::Accent);
    m_play->setText(plays ? tr("Pause") : tr("Play"));
    m_play->setMeaning(m_play->text(),
                       plays ? tr("Holds it where it is (Space)")
                             : tr("Sends the events at their times (Space)"));
    for (QWidget *button : std::initializer_list<QWidget *>{m_stop, m_play, m_step})
        button->setEnabled(isOpen);
    const QString of = duration.count() > 0 ? playerTime(duration) : QString(QChar(u'\u2026'));
    m_time->setText(playerTime(status.position) + QStringLiteral(" / ") + of);
}

double TransportBar::speed() const
{
    return m_current;
}

void TransportBar::setSpeed(double speed)
{
    m_speed->setEditText(playerSpeed(speed));
    takeSpeed();
}

bool TransportBar::loops() const
{
    return m_loop->isChecked();
}

void TransportBar::setLoops(bool loops)
{
    m_loop->setChecked(loops);
}

} // namespace heliograph
