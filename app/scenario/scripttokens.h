// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace heliograph {

/// A piece of JavaScript source text.
struct ScriptToken {
    enum class Kind {
        Word, ///< identifiers and keywords
        Number,
        String,
        Template, ///< one chunk of a template literal, with its backquote, ${ or }
        Regex,
        Mark, ///< one punctuator
    };
    Kind kind = Kind::Mark;
    qsizetype start = 0;
    qsizetype length = 0;
    int depth = 0; ///< how many brackets are open around it
    bool startsLine = false; ///< a line end came before it

    bool operator==(const ScriptToken &) const = default;
};

/// Splits @p source into its tokens; white space and comments are left out. Knows strings,
/// templates with substitutions, and regular expressions from divisions (by what came before). It
/// never fails: an unfinished literal ends with its line or with the text, and the engine, which
/// parses the same text, says what is wrong with it.
[[nodiscard]] QList<ScriptToken> scriptTokens(QStringView source);

/// Where in @p source the "}" stands that closes a bracket opened before it; -1: nowhere. Looks no
/// further than that.
[[nodiscard]] qsizetype closingBrace(QStringView source);

} // namespace heliograph
