// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/jsonforminputs.h"

#include "app/json/jsonstring.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>

#include <algorithm>

namespace heliograph {

namespace {

QHBoxLayout *rowOf(QWidget *field, QWidget *input)
{
    auto *layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(input);
    return layout;
}

QPlainTextEdit *linesOf(int lines)
{
    auto *edit = new QPlainTextEdit;
    edit->setFont(theme::fixedFont());
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 14);
    return edit;
}

QString exactText(const QPlainTextEdit &edit)
{
    return edit.document()->toRawText().replace(QChar::ParagraphSeparator, u'\n');
}

/// A value as a list shows it: strings without their quotes.
QString shownChoice(const QByteArray &json)
{
    constexpr qsizetype most = 80;
    const QString text =
        json.startsWith('"') ? jsonStringValue(json, false) : QString::fromUtf8(json);
    return text.size() <= most ? text : text.first(most) + QChar(u'…');
}

QByteArray canonicalOf(const QByteArray &json)
{
    const auto value = parseJson(json);
    return value ? canonicalJson(*value) : json;
}

} // namespace

JsonTextField::JsonTextField(JsonFormContext &context, const JsonValue &value)
    : JsonFormField(context), m_spelling(value.text), m_value(value.string())
{
    constexpr qsizetype longestLine = 120;
    if (m_value.contains(u'\n') || m_value.size() > longestLine) {
        m_lines = linesOf(4);
        m_lines->setPlainText(m_value);
        m_value = text(); // what an unedited field holds
        connect(m_lines, &QPlainTextEdit::textChanged, &context, &JsonFormContext::edited);
        rowOf(this, m_lines);
        return;
    }
    m_line = new QLineEdit(m_value);
    theme::setLook(m_line, theme::Look::Fixed);
    m_value = m_line->text();
    connect(m_line, &QLineEdit::textChanged, &context, &JsonFormContext::edited);
    rowOf(this, m_line);
}

QString JsonTextField::text() const
{
    return m_line ? m_line->text() : exactText(*m_lines);
}

QByteArray JsonTextField::json() const
{
    const QString now = text();
    return now == m_value ? m_spelling : jsonStringLiteral(now);
}

QWidget *JsonTextField::input() const
{
    return m_line ? static_cast<QWidget *>(m_line) : m_lines;
}

JsonNumberField::JsonNumberField(JsonFormContext &context, const JsonValue &value, bool isWhole)
    : JsonFormField(context), m_line(new QLineEdit)
{
    theme::setLook(m_line, theme::Look::Fixed);
    const bool isNothing = value.kind == JsonValue::Kind::Null;
    m_line->setText(isNothing ? QStringLiteral("0") : QString::fromUtf8(value.text));
    m_line->setPlaceholderText(isWhole ? tr("a whole number") : tr("a number"));
    m_line->setToolTip(tr("Arrow keys count up and down; every digit is sent as typed"));
    m_line->installEventFilter(this);
    connect(m_line, &QLineEdit::textChanged, &context, &JsonFormContext::edited);
    auto *layout = rowOf(this, m_line);
    m_line->setMaximumWidth(m_line->fontMetrics().averageCharWidth() * 30);
    layout->addStretch(1);
    layout->setStretch(0, 100);
}

QByteArray JsonNumberField::json() const
{
    return m_line->text().trimmed().toUtf8();
}

QString JsonNumberField::fault() const
{
    const QByteArray text = json();
    if (text.isEmpty())
        return tr("a number is missing.");
    const auto value = parseJson(text);
    if (!value)
        return value.error().message;
    const bool isNumber = value->isNumber() || value->kind == JsonValue::Kind::Template;
    return isNumber ? QString() : tr("this is not a JSON number, such as 12, -0.5 or 1e3.");
}

QWidget *JsonNumberField::input() const
{
    return m_line;
}

bool JsonNumberField::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_line && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            step(key == Qt::Key_Up ? 1 : -1);
            return true;
        }
    }
    return JsonFormField::eventFilter(watched, event);
}

/// Counts whole numbers; what stands behind a point stays.
void JsonNumberField::step(int by)
{
    constexpr qint64 most = 1'000'000'000'000'000;
    const QString text = m_line->text();
    const qsizetype end =
        std::min(text.indexOf(u'.') < 0 ? text.size() : text.indexOf(u'.'), text.size());
    bool isWhole = false;
    const qint64 number = text.left(end).toLongLong(&isWhole);
    const bool crossesZero = end < text.size() && number + by <= 0;
    if (isWhole && !crossesZero && number > -most && number < most)
        m_line->setText(QString::number(number + by) + text.mid(end));
}

JsonBooleanField::JsonBooleanField(JsonFormContext &context, const JsonValue &value)
    : JsonFormField(context), m_box(new QCheckBox)
{
    m_box->setChecked(value.isTrue());
    rowOf(this, m_box);
    connect(m_box, &QCheckBox::toggled, this, &JsonBooleanField::showState);
    connect(m_box, &QCheckBox::toggled, &context, &JsonFormContext::edited);
    theme::setLook(m_box, theme::Look::Fixed);
    showState();
}

void JsonBooleanField::showState()
{
    m_box->setText(QString::fromLatin1(json()));
}

QByteArray JsonBooleanField::json() const
{
    return m_box->isChecked() ? "true" : "false";
}

QWidget *JsonBooleanField::input() const
{
    return m_box;
}

JsonNullField::JsonNullField(JsonFormContext &context) : JsonFormField(context)
{
    auto *label = new QLabel(QStringLiteral("null"));
    label->setFont(theme::fixedFont());
    theme::setLook(label, theme::Look::Quiet);
    rowOf(this, label)->setContentsMargins(4, 4, 4, 4);
}

JsonChoiceField::JsonChoiceField(JsonFormContext &context, QList<QByteArray> choices,
                                 const JsonValue &value)
    : JsonFormField(context), m_choices(std::move(choices))
{
    constexpr qsizetype most = 500;
    m_choices.resize(std::min(m_choices.size(), most));
    const QByteArray canonical = canonicalJson(value);
    auto current = std::find_if(m_choices.begin(), m_choices.end(), [&](const QByteArray &one) {
        return canonicalOf(one) == canonical;
    });
    if (current == m_choices.end()) // the data's own, wrong as it is
        current = m_choices.insert(m_choices.begin(), toJsonText(value));
    if (m_choices.size() > 1) {
        setupCombo(context, static_cast<int>(current - m_choices.begin()));
        return;
    }
    auto *label = new QLabel(shownChoice(m_choices.constFirst()));
    label->setTextFormat(Qt::PlainText);
    label->setToolTip(tr("The schema allows nothing else"));
    theme::setLook(label, theme::Look::Fixed);
    rowOf(this, label)->setContentsMargins(4, 4, 4, 4);
}

void JsonChoiceField::setupCombo(JsonFormContext &context, int index)
{
    m_combo = new QComboBox;
    for (const QByteArray &one : std::as_const(m_choices))
        m_combo->addItem(shownChoice(one));
    m_combo->setCurrentIndex(index);
    m_combo->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    theme::setLook(m_combo, theme::Look::Fixed);
    m_combo->setMaximumWidth(m_combo->fontMetrics().averageCharWidth() * 40);
    auto *layout = rowOf(this, m_combo);
    layout->addStretch(1);
    layout->setStretch(0, 100);
    connect(m_combo, &QComboBox::currentIndexChanged, &context, &JsonFormContext::edited);
}

QByteArray JsonChoiceField::json() const
{
    return m_choices.value(m_combo ? m_combo->currentIndex() : 0, "null");
}

QWidget *JsonChoiceField::input() const
{
    return m_combo; // null with one choice
}

JsonRawField::JsonRawField(JsonFormContext &context, const JsonValue &value)
    : JsonFormField(context), m_lines(nullptr)
{
    constexpr int mostLines = 8;
    const QByteArray json = toJsonText(value);
    const QByteArray shown = formatJson(json).value_or(json);
    m_lines = linesOf(std::clamp(static_cast<int>(shown.count('\n')) + 1, 1, mostLines));
    m_lines->setPlainText(QString::fromUtf8(shown));
    m_lines->setToolTip(tr("JSON, as it is sent"));
    if (!shown.contains('\n'))
        m_lines->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_lines, &QPlainTextEdit::textChanged, &context, &JsonFormContext::edited);
    rowOf(this, m_lines);
}

QByteArray JsonRawField::json() const
{
    return exactText(*m_lines).trimmed().toUtf8();
}

QString JsonRawField::fault() const
{
    const auto error = checkJson(json());
    return error ? error->sentence() : QString();
}

QWidget *JsonRawField::input() const
{
    return m_lines;
}

JsonKeptField::JsonKeptField(JsonFormContext &context, const JsonValue &value)
    : JsonFormField(context), m_json(toJsonText(value))
{
    auto *label =
        new QLabel(tr("%1 bytes, kept as they are").arg(locale().toString(m_json.size())));
    theme::setLook(label, theme::Look::Quiet);
    label->setToolTip(tr("Too much to edit here; the data field shows it"));
    rowOf(this, label)->setContentsMargins(4, 4, 4, 4);
}

} // namespace heliograph
