// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scripttokens.h"

#include <array>

namespace heliograph {

namespace {

bool isWordStart(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$' || c == u'\\' || c == u'#' || c.isSurrogate();
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || c.isDigit() || c.isMark() || c == u'\u200c' || c == u'\u200d';
}

bool isLineEnd(QChar c)
{
    return c == u'\n' || c == u'\r' || c == u'\u2028' || c == u'\u2029';
}

/// Keywords after which an expression begins, so that "/" begins a regular expression.
bool expectsExpression(QStringView word)
{
    static constexpr std::array words{
        u"return", u"typeof", u"instanceof", u"in",   u"of",    u"new",   u"delete",  u"void",
        u"throw",  u"case",   u"do",         u"else", u"yield", u"await", u"default",
    };
    return std::any_of(words.begin(), words.end(),
                       [word](const char16_t *known) { return word == QStringView(known); });
}

/// Keywords whose parenthesis is followed by a statement, not by an operator.
bool headsStatement(QStringView word)
{
    return word == u"if" || word == u"while" || word == u"for" || word == u"with";
}

class Tokenizer {
public:
    explicit Tokenizer(QStringView source) : m_source(source) { }

    QList<ScriptToken> run()
    {
        if (m_source.startsWith(u"#!"))
            skipLine();
        while (skipBlanks())
            readToken();
        return std::move(m_tokens);
    }

    qsizetype findClosingBrace()
    {
        while (skipBlanks()) {
            if (at() == u'}' && m_brackets.isEmpty())
                return m_at;
            readToken();
        }
        return -1;
    }

private:
    struct Bracket {
        QChar open; ///< "(", "[", "{" or "`" for a substitution
        bool statementFollows; ///< after its end comes a statement, so "/" begins a regex
    };

    [[nodiscard]] QChar at(qsizetype offset = 0) const
    {
        return m_at + offset < m_source.size() ? m_source.at(m_at + offset) : QChar();
    }
    [[nodiscard]] bool atEnd() const { return m_at >= m_source.size(); }

    void skipLine()
    {
        while (!atEnd() && !isLineEnd(at()))
            ++m_at;
    }

    /// Skips white space and comments; false at the end of the text.
    bool skipBlanks()
    {
        while (!atEnd()) {
            if (isLineEnd(at())) {
                m_newLine = true;
                ++m_at;
            } else if (at().isSpace() || at() == u'\ufeff') {
                ++m_at;
            } else if (at() == u'/' && at(1) == u'/') {
                skipLine();
            } else if (at() == u'/' && at(1) == u'*') {
                skipBlockComment();
            } else {
                return true;
            }
        }
        return false;
    }

    void skipBlockComment()
    {
        const qsizetype end = m_source.indexOf(u"*/", m_at + 2);
        const qsizetype next = end < 0 ? m_source.size() : end + 2;
        for (; m_at < next; ++m_at)
            m_newLine = m_newLine || isLineEnd(at());
    }

    void readToken()
    {
        const QChar c = at();
        const qsizetype start = m_at;
        if (c.isDigit() || (c == u'.' && at(1).isDigit()))
            finish(ScriptToken::Kind::Number, start, &Tokenizer::readNumber);
        else if (isWordStart(c))
            finish(ScriptToken::Kind::Word, start, &Tokenizer::readWord);
        else if (c == u'"' || c == u'\'')
            finish(ScriptToken::Kind::String, start, &Tokenizer::readString);
        else if (c == u'`')
            finish(ScriptToken::Kind::Template, start, &Tokenizer::readTemplate);
        else if (c == u'/' && m_regexAllowed)
            finish(ScriptToken::Kind::Regex, start, &Tokenizer::readRegex);
        else
            readMark();
    }

    void finish(ScriptToken::Kind kind, qsizetype start, void (Tokenizer::*read)())
    {
        const int depth = int(m_brackets.size());
        (this->*read)();
        append(kind, start, depth);
        if (kind == ScriptToken::Kind::Word)
            m_regexAllowed = !afterDot() && expectsExpression(m_source.mid(start, m_at - start));
        else if (kind != ScriptToken::Kind::Template)
            m_regexAllowed = false;
    }

    void append(ScriptToken::Kind kind, qsizetype start, int depth)
    {
        m_tokens.append({kind, start, m_at - start, depth, m_newLine || m_tokens.isEmpty()});
        m_newLine = false;
    }

    /// Whether the newest token is a property name.
    [[nodiscard]] bool afterDot() const
    {
        return m_tokens.size() > 1 && textOf(m_tokens.at(m_tokens.size() - 2)) == u".";
    }

    [[nodiscard]] QStringView textOf(const ScriptToken &token) const
    {
        return m_source.mid(token.start, token.length);
    }

    void readWord()
    {
        while (!atEnd() && isWordPart(at()))
            ++m_at;
    }

    void readNumber()
    {
        while (!atEnd() && (isWordPart(at()) || at() == u'.')) {
            const bool exponent = at() == u'e' || at() == u'E';
            ++m_at;
            if (exponent && (at() == u'+' || at() == u'-') && at(1).isDigit())
                ++m_at;
        }
    }

    void readString()
    {
        const QChar quote = at();
        for (++m_at; !atEnd() && at() != quote && at() != u'\n' && at() != u'\r'; ++m_at) {
            if (at() != u'\\')
                continue;
            ++m_at; // what is escaped may be the quote or a line end
            if (at() == u'\r' && at(1) == u'\n')
                ++m_at;
        }
        if (at() == quote)
            ++m_at;
        m_at = qMin(m_at, m_source.size());
    }

    /// Reads a chunk up to the closing backquote or to the next substitution.
    void readTemplate()
    {
        for (++m_at; !atEnd(); ++m_at) {
            if (at() == u'\\') {
                ++m_at;
            } else if (at() == u'`') {
                ++m_at;
                m_regexAllowed = false;
                return;
            } else if (at() == u'$' && at(1) == u'{') {
                m_at += 2;
                m_brackets.append({u'`', false});
                m_regexAllowed = true;
                return;
            }
        }
        m_at = qMin(m_at, m_source.size());
    }

    void readRegex()
    {
        bool inClass = false;
        for (++m_at; !atEnd() && !isLineEnd(at()); ++m_at) {
            if (at() == u'\\')
                ++m_at;
            else if (at() == u'[')
                inClass = true;
            else if (at() == u']')
                inClass = false;
            else if (at() == u'/' && !inClass)
                break;
        }
        m_at = qMin(m_at, m_source.size());
        if (at() == u'/') {
            ++m_at;
            readWord(); // its flags
        }
    }

    void readMark()
    {
        const QChar c = at();
        const qsizetype start = m_at;
        if (c == u'}' && !m_brackets.isEmpty() && m_brackets.last().open == u'`') {
            m_brackets.removeLast();
            finish(ScriptToken::Kind::Template, start, &Tokenizer::readTemplate);
            return;
        }
        if (c == u'(' || c == u'[' || c == u'{') {
            const Bracket bracket{c, statementFollows(c)};
            ++m_at;
            append(ScriptToken::Kind::Mark, start, int(m_brackets.size()));
            m_brackets.append(bracket);
            m_regexAllowed = true;
        } else if (c == u')' || c == u']' || c == u'}') {
            const Bracket bracket = m_brackets.isEmpty() ? Bracket{c, true} : m_brackets.takeLast();
            ++m_at;
            append(ScriptToken::Kind::Mark, start, int(m_brackets.size()));
            m_regexAllowed = bracket.statementFollows;
        } else {
            // "=>" is the one longer mark that matters, and "++" and "--" may end an expression.
            const bool pair =
                (c == u'=' && at(1) == u'>') || ((c == u'+' || c == u'-') && at(1) == c);
            m_at += pair ? 2 : 1;
            append(ScriptToken::Kind::Mark, start, int(m_brackets.size()));
            m_regexAllowed = !pair || c == u'=' || m_regexAllowed;
        }
    }

    /// Whether the bracket @p open is one after whose end a statement begins: the parentheses of
    /// if, while, for and with, and the braces of blocks.
    [[nodiscard]] bool statementFollows(QChar open) const
    {
        if (m_tokens.isEmpty())
            return open == u'{';
        const QStringView before = textOf(m_tokens.last());
        const bool word = m_tokens.last().kind == ScriptToken::Kind::Word;
        if (open == u'(') {
            const bool forAwait = before == u"await" && m_tokens.size() > 1
                && textOf(m_tokens.at(m_tokens.size() - 2)) == u"for";
            return word && (forAwait || (headsStatement(before) && !afterDot()));
        }
        if (open != u'{')
            return false;
        return before == u")" || before == u";" || before == u"{" || before == u"}"
            || before == u"=>"
            || (word && !(expectsExpression(before) && before != u"do" && before != u"else"));
    }

    QStringView m_source;
    qsizetype m_at = 0;
    bool m_newLine = false;
    bool m_regexAllowed = true;
    QList<Bracket> m_brackets;
    QList<ScriptToken> m_tokens;
};

} // namespace

QList<ScriptToken> scriptTokens(QStringView source)
{
    return Tokenizer(source).run();
}

qsizetype closingBrace(QStringView source)
{
    return Tokenizer(source).findClosingBrace();
}

} // namespace heliograph
