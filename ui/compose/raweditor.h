// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/plaineditor.h"

namespace heliograph {

class RawHighlighter;

/// The editor of raw bytes, as text with escapes (see rawBytes()). What is pasted stands for its
/// own bytes: backslashes are escaped and control characters made visible. Ctrl+Shift+V pastes text
/// whose escapes are meant; what was copied here is pasted so anyway.
class RawEditor final : public PlainEditor {
    Q_OBJECT

public:
    explicit RawEditor(QWidget *parent = nullptr);

    void pasteEscapes();

protected:
    [[nodiscard]] QString pastedText(const QMimeData *source) const override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    RawHighlighter *m_highlighter;
    bool m_pastesEscapes = false;
};

} // namespace heliograph
