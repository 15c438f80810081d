// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/base64text.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QImage;
class QMimeData;
class QPlainTextEdit;

namespace heliograph {

/// Turns files and pictures into base64 in a thread of the pool: those chosen, dropped onto an
/// editor or pasted into it. One at a time; a newer one takes the place of one under way.
class Base64Intake final : public QObject {
    Q_OBJECT

public:
    /// Watches @p editor for drops and pastes.
    explicit Base64Intake(QPlainTextEdit &editor);

    [[nodiscard]] Base64Form form() const { return m_form; } ///< of drops and pastes
    void setForm(Base64Form form) { m_form = form; }

    void takeFile(const QString &path);

    /// Takes the file or picture in @p mime; false when there is none, or text with it.
    bool take(const QMimeData &mime);

    /// Forgets what is under way.
    void cancel() { ++m_number; }

Q_SIGNALS:
    void began(const QString &name);
    void ready(const QString &name, qsizetype bytes, const QByteArray &text);
    void refused(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    using Reading = std::function<tl::expected<Base64Source, QString>()>;
    void start(const QString &name, const Reading &reading);
    void takePicture(const QImage &picture);

    QPointer<QPlainTextEdit> m_editor;
    Base64Form m_form = Base64Form::DataUrl;
    quint64 m_number = 0; ///< of the newest
};

} // namespace heliograph
