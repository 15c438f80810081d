// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/javascripthighlighter.h"

#include "ui/parts/highlightlimits.h"
#include "ui/theme/theme.h"

#include <QSet>
#include <QTextBlock>

#include <array>

namespace heliograph {

namespace {

enum class Piece { Code, Keyword, Constant, Number, String, Regex, Comment };

/// Where the lexer stands at the end of a line.
struct LexState {
    static constexpr int MostSubstitutions = 5;

    bool inComment = false;
    bool inTemplate = false; ///< in the text of a template literal
    bool regexAllowed = true; ///< an expression may begin: "/" is no division
    int substitutions = 0; ///< open "${"
    std::array<int, MostSubstitutions> braces{}; ///< open in each substitution, at most 31

    /// As a block's state: a small number, never negative.
    [[nodiscard]] int toInt() const
    {
        int result =
            int(inComment) | int(inTemplate) << 1 | int(regexAllowed) << 2 | substitutions << 3;
        for (int level = 0; level < substitutions; ++level)
            result |= braces.at(std::size_t(level)) << (6 + 5 * level);
        return result;
    }

    [[nodiscard]] static LexState fromInt(int value)
    {
        LexState state;
        if (value < 0)
            return state; // the first line
        state.inComment = value & 1;
        state.inTemplate = value & 2;
        state.regexAllowed = value & 4;
        state.substitutions = qMin(value >> 3 & 7, MostSubstitutions);
        for (int level = 0; level < state.substitutions; ++level)
            state.braces.at(std::size_t(level)) = value >> (6 + 5 * level) & 31;
        return state;
    }
};

bool isWordStart(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$' || c == u'#';
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || c.isDigit();
}

QSet<QString> wordSet(const char *words)
{
    const QStringList list = QString::fromLatin1(words).split(u' ');
    return {list.cbegin(), list.cend()};
}

bool isKeyword(const QString &word)
{
    static const QSet<QString> words = wordSet(
        "as async await break case catch class const continue debugger default delete do "
        "else export extends finally for from function get if import in instanceof let new "
        "of return set static super switch this throw try typeof var void while with yield");
    return words.contains(word);
}

bool isConstant(const QString &word)
{
    static const QSet<QString> words = wordSet("true false null undefined NaN Infinity");
    return words.contains(word);
}

/// Keywords after which an expression begins.
bool expectsExpression(const QString &word)
{
    static const QSet<QString> words = wordSet(
        "return typeof instanceof in of new delete void throw case do else yield await default");
    return words.contains(word);
}

/// Cuts one line into pieces, from the state that the line before left behind.
class LineLexer {
public:
    LineLexer(const QString &text, LexState state) : m_text(text), m_state(state) { }

    /// Calls @p take(start, length, piece) for each, in order. Returns the state at the line's end.
    template <typename Function> LexState run(Function take)
    {
        while (m_at < m_text.size()) {
            const qsizetype start = m_at;
            const Piece piece = next();
            take(int(start), int(m_at - start), piece);
        }
        return m_state;
    }

private:
    [[nodiscard]] QChar at(qsizetype offset = 0) const
    {
        return m_at + offset < m_text.size() ? m_text.at(m_at + offset) : QChar();
    }

    Piece next()
    {
        if (m_state.inComment)
            return readComment();
        if (m_state.inTemplate)
            return readTemplate();
        const QChar c = at();
        if (c == u'/' && at(1) == u'/') {
            m_at = m_text.size();
            return Piece::Comment;
        }
        if (c == u'/' && at(1) == u'*') {
            m_state.inComment = true;
            m_at += 2;
            return readComment();
        }
        if (c.isDigit() || (c == u'.' && at(1).isDigit()))
            return readNumber();
        if (isWordStart(c))
            return readWord();
        if (c == u'"' || c == u'\'')
            return readString();
        if (c == u'/' && m_state.regexAllowed)
            return readRegex();
        return readMark();
    }

    Piece readComment()
    {
        const qsizetype end = m_text.indexOf(QLatin1String("*/"), m_at);
        m_state.inComment = end < 0;
        m_at = end < 0 ? m_text.size() : end + 2;
        return Piece::Comment;
    }

    Piece readTemplate()
    {
        while (m_at < m_text.size()) {
            if (at() == u'\\') {
                m_at = qMin(m_at + 2, m_text.size());
            } else if (at() == u'`') {
                ++m_at;
                m_state.inTemplate = false;
                m_state.regexAllowed = false;
                break;
            } else if (at() == u'$' && at(1) == u'{'
                       && m_state.substitutions < LexState::MostSubstitutions) {
                m_at += 2;
                m_state.braces.at(std::size_t(m_state.substitutions++)) = 0;
                m_state.inTemplate = false;
                m_state.regexAllowed = true;
                break;
            } else {
                ++m_at;
            }
        }
        return Piece::String;
    }

    Piece readNumber()
    {
        while (isWordPart(at()) || at() == u'.')
            ++m_at;
        m_state.regexAllowed = false;
        return Piece::Number;
    }

    Piece readWord()
    {
        const qsizetype start = m_at;
        while (isWordPart(at()))
            ++m_at;
        const QString word = m_text.mid(start, m_at - start);
        const bool isProperty = start > 0 && m_text.at(start - 1) == u'.'
            && !(start > 2 && m_text.at(start - 2) == u'.');
        const bool isName = isProperty || at() == u':' || (at() == u'(' && isMethodWord(word));
        m_state.regexAllowed = !isName && expectsExpression(word);
        if (isName)
            return Piece::Code;
        return isConstant(word) ? Piece::Constant : isKeyword(word) ? Piece::Keyword : Piece::Code;
    }

    /// Words that are keywords only where no parenthesis follows: map.get(), of().
    [[nodiscard]] static bool isMethodWord(const QString &word)
    {
        static const QSet<QString> words = wordSet("as from get of set static");
        return words.contains(word);
    }

    Piece readString()
    {
        const QChar quote = at();
        for (++m_at; m_at < m_text.size() && at() != quote; ++m_at) {
            if (at() == u'\\')
                ++m_at;
        }
        m_at = qMin(m_at + 1, m_text.size());
        m_state.regexAllowed = false;
        return Piece::String;
    }

    Piece readRegex()
    {
        bool inClass = false;
        for (++m_at; m_at < m_text.size() && (inClass || at() != u'/'); ++m_at) {
            if (at() == u'\\')
                ++m_at;
            else if (at() == u'[' || at() == u']')
                inClass = at() == u'[';
        }
        m_at = qMin(m_at + 1, m_text.size());
        while (at().isLetter())
            ++m_at; // its flags
        m_state.regexAllowed = false;
        return Piece::Regex;
    }

    Piece readMark()
    {
        const QChar c = at();
        ++m_at;
        if (c == u'`') {
            m_state.inTemplate = true;
            return readTemplate();
        }
        if (m_state.substitutions > 0 && (c == u'{' || c == u'}')) {
            int &open = m_state.braces.at(std::size_t(m_state.substitutions - 1));
            if (c == u'}' && open == 0) {
                --m_state.substitutions;
                m_state.inTemplate = true;
                return Piece::String;
            }
            open = qBound(0, open + (c == u'{' ? 1 : -1), 31);
        }
        if (!c.isSpace())
            m_state.regexAllowed = c != u')' && c != u']';
        return Piece::Code;
    }

    const QString &m_text;
    qsizetype m_at = 0;
    LexState m_state;
};

theme::Role roleOf(Piece piece)
{
    switch (piece) {
    case Piece::Keyword:
        return theme::Role::Accent;
    case Piece::Constant:
    case Piece::Number:
    case Piece::Regex:
        return theme::Role::Warning;
    case Piece::String:
        return theme::Role::Good;
    case Piece::Comment:
        return theme::Role::QuietText;
    case Piece::Code:
        break;
    }
    return theme::Role::Text;
}

} // namespace

JavaScriptHighlighter::JavaScriptHighlighter(QTextDocument *document) : QSyntaxHighlighter(document)
{
}

void JavaScriptHighlighter::highlightBlock(const QString &text)
{
    if (text.size() > highlightlimits::longestLine) {
        setCurrentBlockState(previousBlockState());
        return;
    }
    LineLexer lexer(text, LexState::fromInt(previousBlockState()));
    const LexState end = lexer.run([this](int start, int length, Piece piece) {
        if (piece != Piece::Code)
            setFormat(start, length, theme::color(roleOf(piece)));
    });
    setCurrentBlockState(end.toInt());
}

QBitArray JavaScriptHighlighter::codeColumns(const QTextBlock &block)
{
    const QString text = block.text();
    QBitArray result(text.size(), true);
    if (text.size() > highlightlimits::longestLine)
        return result;
    const QTextBlock before = block.previous();
    LineLexer lexer(text, LexState::fromInt(before.isValid() ? before.userState() : -1));
    lexer.run([&result](int start, int length, Piece piece) {
        if (piece != Piece::Code)
            result.fill(false, start, start + length);
    });
    return result;
}

} // namespace heliograph
