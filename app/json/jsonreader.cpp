// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/json/jsonreader.h"

#include "app/core/say.h"
#include "app/json/jsontext.h"
#include "app/sse/utf8.h"

#include <QLocale>

#include <algorithm>

namespace heliograph {

namespace {

constexpr qsizetype MostQuoted = 40; // characters of a text that a sentence repeats

QString quoted(QByteArrayView text)
{
    const QString whole = QString::fromUtf8(text.first(std::min(text.size(), 4 * MostQuoted)));
    return whole.size() <= MostQuoted ? whole : whole.first(MostQuoted) + QChar(u'…');
}

} // namespace

JsonReader::JsonReader(QByteArrayView text, JsonOptions options)
    : m_tokens(text, options.templates), m_options(options)
{
    const qsizetype invalid = Utf8::firstInvalid(text);
    if (invalid >= 0)
        fail(say("this is not UTF-8; JSON takes no other encoding."), invalid, 1);
}

JsonLexeme JsonReader::next()
{
    if (m_failed)
        return {JsonKind::Fault, m_fault.offset, m_fault.length};
    JsonLexeme lexeme = m_tokens.next();
    if (lexeme.kind == JsonKind::Fault)
        return fail(m_tokens.fault().message, lexeme);
    switch (m_expect) {
    case Expect::Value:
        return value(lexeme);
    case Expect::Name:
        return name(lexeme);
    case Expect::Colon:
        if (lexeme.kind != JsonKind::Colon)
            return fail(say("a colon is missing after this name."), m_before.end(), 1);
        m_expect = Expect::Value;
        return m_before = lexeme;
    case Expect::More:
        return more(lexeme);
    case Expect::Nothing:
        break;
    }
    if (lexeme.kind == JsonKind::End)
        return lexeme;
    return fail(say("the JSON value has ended before this; remove it, or put both into an array."),
                lexeme);
}

JsonLexeme JsonReader::value(JsonLexeme lexeme)
{
    switch (lexeme.kind) {
    case JsonKind::ObjectBegin:
    case JsonKind::ArrayBegin:
        return open(lexeme);
    case JsonKind::Word: {
        const QByteArrayView word = text(lexeme);
        if (word != "true" && word != "false" && word != "null")
            return fail(
                say("“%1” is not a JSON value; strings take double quotes.").arg(quoted(word)),
                lexeme);
        return done(lexeme);
    }
    case JsonKind::String:
    case JsonKind::Number:
    case JsonKind::Template:
        return done(lexeme);
    case JsonKind::ArrayEnd:
    case JsonKind::ObjectEnd:
        if (m_before.kind == JsonKind::ArrayBegin && lexeme.kind == JsonKind::ArrayEnd)
            return close(lexeme);
        if (m_before.kind == JsonKind::Comma)
            return fail(say("JSON takes no comma before a closing bracket; remove it."), m_before);
        if (m_before.kind == JsonKind::Colon)
            return fail(say("a value is missing after this colon."), m_before);
        return fail(say("a value is expected here, not a closing bracket."), lexeme);
    case JsonKind::End:
        if (m_open.empty())
            return fail(say("there is no JSON here yet; begin with { or [."), lexeme);
        return failUnclosed(lexeme.offset);
    case JsonKind::Comma:
        return fail(say("a value is missing before this comma."), lexeme);
    default:
        return fail(say("a value is expected here."), lexeme);
    }
}

JsonLexeme JsonReader::name(JsonLexeme lexeme)
{
    switch (lexeme.kind) {
    case JsonKind::String:
        lexeme.kind = JsonKind::Name;
        m_expect = Expect::Colon;
        return m_before = lexeme;
    case JsonKind::ObjectEnd:
        if (m_before.kind == JsonKind::ObjectBegin)
            return close(lexeme);
        return fail(say("JSON takes no comma before a closing bracket; remove it."), m_before);
    case JsonKind::End:
        return failUnclosed(lexeme.offset);
    case JsonKind::Word:
    case JsonKind::Number:
        return fail(say("names take double quotes: \"%1\".").arg(quoted(text(lexeme))), lexeme);
    default:
        return fail(say("a name in double quotes is expected here."), lexeme);
    }
}

JsonLexeme JsonReader::more(JsonLexeme lexeme)
{
    const bool inObject = isInObject();
    switch (lexeme.kind) {
    case JsonKind::Comma:
        m_expect = inObject ? Expect::Name : Expect::Value;
        return m_before = lexeme;
    case JsonKind::ObjectEnd:
    case JsonKind::ArrayEnd:
        if (inObject == (lexeme.kind == JsonKind::ObjectEnd))
            return close(lexeme);
        return fail((inObject ? say("this ] stands where a } has to close the { of %1.")
                              : say("this } stands where a ] has to close the [ of %1."))
                        .arg(placeOf(m_open.back())),
                    lexeme);
    case JsonKind::End:
        return failUnclosed(lexeme.offset);
    default:
        return fail(inObject ? say("a comma or } is missing after this value.")
                             : say("a comma or ] is missing after this value."),
                    m_before.end(), 1);
    }
}

JsonLexeme JsonReader::open(JsonLexeme lexeme)
{
    if (depth() >= m_options.mostDepth)
        return fail(say("more than %1 arrays and objects within each other are not read.")
                        .arg(QLocale().toString(m_options.mostDepth)),
                    lexeme);
    m_open.push_back(lexeme.offset);
    m_expect = lexeme.kind == JsonKind::ObjectBegin ? Expect::Name : Expect::Value;
    return m_before = lexeme;
}

JsonLexeme JsonReader::close(JsonLexeme lexeme)
{
    m_open.pop_back();
    return done(lexeme);
}

/// A value ended.
JsonLexeme JsonReader::done(JsonLexeme lexeme)
{
    m_expect = m_open.empty() ? Expect::Nothing : Expect::More;
    return m_before = lexeme;
}

JsonLexeme JsonReader::failUnclosed(qsizetype end)
{
    return fail((isInObject() ? say("the text ends here, but the { of %1 is not closed by a }.")
                              : say("the text ends here, but the [ of %1 is not closed by a ]."))
                    .arg(placeOf(m_open.back())),
                end, 0);
}

QString JsonReader::placeOf(qsizetype offset) const
{
    const JsonPlace place = jsonPlace(text(), offset);
    return say("line %1, column %2").arg(place.line).arg(place.column);
}

bool JsonReader::isInObject() const
{
    return !m_open.empty() && text()[m_open.back()] == '{';
}

JsonLexeme JsonReader::fail(const QString &message, const JsonLexeme &lexeme)
{
    return fail(message, lexeme.offset, lexeme.length);
}

JsonLexeme JsonReader::fail(const QString &message, qsizetype offset, qsizetype length)
{
    m_failed = true;
    m_fault = {message, offset, std::min(length, text().size() - offset)};
    return {JsonKind::Fault, m_fault.offset, m_fault.length};
}

} // namespace heliograph
