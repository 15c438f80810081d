// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/snippets/snippetsender.h"

#include <QAbstractButton>
#include <QPersistentModelIndex>
#include <QVariantAnimation>

namespace heliograph {

/// What a button of the soundboard shows.
struct SoundFace {
    QString name;
    QByteArray eventType; ///< for the colour
    QString what; ///< the event type, or that it is raw bytes
    QString endpoint;
    QString target; ///< empty: everyone
    QString firstLine; ///< of the data
    int key = -1; ///< the digit that fires it, or none
};

/// @p face and what came of it, a line each, for whoever asks what a button does.
[[nodiscard]] QStringList aboutSound(const SoundFace &face, const SnippetOutcome &outcome);

/// A large button of the soundboard. It fires when it is pressed, not when it is let go: signal
/// pressed().
class SoundButton final : public QAbstractButton {
    Q_OBJECT

public:
    explicit SoundButton(QWidget *parent = nullptr);

    void setSnippet(const QModelIndex &index, const SoundFace &face);
    [[nodiscard]] QModelIndex snippet() const { return m_snippet; }
    [[nodiscard]] const SoundFace &face() const { return m_face; }
    [[nodiscard]] int key() const { return m_face.key; }

    void setOutcome(const SnippetOutcome &outcome);
    [[nodiscard]] const SnippetOutcome &outcome() const { return m_outcome; }
    [[nodiscard]] QString outcomeText() const { return m_outcome.sentence; }

    /// The smallest size at which everything has room, in pixels of the present font.
    [[nodiscard]] static QSize smallest();

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void paintCard(QPainter &painter, const QColor &color) const;
    void paintText(QPainter &painter, const QColor &color) const;
    void paintFoot(QPainter &painter, const QRectF &line, double scale) const;
    void describe();

    QPersistentModelIndex m_snippet;
    SoundFace m_face;
    SnippetOutcome m_outcome;
    QVariantAnimation m_flash; ///< 1 to 0
};

} // namespace heliograph
