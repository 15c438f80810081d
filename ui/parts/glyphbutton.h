// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QToolButton>

namespace heliograph {

/// The picture :/icons/@p name.svg, which is drawn in black, in the colour of @p role.
[[nodiscard]] QIcon glyph(const QString &name, theme::Role role);

/// A button with a picture, in the colours of the theme.
class GlyphButton : public QToolButton {
    Q_OBJECT

public:
    explicit GlyphButton(const QString &name, QWidget *parent = nullptr);

    /// @p picture is a file's name in :/icons, without its suffix.
    void setGlyph(const QString &picture, theme::Role role = theme::Role::Text);

    /// What it does, for assistive technology, and its tool tip.
    void setMeaning(const QString &name, const QString &tip);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void draw();
    [[nodiscard]] bool hasText() const;
    [[nodiscard]] int contentWidth() const;

    QString m_picture;
    theme::Role m_role = theme::Role::Text;
};

} // namespace heliograph
