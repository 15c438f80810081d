// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

namespace heliograph {

/// How a file stands in an event's data.
enum class Base64Form {
    Bare, ///< "iVBORw0…"
    DataUrl, ///< "data:image/png;base64,iVBORw0…", as <img src> takes it
    Json, ///< {"name":"logo.png","type":"image/png","size":4312,"data":"iVBORw0…"}
};

/// A file to be sent as text.
struct Base64Source {
    QString name; ///< without its folder
    QString mimeType;
    QByteArray bytes;
};

/// Base64 beyond this makes an event that is no good to anybody; such files are refused.
constexpr qsizetype LargestBase64 = qsizetype{32} * 1024 * 1024;

/// Base64 beyond this is asked about first.
constexpr qsizetype LargeBase64 = qsizetype{256} * 1024;

/// How long the base64 of @p bytes bytes is.
[[nodiscard]] constexpr qsizetype base64Size(qsizetype bytes)
{
    return (bytes + 2) / 3 * 4;
}

/// Reads the file @p path, or says in a sentence why it is not read: it is none, cannot be read or
/// is too large. Blocks: for a thread of the pool.
[[nodiscard]] tl::expected<Base64Source, QString> readBase64Source(const QString &path);

/// Why a file of @p bytes bytes is refused; empty when it is not.
[[nodiscard]] QString base64Refusal(const QString &name, qint64 bytes);

[[nodiscard]] QByteArray base64Text(const Base64Source &source, Base64Form form);

/// What sending @p text bytes of text made of a file of @p bytes bytes means, in sentences, to
/// each client and to @p clients of them; below 0: nobody knows how many.
[[nodiscard]] QString base64Warning(const QString &name, qsizetype bytes, qsizetype text,
                                    int clients);

} // namespace heliograph
