// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonformdialog.h"

#include "app/json/jsonfield.h"
#include "ui/jsontools/datatoolsschemas.h"
#include "ui/jsontools/jsonform.h"
#include "ui/parts/fields.h"
#include "ui/parts/jsonhighlighter.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>

namespace heliograph {

JsonFormDialog::JsonFormDialog(SchemaMemory &schemas, const QString &eventType,
                               const QByteArray &example, QWidget *parent)
    : QDialog(parent), m_schemas(schemas), m_eventType(eventType), m_example(example)
{
    setObjectName(QStringLiteral("jsonFormDialog"));
    setWindowTitle(
        tr("Form for %1").arg(eventType.isEmpty() ? QStringLiteral("message") : eventType));
    auto *left = new QVBoxLayout;
    left->setSpacing(0);
    setupSource(*left);
    setupForm(*left);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(16, 12, 16, 16);
    right->setSpacing(8);
    setupPreview(*right);
    setupButtons(*right);
    auto *line = new QWidget;
    line->setFixedWidth(1);
    theme::setLook(line, theme::Look::Line);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(left, 3);
    layout->addWidget(line);
    layout->addLayout(right, 2);
    const int em = fontMetrics().height();
    const QSize room = screen() ? screen()->availableSize() : QSize(1280, 800);
    resize(QSize(em * 60, em * 44).boundedTo(room * 0.95));
    connect(&m_schemas, &SchemaMemory::changed, this, &JsonFormDialog::rebuild);
    connect(&m_schemas, &SchemaMemory::failed, this, &JsonFormDialog::showNothing);
    setSource(m_schemas.knows(m_eventType) ? Source::Schema : Source::Example);
    if (m_form)
        m_form->focusFirst();
}

QByteArray JsonFormDialog::text() const
{
    return m_form ? m_form->text() : QByteArray();
}

void JsonFormDialog::accept()
{
    if (m_form)
        m_form->settle();
    if (m_form && m_form->isJson())
        QDialog::accept();
}

void JsonFormDialog::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->rehighlight();
}

QPushButton *JsonFormDialog::sourceButton(const QString &text, const char *name,
                                          const QString &toolTip)
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(toolTip);
    button->setToolTip(toolTip);
    button->setAutoDefault(false);
    theme::setLook(button, theme::Look::Flat);
    return button;
}

void JsonFormDialog::setupSource(QVBoxLayout &layout)
{
    m_byExample = sourceButton(tr("From the data"), "jsonFormByExample",
                               tr("Take the data as an example (Alt+D)"));
    m_bySchema =
        sourceButton(tr("From a schema"), "jsonFormBySchema", tr("Take a JSON Schema (Alt+S)"));
    m_byExample->setShortcut(QKeySequence(Qt::ALT | Qt::Key_D));
    m_bySchema->setShortcut(QKeySequence(Qt::ALT | Qt::Key_S));
    m_open = sourceButton(tr("Open…"), "jsonFormOpen", tr("Open a JSON Schema file (Ctrl+O)"));
    m_open->setShortcut(QKeySequence::Open);
    m_paste = sourceButton(tr("Paste"), "jsonFormPaste", tr("Take what is in the clipboard"));
    m_forget =
        sourceButton(tr("Forget"), "jsonFormForget", tr("Keep no schema for this event type"));
    for (QPushButton *button : {m_byExample, m_bySchema}) {
        QFont bold = button->font(); // as the style sheet draws it when it is checked
        bold.setWeight(QFont::DemiBold);
        button->setCheckable(true);
        button->setMinimumWidth(QFontMetrics(bold).horizontalAdvance(button->text())
                                + fontMetrics().height());
    }
    for (QPushButton *button : {m_open, m_paste, m_forget})
        theme::setLook(button, theme::Look::Pill);
    connect(m_byExample, &QPushButton::clicked, this, [this] { setSource(Source::Example); });
    connect(m_bySchema, &QPushButton::clicked, this, [this] { setSource(Source::Schema); });
    connect(m_open, &QPushButton::clicked, this, &JsonFormDialog::openSchema);
    connect(m_paste, &QPushButton::clicked, this, &JsonFormDialog::paste);
    connect(m_forget, &QPushButton::clicked, this, &JsonFormDialog::forget);
    m_sourceNote = new QLabel;
    m_sourceNote->setObjectName(QStringLiteral("jsonFormSource"));
    m_sourceNote->setTextFormat(Qt::PlainText);
    m_sourceNote->setWordWrap(true);
    theme::setLook(m_sourceNote, theme::Look::Caption);
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_byExample);
    row->addWidget(m_bySchema);
    row->addStretch(1);
    for (QPushButton *button : {m_open, m_paste, m_forget})
        row->addWidget(button);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(16, 12, 16, 8);
    column->setSpacing(6);
    column->addLayout(row);
    column->addWidget(m_sourceNote);
    auto *line = new QWidget;
    line->setFixedHeight(1);
    theme::setLook(line, theme::Look::Line);
    layout.addLayout(column);
    layout.addWidget(line);
}

void JsonFormDialog::setupForm(QVBoxLayout &layout)
{
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(QStringLiteral("jsonFormScroll"));
    m_scroll->setAccessibleName(tr("Form"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout.addWidget(m_scroll, 1);
}

void JsonFormDialog::setupPreview(QVBoxLayout &layout)
{
    auto *caption = new QLabel(tr("Data"));
    theme::setLook(caption, theme::Look::Caption);
    m_size = new QLabel;
    m_size->setObjectName(QStringLiteral("jsonFormSize"));
    theme::setLook(m_size, theme::Look::Caption);
    m_preview = new QPlainTextEdit;
    m_preview->setObjectName(QStringLiteral("jsonFormPreview"));
    m_preview->setAccessibleName(tr("The data that the form makes"));
    m_preview->setToolTip(tr("What stands in the data field after Insert"));
    m_preview->setReadOnly(true);
    m_preview->setFont(theme::fixedFont());
    m_preview->document()->setDocumentMargin(6);
    m_highlighter = new JsonHighlighter(m_preview->document());
    caption->setBuddy(m_preview);
    auto *row = new QHBoxLayout;
    row->addWidget(caption);
    row->addStretch(1);
    row->addWidget(m_size);
    layout.addLayout(row);
    layout.addWidget(m_preview, 1);
}

void JsonFormDialog::setupButtons(QVBoxLayout &layout)
{
    m_state = new QLabel;
    m_state->setObjectName(QStringLiteral("jsonFormState"));
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    m_insert = new QPushButton(tr("Insert"));
    m_insert->setObjectName(QStringLiteral("jsonFormInsert"));
    m_insert->setAccessibleName(tr("Insert"));
    m_insert->setToolTip(tr("Put it into the data field (Ctrl+Enter)"));
    m_insert->setDefault(true);
    theme::setLook(m_insert, theme::Look::Accent);
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("jsonFormCancel"));
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setToolTip(tr("Leave the data as it is (Esc)"));
    cancel->setAutoDefault(false);
    connect(m_insert, &QPushButton::clicked, this, &JsonFormDialog::accept);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, m_insert, &QPushButton::click);
    }
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addStretch(1);
    row->addWidget(m_insert);
    row->addWidget(cancel);
    layout.addWidget(m_state);
    layout.addLayout(row);
}

void JsonFormDialog::setSource(Source source)
{
    m_source = source;
    if (source == Source::Schema)
        m_schemas.reload(m_eventType);
    rebuild();
}

void JsonFormDialog::openSchema()
{
    auto *dialog = new QFileDialog(this, tr("Open a JSON Schema"), {},
                                   tr("JSON Schema (*.json *.jsonschema);;All files (*)"));
    dialog->setObjectName(QStringLiteral("jsonFormFile"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        m_source = Source::Schema;
        m_schemas.open(m_eventType, path);
    });
    dialog->open();
}

void JsonFormDialog::paste()
{
    const QByteArray text = QGuiApplication::clipboard()->text().toUtf8();
    if (m_source == Source::Example) {
        m_example = text;
        rebuild();
        return;
    }
    const QString problem = m_schemas.paste(m_eventType, text); // rebuilds when it is good
    if (!problem.isEmpty())
        showNothing(problem);
}

void JsonFormDialog::forget()
{
    m_schemas.forget(m_eventType);
}

void JsonFormDialog::rebuild()
{
    const bool bySchema = m_source == Source::Schema;
    m_byExample->setChecked(!bySchema);
    m_bySchema->setChecked(bySchema);
    m_open->setVisible(bySchema);
    m_forget->setVisible(bySchema && m_schemas.knows(m_eventType));
    if (bySchema)
        buildFromSchema();
    else
        buildFromExample();
}

void JsonFormDialog::buildFromExample()
{
    if (m_example.trimmed().isEmpty()) {
        showNothing(tr("There is no data yet. Paste an example, or take a schema."));
        return;
    }
    const auto value = parseJson(m_example, {}, 100'000);
    if (!value) {
        showNothing(tr("The example is not JSON. %1").arg(value.error().sentence()));
        return;
    }
    m_sourceNote->setText(tr("A field for each member of the example."));
    showForm(nullptr, *value);
}

void JsonFormDialog::buildFromSchema()
{
    const JsonSchemaPtr schema = m_schemas.schemaFor(m_eventType);
    if (!schema) {
        const QString problem = m_schemas.problemFor(m_eventType);
        showNothing(problem.isEmpty()
                        ? tr("Open a JSON Schema, or paste one. It is kept for this event type.")
                        : problem);
        return;
    }
    QStringList notes{tr("%1, kept for this event type.").arg(m_schemas.nameFor(m_eventType))};
    if (!schema->unknownKeywords().isEmpty())
        notes.append(tr("Not checked, for they are not known here: %1.")
                         .arg(schema->unknownKeywords().join(QStringLiteral(", ")).left(300)));
    m_sourceNote->setText(notes.join(u' '));
    const auto example = parseJson(m_example, {}, 100'000);
    const JsonSchemas root{&schema->root()};
    JsonOptions plain;
    plain.templates = false;
    const auto begun = parseJson(jsonInitialValue(*schema, root), plain);
    // What is being composed goes on, when it can be an event of this schema.
    const bool goesOn = example && (!begun || example->kind == begun->kind) && !example->isString();
    showForm(schema, goesOn ? *example : begun.value_or(JsonValue()));
}

void JsonFormDialog::showForm(JsonSchemaPtr schema, const JsonValue &value)
{
    m_form = new JsonForm(std::move(schema), value);
    m_form->setObjectName(QStringLiteral("jsonForm"));
    connect(m_form, &JsonForm::changed, this, &JsonFormDialog::showState);
    m_scroll->setWidget(m_form);
    showState();
}

void JsonFormDialog::showNothing(const QString &sentence)
{
    m_form = nullptr;
    m_sourceNote->clear();
    auto *label = new QLabel(sentence);
    label->setObjectName(QStringLiteral("jsonFormNothing"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignCenter);
    label->setMargin(fontMetrics().height() * 2);
    theme::setLook(label, theme::Look::Quiet);
    m_scroll->setWidget(label);
    showState();
}

void JsonFormDialog::showState()
{
    m_insert->setEnabled(m_form && m_form->isJson());
    const QByteArray shown = text();
    const QString before = m_preview->toPlainText();
    const QString now = QString::fromUtf8(shown);
    if (before != now)
        m_preview->setPlainText(now);
    m_size->setText(m_form ? tr("%1 bytes").arg(locale().toString(shown.size())) : QString());
    const bool isWrong = m_form && m_form->wrongPlaces() > 0;
    theme::setLook(m_state, isWrong ? theme::Look::Warning : theme::Look::Caption);
    m_state->setText(verdict());
}

QString JsonFormDialog::verdict() const
{
    if (!m_form)
        return {};
    if (!m_form->isJson())
        return tr("Some fields do not hold JSON yet; the data is that before.");
    const qsizetype wrong = m_form->wrongPlaces();
    if (wrong == 1)
        return tr("One field does not fit the schema. It can be sent all the same.");
    if (wrong > 1)
        return tr("%1 fields do not fit the schema. They can be sent all the same.")
            .arg(locale().toString(wrong));
    return m_source == Source::Schema ? tr("Valid against %1").arg(m_schemas.nameFor(m_eventType))
                                      : QString();
}

} // namespace heliograph
