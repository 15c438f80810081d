// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jsontools/datatoolsintake.h"

#include <QBuffer>
#include <QClipboard>
#include <QCoreApplication>
#include <QDropEvent>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QKeyEvent>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QThreadPool>
#include <QUrl>

namespace heliograph {

namespace {

struct Taken {
    QString name;
    qsizetype bytes = 0;
    QByteArray text;
};

/// Whether @p mime is about files, and not text that also names some.
bool hasFiles(const QMimeData &mime)
{
    const QList<QUrl> urls = mime.urls();
    return !urls.isEmpty() && std::all_of(urls.cbegin(), urls.cend(), [](const QUrl &url) {
        return url.isLocalFile();
    });
}

bool hasPicture(const QMimeData &mime)
{
    return mime.hasImage() && !mime.hasText();
}

} // namespace

Base64Intake::Base64Intake(QPlainTextEdit &editor) : QObject(&editor), m_editor(&editor)
{
    editor.installEventFilter(this);
    editor.viewport()->installEventFilter(this);
}

void Base64Intake::takeFile(const QString &path)
{
    start(QFileInfo(path).fileName(), [path] { return readBase64Source(path); });
}

bool Base64Intake::take(const QMimeData &mime)
{
    if (hasFiles(mime)) {
        if (mime.urls().size() > 1)
            Q_EMIT refused(tr("%1 files came at once. One event takes one; choose it.")
                               .arg(mime.urls().size()));
        else
            takeFile(mime.urls().constFirst().toLocalFile());
        return true;
    }
    if (!hasPicture(mime))
        return false;
    takePicture(qvariant_cast<QImage>(mime.imageData()));
    return true;
}

void Base64Intake::takePicture(const QImage &picture)
{
    if (picture.isNull()) {
        Q_EMIT refused(tr("The picture in the clipboard cannot be read. Save it as a file first."));
        return;
    }
    const QString name = QStringLiteral("picture.png");
    start(name, [picture, name]() -> tl::expected<Base64Source, QString> {
        Base64Source source{name, QStringLiteral("image/png"), {}};
        QBuffer buffer(&source.bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!picture.save(&buffer, "PNG"))
            return tl::unexpected(
                tr("The picture cannot be made a PNG file. Save it as a file first."));
        const QString refusal = base64Refusal(name, source.bytes.size());
        if (!refusal.isEmpty())
            return tl::unexpected(refusal);
        return source;
    });
}

void Base64Intake::start(const QString &name, const Reading &reading)
{
    const quint64 number = ++m_number;
    Q_EMIT began(name);
    QThreadPool::globalInstance()->start([self = QPointer(this), number, reading, form = m_form] {
        const auto source = reading();
        Taken taken;
        if (source)
            taken = {source->name, source->bytes.size(), base64Text(*source, form)};
        const QString sentence = source ? QString() : source.error();
        QMetaObject::invokeMethod(qApp, [self, number, taken, sentence] {
            if (!self || self->m_number != number)
                return;
            if (sentence.isEmpty())
                Q_EMIT self->ready(taken.name, taken.bytes, taken.text);
            else
                Q_EMIT self->refused(sentence);
        });
    });
}

bool Base64Intake::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const bool isPaste = static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste);
        const QMimeData *mime = isPaste ? QGuiApplication::clipboard()->mimeData() : nullptr;
        if (mime && take(*mime))
            return true;
        break;
    }
    case QEvent::DragEnter:
    case QEvent::DragMove: {
        auto *drag = static_cast<QDropEvent *>(event);
        if (!hasFiles(*drag->mimeData()) && !hasPicture(*drag->mimeData()))
            break;
        drag->setDropAction(Qt::CopyAction); // the file stays where it is
        drag->accept();
        return true;
    }
    case QEvent::Drop: {
        auto *drop = static_cast<QDropEvent *>(event);
        if (!take(*drop->mimeData()))
            break;
        drop->setDropAction(Qt::CopyAction);
        drop->accept();
        return true;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace heliograph
