// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/repeatpopup.h"

#include "app/models/readable.h"
#include "ui/theme/theme.h"

#include <QButtonGroup>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QSpinBox>

#include <limits>

namespace heliograph {

namespace {

constexpr int DayOfMs = 24 * 60 * 60 * 1000;
constexpr int MostBurst = 10'000;
constexpr int MostTimes = 1'000'000'000;

/// Without zeros that say nothing.
class RateSpinBox final : public QDoubleSpinBox {
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    [[nodiscard]] QString textFromValue(double value) const override
    {
        return locale().toString(value, 'f', QLocale::FloatingPointShortest);
    }
};

template <typename Spin>
Spin *spinBox(const char *name, const QString &meaning, double least, double most, int digits)
{
    auto *spin = new Spin;
    spin->setObjectName(QLatin1String(name));
    spin->setAccessibleName(meaning);
    spin->setToolTip(meaning);
    spin->setRange(static_cast<decltype(spin->value())>(least),
                   static_cast<decltype(spin->value())>(most));
    spin->setButtonSymbols(QAbstractSpinBox::NoButtons);
    spin->setGroupSeparatorShown(true);
    spin->setAlignment(Qt::AlignRight);
    spin->setFixedWidth(spin->fontMetrics().horizontalAdvance(u'0') * digits + 16);
    return spin;
}

QRadioButton *radio(const char *name, const QString &text, const QString &toolTip)
{
    auto *button = new QRadioButton(text);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(toolTip);
    return button;
}

/// A row of a choice: the radio button and what belongs to it.
QHBoxLayout *choiceRow(const QList<QWidget *> &widgets)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    row->addStretch();
    return row;
}

double eventsPerSecond(const RepeatPlan &plan)
{
    const auto ms = static_cast<double>(plan.interval.count());
    switch (plan.kind) {
    case RepeatPlan::Kind::Interval:
        return 1000.0 / ms;
    case RepeatPlan::Kind::Burst:
        return plan.burst * 1000.0 / ms;
    case RepeatPlan::Kind::Rate:
        break;
    }
    return plan.perSecond;
}

QString spokenRate(double perSecond)
{
    const QLocale locale;
    if (perSecond >= 10)
        return RepeatPopup::tr("%1 a second").arg(locale.toString(qRound64(perSecond)));
    if (perSecond >= 0.5)
        return RepeatPopup::tr("%1 a second").arg(locale.toString(perSecond, 'g', 2));
    return RepeatPopup::tr("%1 a minute").arg(locale.toString(perSecond * 60, 'g', 2));
}

} // namespace

RepeatPopup::RepeatPopup(QWidget *parent)
    : QFrame(parent, Qt::Popup),
      m_every(radio("repeatEvery", tr("One every"), tr("One event after each interval"))),
      m_burst(radio("repeatBurst", tr("Bursts of"), tr("Several events at once, each interval"))),
      m_rate(radio("repeatRate", tr("At a rate of"), tr("So many events a second"))),
      m_endless(radio("repeatEndless", tr("until stopped"), tr("Goes on until it is stopped"))),
      m_counted(radio("repeatCounted", {}, tr("Ends after so many events"))),
      m_interval(spinBox<QSpinBox>("repeatInterval", tr("Milliseconds between two events"), 1,
                                   DayOfMs, 8)),
      m_burstSize(spinBox<QSpinBox>("repeatBurstSize", tr("Events of one burst"), 1, MostBurst, 6)),
      m_burstInterval(spinBox<QSpinBox>("repeatBurstInterval",
                                        tr("Milliseconds between two bursts"), 1, DayOfMs, 8)),
      m_perSecond(spinBox<RateSpinBox>("repeatPerSecond", tr("Events a second"), 0.001, 10'000, 8)),
      m_jitter(spinBox<QSpinBox>("repeatJitter",
                                 tr("How much each gap is varied, in per cent of it"), 0, 100, 4)),
      m_times(spinBox<QSpinBox>("repeatTimes", tr("Events in all"), 1, MostTimes, 9)),
      m_meaning(new QLabel), m_start(new QPushButton(tr("Start")))
{
    setObjectName(QStringLiteral("repeatPopup"));
    setAccessibleName(tr("Repeat"));
    setFrameShape(QFrame::StyledPanel);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 12, 12, 12);
    grid->setVerticalSpacing(8);
    setupKinds(*grid);
    setupTimes(*grid);
    m_meaning->setObjectName(QStringLiteral("repeatMeaning"));
    theme::setLook(m_meaning, theme::Look::Caption);
    m_start->setObjectName(QStringLiteral("repeatStart"));
    m_start->setToolTip(tr("Start repeating (Enter)"));
    m_start->setAutoDefault(true);
    theme::setLook(m_start, theme::Look::Accent);
    auto *footer = new QHBoxLayout;
    footer->setSpacing(12);
    footer->addWidget(m_meaning, 1);
    footer->addWidget(m_start);
    grid->addLayout(footer, grid->rowCount(), 0);
    connectFields();
    setPlan({});
}

void RepeatPopup::setupKinds(QGridLayout &grid)
{
    m_perSecond->setDecimals(3);
    m_perSecond->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_interval->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_burstInterval->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    auto *kinds = new QButtonGroup(this);
    for (QRadioButton *kind : {m_every, m_burst, m_rate})
        kinds->addButton(kind);
    grid.addLayout(choiceRow({m_every, m_interval, new QLabel(tr("ms"))}), 0, 0);
    grid.addLayout(choiceRow({m_burst, m_burstSize, new QLabel(tr("every")), m_burstInterval,
                              new QLabel(tr("ms"))}),
                   1, 0);
    grid.addLayout(choiceRow({m_rate, m_perSecond, new QLabel(tr("a second, jitter")), m_jitter,
                              new QLabel(tr("%"))}),
                   2, 0);
    auto *line = new QWidget;
    line->setFixedHeight(1);
    theme::setLook(line, theme::Look::Line);
    grid.addWidget(line, 3, 0);
}

void RepeatPopup::setupTimes(QGridLayout &grid)
{
    auto *times = new QButtonGroup(this);
    times->addButton(m_endless);
    times->addButton(m_counted);
    m_counted->setAccessibleName(tr("a number of times"));
    m_times->setValue(100);
    auto *row = choiceRow({m_endless, m_counted, m_times, new QLabel(tr("events"))});
    row->setSpacing(6);
    row->insertSpacing(1, 12);
    grid.addLayout(row, 4, 0);
}

void RepeatPopup::connectFields()
{
    for (const QRadioButton *button : {m_every, m_burst, m_rate, m_endless, m_counted})
        connect(button, &QRadioButton::toggled, this, &RepeatPopup::showMeaning);
    // Who changes a number means the choice that it belongs to.
    const auto belongs = [this](const QSpinBox *spin, QRadioButton *choice) {
        connect(spin, &QSpinBox::valueChanged, this, [this, choice] {
            choice->setChecked(true);
            showMeaning();
        });
    };
    belongs(m_interval, m_every);
    belongs(m_burstSize, m_burst);
    belongs(m_burstInterval, m_burst);
    belongs(m_jitter, m_rate);
    belongs(m_times, m_counted);
    connect(m_perSecond, &QDoubleSpinBox::valueChanged, this, [this] {
        m_rate->setChecked(true);
        showMeaning();
    });
    connect(m_start, &QPushButton::clicked, this, &RepeatPopup::start);
}

RepeatPlan RepeatPopup::plan() const
{
    RepeatPlan plan;
    plan.kind = m_rate->isChecked() ? RepeatPlan::Kind::Rate
        : m_burst->isChecked()      ? RepeatPlan::Kind::Burst
                                    : RepeatPlan::Kind::Interval;
    const bool isBurst = plan.kind == RepeatPlan::Kind::Burst;
    plan.interval = std::chrono::milliseconds((isBurst ? m_burstInterval : m_interval)->value());
    plan.burst = m_burstSize->value();
    plan.perSecond = m_perSecond->value();
    plan.jitter = m_jitter->value();
    plan.times = m_counted->isChecked() ? static_cast<quint64>(m_times->value()) : 0;
    return plan;
}

void RepeatPopup::setPlan(const RepeatPlan &plan)
{
    const auto interval = static_cast<int>(plan.interval.count());
    m_interval->setValue(interval);
    m_burstSize->setValue(plan.burst);
    m_burstInterval->setValue(interval);
    m_perSecond->setValue(plan.perSecond);
    m_jitter->setValue(plan.jitter);
    if (plan.times > 0)
        m_times->setValue(static_cast<int>(qMin<quint64>(plan.times, MostTimes)));
    (plan.times > 0 ? m_counted : m_endless)->setChecked(true);
    switch (plan.kind) {
    case RepeatPlan::Kind::Interval:
        m_every->setChecked(true);
        break;
    case RepeatPlan::Kind::Burst:
        m_burst->setChecked(true);
        break;
    case RepeatPlan::Kind::Rate:
        m_rate->setChecked(true);
        break;
    }
    showMeaning();
}

void RepeatPopup::setStartable(bool startable)
{
    m_start->setEnabled(startable);
}

void RepeatPopup::popUp(const QWidget *anchor, const QWidget *panel)
{
    adjustSize();
    const QPoint above = anchor->mapToGlobal(QPoint(0, -height() - 4));
    move(panel->mapToGlobal(QPoint(12, 0)).x(), qMax(panel->screen()->geometry().top(), above.y()));
    QFrame::show();
    QSpinBox *const first = m_burst->isChecked() ? m_burstSize : m_interval;
    if (m_rate->isChecked())
        m_perSecond->setFocus(Qt::PopupFocusReason);
    else
        first->setFocus(Qt::PopupFocusReason);
}

void RepeatPopup::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        start();
    else
        QFrame::keyPressEvent(event);
}

void RepeatPopup::showMeaning()
{
    m_meaning->setText(meaning(plan()));
}

void RepeatPopup::start()
{
    if (!m_start->isEnabled())
        return;
    for (QAbstractSpinBox *spin : findChildren<QAbstractSpinBox *>())
        spin->interpretText();
    hide();
    Q_EMIT startRequested(plan());
}

QString meaning(const RepeatPlan &plan)
{
    const double perSecond = eventsPerSecond(plan);
    const QString rate = spokenRate(perSecond);
    if (plan.times == 0)
        return RepeatPopup::tr("%1, until stopped").arg(rate);
    const bool isBurst = plan.kind == RepeatPlan::Kind::Burst;
    const auto bursts = isBurst ? (plan.times - 1) / static_cast<quint64>(plan.burst) : 0;
    const double ms = isBurst ? static_cast<double>(bursts) * plan.interval.count()
                              : static_cast<double>(plan.times - 1) * 1000.0 / perSecond;
    constexpr double longest = 1e15;
    const auto span = std::chrono::milliseconds(static_cast<qint64>(qMin(ms, longest)));
    return RepeatPopup::tr("%1, for %2").arg(rate, readable::wait(span));
}

} // namespace heliograph
