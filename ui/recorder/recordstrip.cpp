// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/recorder/recordstrip.h"

#include "app/models/playertime.h"
#include "app/models/readable.h"
#include "app/models/recorder.h"
#include "ui/parts/elidedlabel.h"
#include "ui/recorder/recorddesk.h"
#include "ui/theme/theme.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace heliograph {

namespace {

constexpr qsizetype mostLines = 4; ///< that are over

QString counted(quint64 events)
{
    return events == 1 ? RecordStrip::tr("1 event")
                       : RecordStrip::tr("%1 events").arg(readable::number(events));
}

QString factsOf(const RecordingState &state)
{
    QString text = counted(state.events);
    text += QStringLiteral(" \u00b7 ") + readable::bytes(state.bytes);
    if (state.missing > 0)
        text += RecordStrip::tr(" \u00b7 %1 journal entries were lost")
                    .arg(readable::number(state.missing));
    return text;
}

} // namespace

/// One recording.
class RecordLine final : public QWidget {
    Q_OBJECT

public:
    explicit RecordLine(RecordDesk &desk, const RecordingState &state, QWidget *parent)
        : QWidget(parent), m_desk(desk), m_id(state.id), m_text(new QLabel(this)),
          m_facts(new ElidedLabel(this)), m_action(new QPushButton(this)),
          m_close(new QPushButton(QChar(u'\u00d7'), this))
    {
        setObjectName(QStringLiteral("recordLine"));
        m_text->setObjectName(QStringLiteral("recordLineText"));
        m_text->setTextFormat(Qt::PlainText);
        m_facts->setObjectName(QStringLiteral("recordLineFacts"));
        theme::setLook(m_facts, theme::Look::Quiet);
        theme::setLook(m_action, theme::Look::Pill);
        m_close->setObjectName(QStringLiteral("recordDismiss"));
        m_close->setAccessibleName(tr("Dismiss"));
        m_close->setToolTip(tr("Takes this line away; the file stays (Space)"));
        theme::setLook(m_close, theme::Look::Flat);
        auto *layout = new QHBoxLayout(this);
        layout->setContentsMargins(28, 3, 8, 3);
        layout->setSpacing(8);
        layout->addWidget(m_text);
        layout->addWidget(m_facts, 1);
        layout->addWidget(m_action);
        layout->addWidget(m_close);
        connect(m_action, &QPushButton::clicked, this, &RecordLine::act);
        connect(m_close, &QPushButton::clicked, this, [this] { Q_EMIT dismissed(m_id); });
        showState(state);
    }

    [[nodiscard]] RecordingId id() const { return m_id; }

    void showState(const RecordingState &state)
    {
        m_state = state;
        const QString file = QFileInfo(state.plan.file).fileName();
        const bool runs = state.isRunning();
        const bool failed = state.phase == RecordingState::Phase::Failed;
        m_text->setText(file);
        QString facts = factsOf(state);
        if (runs)
            facts = playerTime(state.elapsed, 0) + QStringLiteral(" \u00b7 ") + facts;
        else if (failed)
            facts = state.problem;
        else if (state.phase == RecordingState::Phase::StreamEnded)
            facts = tr("Saved: the client left \u00b7 %1").arg(facts);
        else
            facts = tr("Saved \u00b7 %1").arg(facts);
        m_facts->setText(facts);
        setToolTip(tr("%1, recorded to %2").arg(state.plan.title, state.plan.file));
        m_action->setObjectName(runs ? QStringLiteral("recordStop") : QStringLiteral("recordPlay"));
        m_action->setText(runs ? tr("Stop") : tr("Open in the player"));
        m_action->setAccessibleName(m_action->text());
        m_action->setToolTip(runs ? tr("Ends this recording (Space)")
                                  : tr("Plays it to our own clients (Space)"));
        m_action->setVisible(!failed || state.events > 0);
        m_close->setVisible(!runs);
        update();
    }

Q_SIGNALS:
    void dismissed(heliograph::RecordingId id);

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool runs = m_state.isRunning();
        const bool failed = m_state.phase == RecordingState::Phase::Failed;
        QColor color = theme::color(runs || failed ? theme::Role::Bad : theme::Role::Good);
        painter.setBrush(color);
        painter.setPen(Qt::NoPen);
        const double radius = fontMetrics().height() * 0.28;
        painter.drawEllipse(QPointF(12 + radius, height() / 2.0), radius, radius);
        color.setAlpha(20);
        painter.fillRect(rect(), color);
    }

private:
    void act()
    {
        if (m_state.isRunning())
            m_desk.recorder().stop(m_id);
        else
            Q_EMIT m_desk.playRequested(m_state.plan.file);
    }

    RecordDesk &m_desk;
    RecordingId m_id;
    RecordingState m_state;
    QLabel *m_text;
    ElidedLabel *m_facts;
    QPushButton *m_action;
    QPushButton *m_close;
};

RecordStrip::RecordStrip(RecordDesk &desk, QWidget *parent)
    : QWidget(parent), m_desk(desk), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("recordStrip"));
    setAccessibleName(tr("Recordings"));
    m_layout->setContentsMargins(0, 0, 0, 4);
    m_layout->setSpacing(1);
    connect(&m_desk.recorder(), &Recorder::changed, this, &RecordStrip::show);
    connect(&m_desk.recorder(), &Recorder::ended, this, [this](const RecordingState &state) {
        m_over.append(state);
        while (m_over.size() > mostLines)
            drop(m_over.constFirst().id);
        show(state);
    });
    hide();
}

void RecordStrip::setScope(const LogScope &scope)
{
    if (m_scope == scope)
        return;
    m_scope = scope;
    rebuild();
}

bool RecordStrip::concerns(const RecordingState &state) const
{
    return m_scope.kind == LogScope::Kind::AllTraffic || m_scope.isSameStream(state.plan.scope);
}

void RecordStrip::show(const RecordingState &state)
{
    if (!concerns(state))
        return;
    for (RecordLine *line : std::as_const(m_lines)) {
        if (line->id() == state.id) {
            line->showState(state);
            return;
        }
    }
    auto *line = new RecordLine(m_desk, state, this);
    connect(line, &RecordLine::dismissed, this, &RecordStrip::drop);
    m_lines.append(line);
    m_layout->addWidget(line);
    setVisible(true);
}

void RecordStrip::rebuild()
{
    qDeleteAll(m_lines);
    m_lines.clear();
    for (const RecordingState &state : std::as_const(m_over))
        show(state);
    for (const RecordingState &state : m_desk.recorder().running())
        show(state);
    setVisible(!m_lines.isEmpty());
}

void RecordStrip::drop(RecordingId id)
{
    m_over.removeIf([id](const RecordingState &state) { return state.id == id; });
    for (RecordLine *line : std::as_const(m_lines)) {
        if (line->id() == id)
            line->deleteLater();
    }
    m_lines.removeIf([id](const RecordLine *line) { return line->id() == id; });
    setVisible(!m_lines.isEmpty());
}

} // namespace heliograph

#include "recordstrip.moc"
