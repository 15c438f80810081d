// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace heliograph {

/// How JSON text is read.
struct JsonOptions {
    /// `${...}` stands for a value, or a part of a number or string, whatever it holds.
    bool templates = true;
    /// Arrays and objects within each other; more is a fault (RFC 8259, 9 allows a limit).
    int mostDepth = 1000;
    /// What formatting may yield, in bytes: deep nesting makes much indentation of little text.
    qsizetype mostBytes = qsizetype{64} * 1024 * 1024;
};

enum class JsonKind : quint8 {
    ObjectBegin,
    ObjectEnd,
    ArrayBegin,
    ArrayEnd,
    Colon,
    Comma,
    Name, ///< a string that names a member
    String,
    Number,
    Word, ///< true, false, null
    Template, ///< `${...}`, alone or joined to a part of a number
    End,
    Fault,
};

/// One token: text.sliced(offset, length).
struct JsonLexeme {
    JsonKind kind = JsonKind::End;
    qsizetype offset = 0; ///< bytes
    qsizetype length = 0;

    [[nodiscard]] qsizetype end() const { return offset + length; }
};

/// What is wrong with a text, and which bytes of it.
struct JsonFault {
    QString message; ///< a sentence without its place, its first letter small
    qsizetype offset = 0; ///< bytes
    qsizetype length = 0;
};

/// Finds the ends of `${...}` in a text. Looking in vain costs at most about the text's size in
/// all; what is left open, or comes after that, is no template. Borrows the text.
class JsonTemplates {
public:
    explicit JsonTemplates(QByteArrayView text, bool enabled = true)
        : m_text(text), m_enabled(enabled), m_budget(qsizetype{64} * 1024 + text.size())
    {
    }

    [[nodiscard]] bool beginsAt(qsizetype at) const
    {
        return m_enabled && m_text.size() - at > 2 && m_text.data()[at] == '$'
            && m_text.data()[at + 1] == '{';
    }

    /// The place after the `}` that ends the template at @p at, its content read as JavaScript
    /// (strings, comments, braces); -1 when none begins there or nothing ends it.
    [[nodiscard]] qsizetype endOf(qsizetype at);

private:
    QByteArrayView m_text;
    bool m_enabled;
    qsizetype m_budget; ///< bytes that may still be looked at in vain
};

/// Cuts JSON text (RFC 8259, in UTF-8) into tokens, strictly, one at a time. Knows no grammar:
/// every string is a String. Borrows the text.
class JsonTokens {
public:
    explicit JsonTokens(QByteArrayView text, bool templates);

    /// The next token; again and again End at the end, and Fault at a fault.
    [[nodiscard]] JsonLexeme next();

    [[nodiscard]] QByteArrayView text() const { return m_text; }
    [[nodiscard]] const JsonFault &fault() const { return m_fault; }

private:
    [[nodiscard]] JsonLexeme string();
    [[nodiscard]] JsonLexeme bare();
    [[nodiscard]] JsonLexeme number(qsizetype end);
    [[nodiscard]] bool skipEscape(qsizetype &at);
    [[nodiscard]] JsonLexeme take(JsonKind kind, qsizetype end);
    JsonLexeme fail(const QString &message, qsizetype offset, qsizetype length = 1);
    JsonLexeme failOpenTemplate(qsizetype at);
    [[nodiscard]] char at(qsizetype place) const
    {
        return place < m_text.size() ? m_text.data()[place] : '\0';
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    JsonTemplates m_templates;
    JsonFault m_fault;
    bool m_failed = false;
};

} // namespace heliograph
