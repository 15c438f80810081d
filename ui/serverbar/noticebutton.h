// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace heliograph {

/// One sentence about the server, as long as there is room; the whole of it in the tooltip. Goes
/// when it is clicked.
class NoticeButton final : public QPushButton {
    Q_OBJECT

public:
    explicit NoticeButton(QWidget *parent = nullptr);

    void showSentence(const QString &sentence, bool isProblem);

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace heliograph
