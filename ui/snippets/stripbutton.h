// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/snippets/soundbutton.h"

#include <QTimer>

namespace heliograph {

/// A small button of the soundboard: the digit that sends its snippet, and below it the name. It
/// fires when it is pressed, not when it is let go: signal pressed(). It flashes when its snippet
/// is sent, from wherever, and shows for a moment that it was, or that it was not.
class StripButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit StripButton(QWidget *parent = nullptr);

    /// Shows the snippet at @p index and, quietly, what came of it so far.
    void setSnippet(const QModelIndex &index, const SoundFace &face, const SnippetOutcome &outcome);
    [[nodiscard]] QModelIndex snippet() const { return m_snippet; }
    [[nodiscard]] int key() const { return m_face.key; }

    /// Shows what just came of the snippet.
    void showOutcome(const SnippetOutcome &outcome);
    /// Whether it shows at the moment that its snippet was sent.
    [[nodiscard]] bool isTicked() const { return m_tick.isActive(); }
    [[nodiscard]] bool hasFailed() const;

    /// The smallest size at which everything has room, in pixels of the present font.
    [[nodiscard]] static QSize smallest();

    /// The width at which its name is not cut, in pixels.
    [[nodiscard]] int wholeWidth() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void paintCard(QPainter &painter, const QColor &color) const;
    void paintHead(QPainter &painter, const QRectF &line, const QColor &color) const;
    void describe();

    QPersistentModelIndex m_snippet;
    SoundFace m_face;
    SnippetOutcome m_outcome;
    QVariantAnimation m_flash; ///< 1 to 0
    QTimer m_tick;
};

} // namespace heliograph
