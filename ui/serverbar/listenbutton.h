// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QLabel;
class QUrl;

namespace heliograph {

/// "● Listening http://127.0.0.1:8080 ▾": the server's state, and the button that changes it.
class ListenButton final : public QPushButton {
    Q_OBJECT

public:
    explicit ListenButton(QWidget *parent = nullptr);

    /// An empty @p url: not listening.
    void showUrl(const QUrl &url);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintDot();

    QLabel *m_dot;
    QLabel *m_state;
    QLabel *m_url;
    bool m_isListening = false;
};

} // namespace heliograph
