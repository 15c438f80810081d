// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/plaineditor.h"

namespace heliograph {

class JsonHighlighter;

/// The editor of an event's data.
class DataEditor final : public PlainEditor {
    Q_OBJECT

public:
    explicit DataEditor(QWidget *parent = nullptr);

    [[nodiscard]] QByteArray data() const { return content(); }
    void setData(const QByteArray &data) { setContent(data); }

    /// Whether `${...}` in it means something.
    [[nodiscard]] bool marksTemplates() const;
    void setMarksTemplates(bool marks);

protected:
    void changeEvent(QEvent *event) override;

private:
    JsonHighlighter *m_highlighter;
};

} // namespace heliograph
