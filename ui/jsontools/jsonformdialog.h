// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonschema.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace heliograph {

class JsonForm;
class JsonHighlighter;
class SchemaMemory;

/// Fills in an event's data by a form: from the schema of its type, or from the data as an example.
/// The text that comes of it stands beside the form.
class JsonFormDialog final : public QDialog {
    Q_OBJECT

public:
    /// @p example is what stands in the editor; @p schemas is borrowed.
    JsonFormDialog(SchemaMemory &schemas, const QString &eventType, const QByteArray &example,
                   QWidget *parent = nullptr);

    /// What to put into the editor.
    [[nodiscard]] QByteArray text() const;

    /// Does nothing while a field holds no JSON.
    void accept() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    enum class Source { Example, Schema };

    void setupSource(QVBoxLayout &layout);
    void setupForm(QVBoxLayout &layout);
    void setupPreview(QVBoxLayout &layout);
    void setupButtons(QVBoxLayout &layout);
    [[nodiscard]] QPushButton *sourceButton(const QString &text, const char *name,
                                            const QString &toolTip);

    void setSource(Source source);
    void openSchema();
    void paste();
    void forget();
    void rebuild();
    void buildFromExample();
    void buildFromSchema();
    void showForm(JsonSchemaPtr schema, const JsonValue &value);
    void showNothing(const QString &sentence);
    void showState();
    [[nodiscard]] QString verdict() const;

    SchemaMemory &m_schemas;
    QString m_eventType;
    QByteArray m_example;
    Source m_source = Source::Example;

    QPushButton *m_byExample;
    QPushButton *m_bySchema;
    QPushButton *m_open;
    QPushButton *m_paste;
    QPushButton *m_forget;
    QLabel *m_sourceNote;
    QScrollArea *m_scroll;
    JsonForm *m_form = nullptr; ///< null: there is nothing to show
    QPlainTextEdit *m_preview;
    JsonHighlighter *m_highlighter = nullptr;
    QLabel *m_size;
    QLabel *m_state;
    QPushButton *m_insert;
};

} // namespace heliograph
