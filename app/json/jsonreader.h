// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsontokens.h"

#include <vector>

namespace heliograph {

/// Reads JSON text token by token and holds it to the grammar (RFC 8259). Neither recursive nor
/// building anything: the text may be as large as memory, and nested as deep as the options say.
class JsonReader {
public:
    explicit JsonReader(QByteArrayView text, JsonOptions options = {});

    /// The next token, which stands where the grammar allows it; again and again End after the
    /// text's one value, and Fault after a fault.
    [[nodiscard]] JsonLexeme next();

    /// Arrays and objects open after the last token.
    [[nodiscard]] qsizetype depth() const { return static_cast<qsizetype>(m_open.size()); }

    [[nodiscard]] QByteArrayView text() const { return m_tokens.text(); }
    [[nodiscard]] QByteArrayView text(const JsonLexeme &lexeme) const
    {
        return text().sliced(lexeme.offset, lexeme.length);
    }
    [[nodiscard]] const JsonFault &fault() const { return m_fault; }

private:
    enum class Expect : quint8 { Value, Name, Colon, More, Nothing };

    [[nodiscard]] JsonLexeme value(JsonLexeme lexeme);
    [[nodiscard]] JsonLexeme name(JsonLexeme lexeme);
    [[nodiscard]] JsonLexeme more(JsonLexeme lexeme);
    [[nodiscard]] JsonLexeme open(JsonLexeme lexeme);
    [[nodiscard]] JsonLexeme close(JsonLexeme lexeme);
    [[nodiscard]] JsonLexeme done(JsonLexeme lexeme);
    JsonLexeme fail(const QString &message, qsizetype offset, qsizetype length);
    JsonLexeme fail(const QString &message, const JsonLexeme &lexeme);
    JsonLexeme failUnclosed(qsizetype end);
    [[nodiscard]] QString placeOf(qsizetype offset) const;
    [[nodiscard]] bool isInObject() const;

    JsonTokens m_tokens;
    JsonOptions m_options;
    std::vector<qsizetype> m_open; ///< where what is still open began
    JsonLexeme m_before; ///< the last token
    Expect m_expect = Expect::Value;
    JsonFault m_fault;
    bool m_failed = false;
};

} // namespace heliograph
