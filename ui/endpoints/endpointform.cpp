// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpointform.h"

#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace heliograph {

namespace {

constexpr int off = -1; // below the first value of a spin box: its special text

/// Gives @p field its object name, accessible name and tooltip.
template <typename Field>
Field *named(Field *field, const char *name, const QString &accessible, const QString &toolTip)
{
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(accessible);
    field->setToolTip(toolTip);
    return field;
}

QSpinBox *spinBox(int least, int most, const QString &suffix, const QString &special)
{
    auto *box = new QSpinBox;
    box->setRange(least, most);
    box->setSuffix(suffix);
    box->setSpecialValueText(special);
    box->setGroupSeparatorShown(true);
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setMinimumWidth(box->fontMetrics().averageCharWidth() * 24);
    return box;
}

QPlainTextEdit *textBox(int lines)
{
    auto *box = new QPlainTextEdit;
    theme::setLook(box, theme::Look::Fixed);
    box->setTabChangesFocus(true);
    box->setFixedHeight(box->fontMetrics().lineSpacing() * lines + 16);
    return box;
}

} // namespace

EndpointForm::EndpointForm(QWidget *parent) : QWidget(parent), m_error(new QLabel)
{
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setVerticalSpacing(8);
    layout->setHorizontalSpacing(16);
    layout->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    setupPath(*layout);
    setupAnswer(*layout);
    setupStream(*layout);
    setupGreeting(*layout);
    m_error->setObjectName(QStringLiteral("endpointError"));
    m_error->setWordWrap(true);
    theme::setLook(m_error, theme::Look::Bad);
    layout->addRow(m_error);
}

void EndpointForm::setupPath(QFormLayout &layout)
{
    m_path = named(new QLineEdit, "endpointPath", tr("Path"),
                   tr("Where clients connect, for example /prices"));
    m_path->setPlaceholderText(QStringLiteral("/prices"));
    theme::setLook(m_path, theme::Look::Fixed);
    m_get = named(new QCheckBox(QStringLiteral("GET")), "endpointGet", tr("GET"),
                  tr("What EventSource sends"));
    m_post = named(new QCheckBox(QStringLiteral("POST")), "endpointPost", tr("POST"),
                   tr("What fetch-based clients and model APIs send"));
    auto *methods = new QHBoxLayout;
    methods->setSpacing(16);
    methods->addWidget(m_get);
    methods->addWidget(m_post);
    methods->addStretch(1);
    layout.addRow(tr("&Path"), m_path);
    layout.addRow(tr("Methods"), methods);
    connect(m_path, &QLineEdit::textChanged, this, &EndpointForm::onEdited);
    connect(m_get, &QCheckBox::toggled, this, &EndpointForm::onEdited);
    connect(m_post, &QCheckBox::toggled, this, &EndpointForm::onEdited);
}

void EndpointForm::setupAnswer(QFormLayout &layout)
{
    m_status = named(spinBox(200, 599, {}, {}), "endpointStatus", tr("Status"),
                     tr("200 serves the stream; another status refuses every client with it, to "
                        "see how they take it"));
    m_cors =
        named(new QComboBox, "endpointCors", tr("CORS"), tr("Which pages may read the stream"));
    m_cors->addItem(tr("Loopback pages and the list in the settings"),
                    static_cast<int>(CorsMode::List));
    m_cors->addItem(tr("Loopback pages only"), static_cast<int>(CorsMode::Loopback));
    m_cors->addItem(tr("Every page"), static_cast<int>(CorsMode::Any));
    m_cors->addItem(tr("None: no CORS headers"), static_cast<int>(CorsMode::None));
    m_headers = named(textBox(2), "endpointHeaders", tr("Extra headers"),
                      tr("One header a line, for example X-Kind: test"));
    m_headers->setPlaceholderText(QStringLiteral("X-Kind: test"));
    layout.addRow(tr("&Status"), m_status);
    m_cors->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cors->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    layout.addRow(tr("&CORS"), m_cors);
    layout.addRow(tr("E&xtra headers"), m_headers);
    connect(m_status, &QSpinBox::valueChanged, this, &EndpointForm::onEdited);
    connect(m_cors, &QComboBox::currentIndexChanged, this, &EndpointForm::onEdited);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &EndpointForm::onEdited);
}

void EndpointForm::setupStream(QFormLayout &layout)
{
    constexpr int day = 86'400;
    m_retry = named(spinBox(off, day * 1000, tr(" ms"), tr("not sent")), "endpointRetry",
                    tr("Retry on connect"), tr("The reconnection time each client is told first"));
    m_heartbeat = named(spinBox(off, day, tr(" s"), tr("as in the settings")), "endpointHeartbeat",
                        tr("Heartbeat"), tr("A comment after so long a silence; 0 sends none"));
    m_heartbeatText = named(new QLineEdit, "endpointHeartbeatText", tr("Heartbeat text"),
                            tr("What the heartbeat's comment says"));
    m_heartbeatText->setPlaceholderText(tr("empty comment"));
    m_replay = named(spinBox(0, 10'000'000, tr(" events"), tr("off")), "endpointReplay",
                     tr("Replay"), tr("Events held for clients that come with Last-Event-ID"));
    layout.addRow(tr("&Retry on connect"), m_retry);
    layout.addRow(tr("&Heartbeat"), m_heartbeat);
    layout.addRow(tr("Heartbeat &text"), m_heartbeatText);
    layout.addRow(tr("Rep&lay"), m_replay);
    connect(m_retry, &QSpinBox::valueChanged, this, &EndpointForm::onEdited);
    connect(m_heartbeat, &QSpinBox::valueChanged, this, &EndpointForm::onEdited);
    connect(m_heartbeatText, &QLineEdit::textChanged, this, &EndpointForm::onEdited);
    connect(m_replay, &QSpinBox::valueChanged, this, &EndpointForm::onEdited);
}

void EndpointForm::setupGreeting(QFormLayout &layout)
{
    m_greetingType = named(new QLineEdit, "endpointGreetingType", tr("Greeting event"),
                           tr("Type of the event each client gets first"));
    m_greetingType->setPlaceholderText(QStringLiteral("message"));
    theme::setLook(m_greetingType, theme::Look::Fixed);
    m_greeting = named(textBox(2), "endpointGreeting", tr("Greeting data"),
                       tr("Data of the event each client gets first; empty sends none"));
    m_greeting->setPlaceholderText(tr("none"));
    layout.addRow(tr("&Greeting event"), m_greetingType);
    layout.addRow(tr("Greeting &data"), m_greeting);
    connect(m_greetingType, &QLineEdit::textChanged, this, &EndpointForm::onEdited);
    connect(m_greeting, &QPlainTextEdit::textChanged, this, &EndpointForm::onEdited);
}

void EndpointForm::showDefinition(const EndpointDefinition &definition, bool isNew)
{
    m_showing = true;
    m_path->setText(QString::fromUtf8(definition.path));
    m_path->setReadOnly(!isNew);
    m_get->setChecked(definition.methods.contains("GET"));
    m_post->setChecked(definition.methods.contains("POST"));
    m_status->setValue(definition.status);
    m_cors->setCurrentIndex(m_cors->findData(static_cast<int>(definition.cors)));
    QStringList lines;
    for (const auto &[name, value] : definition.headers)
        lines.append(QString::fromUtf8(name + ": " + value));
    m_headers->setPlainText(lines.join(QLatin1Char('\n')));
    m_retry->setValue(definition.retry ? static_cast<int>(definition.retry->count()) : off);
    m_heartbeat->setValue(
        definition.heartbeat ? static_cast<int>(definition.heartbeat->count() / 1000) : off);
    m_heartbeatText->setText(QString::fromUtf8(definition.heartbeatText));
    m_replay->setValue(definition.replayEvents);
    const Event greeting = definition.greeting.value_or(Event{});
    m_greetingType->setText(QString::fromUtf8(greeting.type));
    m_greeting->setPlainText(QString::fromUtf8(greeting.data.value_or(QByteArray())));
    m_showing = false;
    onEdited();
}

void EndpointForm::focusPath()
{
    m_path->setFocus();
    m_path->selectAll();
}

Result<HeaderList> EndpointForm::headers() const
{
    HeaderList list;
    const QStringList lines = m_headers->toPlainText().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (colon <= 0) {
            return failure("invalid-endpoint",
                           tr("\"%1\" is not a header. Write NAME: VALUE.").arg(line), "header");
        }
        list.append({line.first(colon).trimmed().toUtf8(), line.mid(colon + 1).trimmed().toUtf8()});
    }
    return list;
}

Result<EndpointDefinition> EndpointForm::definition() const
{
    EndpointDefinition result;
    result.path = m_path->text().trimmed().toUtf8();
    result.methods.clear();
    if (m_get->isChecked())
        result.methods.append("GET");
    if (m_post->isChecked())
        result.methods.append("POST");
    result.status = m_status->value();
    result.cors = static_cast<CorsMode>(m_cors->currentData().toInt());
    auto lines = headers();
    if (!lines)
        return tl::unexpected(lines.error());
    result.headers = std::move(*lines);
    if (m_retry->value() != off)
        result.retry = std::chrono::milliseconds(m_retry->value());
    if (m_heartbeat->value() != off)
        result.heartbeat = std::chrono::seconds(m_heartbeat->value());
    result.heartbeatText = m_heartbeatText->text().toUtf8();
    result.replayEvents = m_replay->value();
    const QString greeting = m_greeting->toPlainText();
    if (!greeting.isEmpty()) {
        Event event;
        event.type = m_greetingType->text().toUtf8();
        event.data = greeting.toUtf8();
        result.greeting = event;
    }
    if (auto checked = check(result); !checked)
        return tl::unexpected(checked.error());
    return result;
}

void EndpointForm::onEdited()
{
    if (m_showing)
        return;
    const auto result = definition();
    const bool untouched = m_path->text().isEmpty();
    m_error->setText(result || untouched ? QString() : result.error().message);
    theme::setInvalid(m_path, !result && !untouched && result.error().field == "path");
    theme::setInvalid(m_headers, !result && result.error().field == "header");
    theme::setInvalid(m_greetingType, !result && result.error().field == "greeting-event");
    Q_EMIT edited(result.has_value());
}

} // namespace heliograph
