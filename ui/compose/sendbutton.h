// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace heliograph {

/// "Send", with its key as long as there is room for both.
class SendButton final : public QPushButton {
    Q_OBJECT

public:
    explicit SendButton(QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    [[nodiscard]] int widthOf(const QString &text) const;
    void showText();
};

} // namespace heliograph
