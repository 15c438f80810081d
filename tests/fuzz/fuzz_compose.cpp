// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/rawtext.h"
#include "app/compose/snippetjson.h"
#include "app/compose/template.h"

#include <cstdlib>

using namespace heliograph;

namespace {

void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Any bytes can be shown and sent again; of any text either the bytes or the place of the fault.
void escape(const QByteArray &bytes, const QString &text)
{
    require(rawBytes(rawText(bytes)) == bytes);
    const auto read = rawBytes(text);
    if (read)
        require(rawBytes(rawText(*read)) == *read);
    else
        require(read.error().length > 0
                && read.error().position + read.error().length <= text.size());
}

/// The parts of a template are the whole text.
void split(const QString &text)
{
    const auto parts = splitTemplate(text);
    if (!parts) {
        require(parts.error().position + parts.error().length <= text.size());
        return;
    }
    qsizetype at = 0;
    QString whole;
    for (const TemplatePart &part : *parts) {
        require(part.position == at && (part.isExpression || !part.text.isEmpty()));
        at += part.length;
        whole += part.isExpression ? QStringLiteral("${%1}").arg(part.text) : part.text;
    }
    require(at == text.size() && whole == text);
}

/// What was read of a file of snippets is written and read the same again.
void readSnippets(const QByteArray &bytes)
{
    const auto library = parseSnippets(bytes, QStringLiteral("snippets.json"));
    if (!library) {
        require(!library.error().message.isEmpty());
        return;
    }
    const QByteArray json = toJson(*library);
    const auto again = parseSnippets(json, QStringLiteral("snippets.json"));
    require(again.has_value() && toJson(*again) == json);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QString text = QString::fromUtf8(bytes);
    escape(bytes, text);
    split(text);
    readSnippets(bytes);
    return 0;
}
