// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jsontools/jsonformfield.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QPlainTextEdit;

// The fields of a form that are typed into.

namespace heliograph {

/// A string. As long as it is not edited it keeps its escapes.
class JsonTextField final : public JsonFormField {
    Q_OBJECT

public:
    JsonTextField(JsonFormContext &context, const JsonValue &value);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] QWidget *input() const override;

private:
    [[nodiscard]] QString text() const;

    QByteArray m_spelling; ///< of the value it began with
    QString m_value;
    QLineEdit *m_line = nullptr; ///< of the two one
    QPlainTextEdit *m_lines = nullptr;
};

/// A number, with every digit as typed, or `${...}`. Arrow keys count up and down.
class JsonNumberField final : public JsonFormField {
    Q_OBJECT

public:
    JsonNumberField(JsonFormContext &context, const JsonValue &value, bool isWhole);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] QString fault() const override;
    [[nodiscard]] QWidget *input() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void step(int by);

    QLineEdit *m_line;
};

class JsonBooleanField final : public JsonFormField {
    Q_OBJECT

public:
    JsonBooleanField(JsonFormContext &context, const JsonValue &value);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] QWidget *input() const override;

private:
    void showState();

    QCheckBox *m_box;
};

class JsonNullField final : public JsonFormField {
    Q_OBJECT

public:
    explicit JsonNullField(JsonFormContext &context);

    [[nodiscard]] QByteArray json() const override { return "null"; }
};

/// One of a list of values.
class JsonChoiceField final : public JsonFormField {
    Q_OBJECT

public:
    JsonChoiceField(JsonFormContext &context, QList<QByteArray> choices, const JsonValue &value);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] QWidget *input() const override;

private:
    void setupCombo(JsonFormContext &context, int index);

    QList<QByteArray> m_choices;
    QComboBox *m_combo = nullptr; ///< null: there is one choice only
};

/// Any JSON, as text.
class JsonRawField final : public JsonFormField {
    Q_OBJECT

public:
    JsonRawField(JsonFormContext &context, const JsonValue &value);

    [[nodiscard]] QByteArray json() const override;
    [[nodiscard]] QString fault() const override;
    [[nodiscard]] QWidget *input() const override;

private:
    QPlainTextEdit *m_lines;
};

/// What is too large to edit: it stays as it is.
class JsonKeptField final : public JsonFormField {
    Q_OBJECT

public:
    JsonKeptField(JsonFormContext &context, const JsonValue &value);

    [[nodiscard]] QByteArray json() const override { return m_json; }

private:
    QByteArray m_json;
};

} // namespace heliograph
