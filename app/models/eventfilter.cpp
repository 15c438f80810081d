// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/eventfilter.h"

#include <algorithm>
#include <utility>

namespace heliograph {

namespace {

QStringList splitWords(const QString &text)
{
    QStringList words;
    QString word;
    bool quoted = false;
    for (const QChar c : text) {
        if (c == u'"') {
            quoted = !quoted;
        } else if (c.isSpace() && !quoted) {
            if (!word.isEmpty())
                words.append(std::exchange(word, {}));
        } else {
            word.append(c);
        }
    }
    if (!word.isEmpty())
        words.append(word);
    return words;
}

bool isAscii(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), [](QChar c) { return c.unicode() < 0x80; });
}

char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Looks for @p needle, already lower case, without copying @p bytes.
bool containsFolded(const QByteArray &bytes, const QByteArray &needle)
{
    return std::search(bytes.cbegin(), bytes.cend(), needle.cbegin(), needle.cend(),
                       [](char a, char b) { return folded(a) == b; })
        != bytes.cend();
}

QRegularExpression globOf(const QString &pattern)
{
    // Not wildcardToRegularExpression(): there, "/" ends what "*" matches.
    QString expression = QRegularExpression::escape(pattern);
    expression.replace(QLatin1String("\\*"), QLatin1String(".*"));
    expression.replace(QLatin1String("\\?"), QLatin1String("."));
    return QRegularExpression(QRegularExpression::anchoredPattern(expression),
                              QRegularExpression::CaseInsensitiveOption
                                  | QRegularExpression::DotMatchesEverythingOption);
}

} // namespace

EventFilter::EventFilter(const QString &text) : m_text(text.trimmed())
{
    for (const QString &word : splitWords(m_text))
        addTerm(word);
}

void EventFilter::addTerm(QString word)
{
    Term term;
    if (word.size() > 1 && word.startsWith(u'-')) {
        term.negated = true;
        word.remove(0, 1);
    }
    static const struct {
        QLatin1String prefix;
        Field field;
    } prefixes[] = {{QLatin1String("event:"), Field::Event},
                    {QLatin1String("id:"), Field::Id},
                    {QLatin1String("endpoint:"), Field::Endpoint},
                    {QLatin1String("data:"), Field::Data}};
    for (const auto &known : prefixes) {
        if (word.startsWith(known.prefix, Qt::CaseInsensitive)) {
            term.field = known.field;
            word.remove(0, known.prefix.size());
            break;
        }
    }
    if (word.isEmpty()) // "event:" while it is being typed
        return;
    term.text = word;
    term.ascii = isAscii(word);
    term.folded = word.toLower().toUtf8();
    if (term.field != Field::Any && term.field != Field::Data)
        term.glob = globOf(word);
    m_terms.append(term);
}

bool EventFilter::holds(const Term &term, const QByteArray &bytes)
{
    if (term.ascii)
        return containsFolded(bytes, term.folded);
    return QString::fromUtf8(bytes).contains(term.text, Qt::CaseInsensitive);
}

bool EventFilter::globs(const Term &term, const QByteArray &bytes)
{
    return term.glob.match(QString::fromUtf8(bytes)).hasMatch();
}

bool EventFilter::matches(const Term &term, const JournalEntry &entry)
{
    switch (term.field) {
    case Field::Event:
        return globs(term, entry.eventType);
    case Field::Id:
        return globs(term, entry.eventId);
    case Field::Endpoint:
        return globs(term, entry.endpoint);
    case Field::Data:
        return holds(term, entry.data());
    case Field::Any:
        break;
    }
    if (holds(term, entry.eventType) || holds(term, entry.eventId)
        || (!entry.text.isEmpty() && entry.text.contains(term.text, Qt::CaseInsensitive)))
        return true;
    // Taking the data out costs a copy, so the bytes are searched first; only a line break differs.
    if (term.ascii && !term.folded.contains('\n') && !holds(term, entry.wire))
        return false;
    return holds(term, entry.data());
}

bool EventFilter::matches(const JournalEntry &entry) const
{
    return std::all_of(m_terms.cbegin(), m_terms.cend(),
                       [&entry](const Term &term) { return matches(term, entry) != term.negated; });
}

} // namespace heliograph
