// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace heliograph {

class DataEditor;
class DataTools;
class EventFields;
class HintLabel;
class WirePreview;
struct Draft;
struct DraftErrors;
struct DraftPreview;

/// One event by its fields, with the bytes that will leave.
class EventPane final : public QWidget {
    Q_OBJECT

public:
    explicit EventPane(QWidget *parent = nullptr);

    void fill(Draft &draft) const;
    void setDraft(const Draft &draft);
    [[nodiscard]] EventFields &fields() const { return *m_fields; }
    [[nodiscard]] DataEditor &data() const { return *m_data; }
    void setWithoutData(bool without);

    /// How many clients get what is sent.
    void setClientCount(int clients);

    /// Inserts @p text into the field that has the focus, or else into the data.
    void insertText(const QString &text);

    /// Shows what is wrong, or what @p preview will send; @p expectedId is the endpoint's next
    /// automatic one, empty when unknown.
    void showPreview(const DraftPreview &preview, const DraftErrors &errors,
                     const QByteArray &expectedId);

Q_SIGNALS:
    void edited();

private:
    void setupData(QVBoxLayout &layout);
    void setupWire(QVBoxLayout &layout);
    void showErrors(const DraftErrors &errors);
    void showWire(const Draft &expanded, const QByteArray &expectedId);
    void judge();

    EventFields *m_fields;
    DataEditor *m_data;
    DataTools *m_tools;
    HintLabel *m_hint;
    WirePreview *m_wire;
    QLabel *m_dataError;
    QLabel *m_wireNote;
    QLabel *m_wireSize;
    QTimer m_hintDelay;
    QByteArray m_judged; ///< the data that the hint is about, filled in
    bool m_withoutData = false;
};

} // namespace heliograph
