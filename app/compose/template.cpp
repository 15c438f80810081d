// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/template.h"

#include "app/core/say.h"
#include "app/scenario/scripttokens.h"

namespace heliograph {

tl::expected<QList<TemplatePart>, TemplateError> splitTemplate(const QString &text)
{
    constexpr qsizetype opening = 2; // "${"
    QList<TemplatePart> parts;
    qsizetype at = 0;
    while (at < text.size()) {
        const qsizetype begin = text.indexOf(QLatin1String("${"), at);
        const qsizetype literalEnd = begin < 0 ? text.size() : begin;
        if (literalEnd > at)
            parts.append({false, text.mid(at, literalEnd - at), at, literalEnd - at});
        if (begin < 0)
            break;
        const QStringView rest = QStringView(text).mid(begin + opening);
        const qsizetype length = closingBrace(rest);
        if (length < 0) {
            return tl::unexpected(
                TemplateError{say("\"${\" has no \"}\" that ends it. Close it, or switch "
                                  "templates off under More to send the text as it is."),
                              begin, opening});
        }
        at = begin + opening + length + 1;
        parts.append({true, rest.left(length).toString(), begin, at - begin});
    }
    return parts;
}

} // namespace heliograph
