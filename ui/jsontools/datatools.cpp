// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/datatools.h"

#include "app/core/say.h"
#include "ui/compose/dataeditor.h"
#include "ui/jsontools/datatoolsintake.h"
#include "ui/jsontools/datatoolsnotice.h"
#include "ui/jsontools/jsonformdialog.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QEvent>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>
#include <QToolButton>
#include <QVBoxLayout>

namespace heliograph {

namespace {

constexpr qsizetype DoneAtOnce = qsizetype{128} * 1024; // bytes; more goes to a pool thread
constexpr qsizetype MostJudged = qsizetype{4} * 1024 * 1024;
constexpr int JudgeDelayMs = 150;

/// Calls @p work in a thread of the pool, and @p then with its result on the GUI thread, unless
/// @p owner is gone.
template <typename Work, typename Then> void inPool(QObject *owner, Work work, Then then)
{
    QThreadPool::globalInstance()->start([guard = QPointer(owner), work, then] {
        const auto result = work();
        QMetaObject::invokeMethod(qApp, [guard, then, result] {
            if (guard)
                then(result);
        });
    });
}

/// What a schema says about a text.
struct Verdict {
    QString sentence;
    bool isGood = false;
    qsizetype position = -1; ///< of the fault, UTF-16 units
    qsizetype length = 0;
};

Verdict verdictOf(const JsonSchemaPtr &schema, const QString &name, const QByteArray &data)
{
    JsonOptions asSent;
    asSent.templates = false;
    const auto value = parseJson(data, asSent);
    if (!value)
        return {}; // which the hint beside the data says
    const QList<JsonSchemaError> errors = schema->checkPlain(*value, 100);
    if (errors.isEmpty())
        return {say("✓ Valid against %1").arg(name), true, -1, 0};
    const JsonSchemaError &first = errors.first();
    const JsonTextError place = jsonTextError(data, {{}, first.offset, first.length});
    QString sentence = say("%1: %2").arg(name, first.sentence());
    if (errors.size() > 1)
        sentence += say(" And %1 more.").arg(QLocale().toString(errors.size() - 1));
    return {sentence, false, place.place.position, place.positions};
}

} // namespace

DataTools::DataTools(DataEditor &editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_intake(new Base64Intake(editor)),
      m_button(new QToolButton), m_menu(new QMenu(this)),
      m_notice(new DataNotice(QStringLiteral("dataNotice"))), m_verdict(new QLabel)
{
    setObjectName(QStringLiteral("dataTools"));
    m_verdict->setObjectName(QStringLiteral("schemaVerdict"));
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setWordWrap(true);
    m_verdict->installEventFilter(this);
    m_verdict->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_verdict);
    layout->addWidget(m_notice);
    hide();
    setupMenu();
    connectParts();
    judge();
}

void DataTools::connectParts()
{
    m_judgeDelay.setSingleShot(true);
    m_judgeDelay.setInterval(JudgeDelayMs);
    connect(&m_judgeDelay, &QTimer::timeout, this, &DataTools::judge);
    connect(m_editor.document(), &QTextDocument::contentsChanged, this, &DataTools::edited);
    connect(&m_schemas, &SchemaMemory::changed, this, &DataTools::judge);
    connect(m_intake, &Base64Intake::began, this, [this](const QString &name) {
        say(DataNotice::Kind::Note, tr("Reading %1…").arg(name));
    });
    connect(m_intake, &Base64Intake::ready, this, &DataTools::fileReady);
    connect(m_intake, &Base64Intake::refused, this,
            [this](const QString &sentence) { say(DataNotice::Kind::Error, sentence); });
}

JsonSchemaPtr DataTools::schemaFor(const QString &eventType) const
{
    return m_schemas.schemaFor(eventType);
}

void DataTools::setEventType(const QString &eventType)
{
    if (m_eventType == eventType)
        return;
    m_eventType = eventType;
    judge();
}

void DataTools::setClientCount(int clients)
{
    m_clients = clients;
}

void DataTools::format()
{
    start(Job::Format);
}

void DataTools::minify()
{
    start(Job::Minify);
}

void DataTools::check()
{
    start(Job::Check);
}

void DataTools::start(Job job)
{
    const QByteArray bytes = m_editor.data();
    const int revision = m_editor.document()->revision();
    JsonOptions options;
    options.templates = m_editor.marksTemplates();
    const auto work = [job, bytes, options]() -> tl::expected<QByteArray, JsonTextError> {
        if (job == Job::Format)
            return formatJson(bytes, options);
        if (job == Job::Minify)
            return minifyJson(bytes, options);
        const auto error = checkJson(bytes, options);
        if (error)
            return tl::unexpected(*error);
        return bytes;
    };
    if (bytes.size() <= DoneAtOnce) {
        done(job, revision, work());
        return;
    }
    say(DataNotice::Kind::Note,
        tr("Reading %1 bytes of JSON…").arg(locale().toString(bytes.size())));
    inPool(this, work, [this, job, revision](const auto &result) { done(job, revision, result); });
}

void DataTools::done(Job job, int revision, const tl::expected<QByteArray, JsonTextError> &result)
{
    if (revision != m_editor.document()->revision()) {
        say(DataNotice::Kind::Note, {}); // the data is another one by now
        return;
    }
    if (!result) {
        showError(result.error());
        return;
    }
    say(DataNotice::Kind::Note, {});
    if (job == Job::Check)
        say(DataNotice::Kind::Note,
            tr("Valid JSON, %1 bytes.").arg(locale().toString(result->size())));
    else if (*result == m_editor.data())
        say(DataNotice::Kind::Note,
            job == Job::Format ? tr("It is formatted already.") : tr("It is as short already."));
    else
        put(*result);
    m_editor.setFocus(Qt::OtherFocusReason);
}

void DataTools::showError(const JsonTextError &error)
{
    if (!m_editor.isHeldAside())
        m_editor.select(error.place.position, error.positions);
    say(DataNotice::Kind::Error, error.sentence());
}

void DataTools::put(const QByteArray &text)
{
    m_editor.replaceContent(text);
}

void DataTools::openForm()
{
    m_schemas.reload(m_eventType);
    auto *dialog = new JsonFormDialog(m_schemas, m_eventType, m_editor.data(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        put(dialog->text());
        m_editor.setFocus(Qt::OtherFocusReason);
    });
    dialog->open();
}

void DataTools::fileReady(const QString &name, qsizetype bytes, const QByteArray &text)
{
    if (text.size() <= LargeBase64) {
        insert(name, text);
        return;
    }
    say(DataNotice::Kind::Warning, base64Warning(name, bytes, text.size(), m_clients));
    m_notice->addAnswer(tr("Insert"), QStringLiteral("base64Insert"),
                        tr("Put it into the data all the same"),
                        [this, name, text] { insert(name, text); });
    m_notice->addAnswer(tr("Cancel"), QStringLiteral("base64Cancel"), tr("Leave the data as it is"),
                        {});
}

void DataTools::insert(const QString &name, const QByteArray &text)
{
    if (m_editor.isHeldAside()) {
        say(DataNotice::Kind::Error,
            tr("The data is too large to insert %1 into it. Clear it first.").arg(name));
        return;
    }
    m_editor.insertAtCursor(QString::fromLatin1(text));
    m_editor.setFocus(Qt::OtherFocusReason);
    say(DataNotice::Kind::Note,
        tr("Inserted %1, %2 bytes of text.").arg(name, locale().toString(text.size())));
}

/// What was said about the data before is no longer about it; a question stays.
void DataTools::edited()
{
    if (m_notice->kind() != DataNotice::Kind::Warning)
        say(DataNotice::Kind::Note, {});
}

void DataTools::setSent(const std::optional<QByteArray> &sent)
{
    if (m_sent == sent)
        return;
    m_sent = sent;
    m_judgeDelay.start();
}

void DataTools::judge()
{
    m_judgeDelay.stop();
    const quint64 number = ++m_judged;
    const JsonSchemaPtr schema = m_schemas.schemaFor(m_eventType);
    const QByteArray bytes = schema ? m_sent.value_or(QByteArray()) : QByteArray();
    const QString problem = m_schemas.problemFor(m_eventType);
    if (!schema || bytes.trimmed().isEmpty() || bytes.size() > MostJudged) {
        m_faultPosition = -1;
        showVerdict(problem, false);
        return;
    }
    const QString name = m_schemas.nameFor(m_eventType);
    const bool isAsWritten = bytes == m_editor.data(); // else its places are not the editor's
    inPool(
        this, [schema, name, bytes] { return verdictOf(schema, name, bytes); },
        [this, number, isAsWritten](const Verdict &verdict) {
            if (number != m_judged)
                return;
            m_faultPosition = isAsWritten ? verdict.position : -1;
            m_faultLength = verdict.length;
            showVerdict(verdict.sentence, verdict.isGood);
        });
}

void DataTools::showVerdict(const QString &sentence, bool isGood)
{
    const bool leadsSomewhere = m_faultPosition >= 0 && !m_editor.isHeldAside();
    m_verdict->setText(sentence);
    const bool isFilledIn = m_sent && *m_sent != m_editor.data();
    m_verdict->setToolTip(leadsSomewhere   ? tr("Click to go there")
                              : isFilledIn ? tr("About the data as it is sent, ${…} filled in")
                                           : QString());
    m_verdict->setCursor(leadsSomewhere ? Qt::PointingHandCursor : Qt::ArrowCursor);
    theme::setLook(m_verdict, isGood ? theme::Look::Caption : theme::Look::Warning);
    m_verdict->setVisible(!sentence.isEmpty());
    setVisible(!m_verdict->text().isEmpty() || !m_notice->text().isEmpty());
    Q_EMIT schemaVerdictChanged(sentence, isGood);
}

void DataTools::say(DataNotice::Kind kind, const QString &text)
{
    m_notice->say(kind, text);
    setVisible(!m_verdict->text().isEmpty() || !text.isEmpty());
}

bool DataTools::eventFilter(QObject *watched, QEvent *event)
{
    const bool isChosen = watched == m_verdict && event->type() == QEvent::MouseButtonRelease;
    if (isChosen && m_faultPosition >= 0 && !m_editor.isHeldAside())
        m_editor.select(m_faultPosition, m_faultLength);
    return QWidget::eventFilter(watched, event);
}

} // namespace heliograph
