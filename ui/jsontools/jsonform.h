// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/jsontools/jsonformfield.h"

#include <QTimer>

class QLabel;

namespace heliograph {

/// A form for a JSON value: from a schema, or, without one, shaped like the value. Says beside each
/// field what is wrong with it while it is edited.
class JsonForm final : public QWidget {
    Q_OBJECT

public:
    /// @p schema may be null.
    JsonForm(JsonSchemaPtr schema, const JsonValue &value, QWidget *parent = nullptr);

    /// What it holds, formatted; of the last moment when it held JSON.
    [[nodiscard]] const QByteArray &text() const { return m_text; }

    /// Whether every field holds JSON.
    [[nodiscard]] bool isJson() const { return m_isJson; }

    /// Places that do not fit the schema, or hold no JSON.
    [[nodiscard]] qsizetype wrongPlaces() const { return m_wrongPlaces; }

    void focusFirst();

    /// Takes in what was edited a moment ago.
    void settle();

Q_SIGNALS:
    void changed();

private:
    void look();
    [[nodiscard]] bool showFaults(const JsonFormField::Places &places);
    void showVerdict(const JsonFormField::Places &places);

    JsonFormContext *m_context;
    JsonFormField *m_root;
    QLabel *m_error; ///< of the whole value
    QTimer m_delay;
    QByteArray m_text;
    bool m_isJson = false;
    qsizetype m_wrongPlaces = 0;
};

} // namespace heliograph
