// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scriptrewrite.h"

#include "app/scenario/scripttokens.h"

namespace heliograph {

namespace {

using Kind = ScriptToken::Kind;

class Rewriter {
public:
    explicit Rewriter(const QString &source) : m_source(source), m_tokens(scriptTokens(source)) { }

    QString run()
    {
        for (; m_next < m_tokens.size(); ++m_next) {
            if (!isWord(m_next) || isPropertyName())
                continue;
            if (text(m_next) == u"import")
                rewriteImport();
            else if (text(m_next) == u"export" && m_tokens.at(m_next).depth == 0)
                rewriteExport();
        }
        m_result += QStringView(m_source).mid(m_copied);
        if (m_result.startsWith(QLatin1String("#!")))
            m_result.replace(0, 2, QLatin1String("//"));
        return m_result;
    }

private:
    [[nodiscard]] QStringView text(qsizetype index) const
    {
        if (index < 0 || index >= m_tokens.size())
            return {};
        return QStringView(m_source).mid(m_tokens.at(index).start, m_tokens.at(index).length);
    }
    [[nodiscard]] bool isKind(qsizetype index, Kind kind) const
    {
        return index >= 0 && index < m_tokens.size() && m_tokens.at(index).kind == kind;
    }
    [[nodiscard]] bool isWord(qsizetype index) const { return isKind(index, Kind::Word); }

    /// Whether the word is the name of a member: "a.import", "{ import: 1 }".
    [[nodiscard]] bool isPropertyName() const
    {
        return text(m_next - 1) == u"." || text(m_next + 1) == u":";
    }

    /// Replaces the tokens @p first to @p last, line ends kept.
    void replace(qsizetype first, qsizetype last, const QString &replacement)
    {
        const qsizetype start = m_tokens.at(first).start;
        const qsizetype end = m_tokens.at(last).start + m_tokens.at(last).length;
        const QStringView source(m_source);
        m_result += source.mid(m_copied, start - m_copied);
        m_result += replacement;
        m_result += QString(source.mid(start, end - start).count(u'\n'), u'\n');
        m_copied = end;
        m_next = last;
    }

    void insertBefore(qsizetype index, const QString &insertion)
    {
        const qsizetype start = m_tokens.at(index).start;
        m_result += QStringView(m_source).mid(m_copied, start - m_copied);
        m_result += insertion;
        m_copied = start;
    }

    // --- import ---

    void rewriteImport()
    {
        if (text(m_next + 1) == u"(") {
            replace(m_next, m_next, QStringLiteral("__import"));
        } else if (text(m_next + 1) == u"." && text(m_next + 2) == u"meta") {
            replace(m_next, m_next + 2, QStringLiteral("__meta"));
        } else if (m_tokens.at(m_next).depth == 0) {
            rewriteImportDeclaration();
        }
    }

    /// import "m" | import a from "m" | import { a, b as c } from "m" | import * as n from "m" |
    /// import a, { b } from "m", each with an optional "with { ... }".
    void rewriteImportDeclaration()
    {
        qsizetype at = m_next + 1;
        QString declarations;
        if (isKind(at, Kind::String)) {
            replace(m_next, endOfImport(at), requireCall(at) + semicolon(at));
            return;
        }
        QString defaultName;
        QString rest;
        if (isWord(at)) {
            defaultName = text(at).toString();
            ++at;
            if (text(at) == u",")
                ++at;
        }
        if (text(at) == u"*" && text(at + 1) == u"as") {
            rest = text(at + 2).toString();
            at += 3;
        } else if (text(at) == u"{") {
            rest = namedList(at, QLatin1String(": "));
        }
        if (text(at) != u"from" || !isKind(at + 1, Kind::String))
            return; // not an import after all: the engine says what is wrong with it
        ++at;
        const QString module = requireCall(at);
        if (!defaultName.isEmpty())
            declarations = QStringLiteral("const %1 = __default(%2)").arg(defaultName, module);
        if (!rest.isEmpty()) {
            declarations +=
                declarations.isEmpty() ? QStringLiteral("const ") : QStringLiteral(", ");
            declarations += QStringLiteral("%1 = %2").arg(rest, module);
        }
        replace(m_next, endOfImport(at), declarations + semicolon(at));
    }

    /// The last token of the declaration whose module name is at @p at: past import attributes.
    [[nodiscard]] qsizetype endOfImport(qsizetype at) const
    {
        const bool attributes =
            (text(at + 1) == u"with" || text(at + 1) == u"assert") && text(at + 2) == u"{";
        if (!attributes)
            return at;
        for (qsizetype end = at + 3; end < m_tokens.size(); ++end) {
            if (text(end) == u"}")
                return end;
        }
        return at;
    }

    /// What ends the declaration, unless the author's semicolon does.
    [[nodiscard]] QString semicolon(qsizetype at) const
    {
        return text(endOfImport(at) + 1) == u";" ? QString() : QStringLiteral(";");
    }

    [[nodiscard]] QString requireCall(qsizetype at) const
    {
        return QStringLiteral("require(%1)").arg(text(at));
    }

    /// Reads "{ a, b as c }" at @p at and moves past it: "{ a, b: c }" with @p as ": ".
    QString namedList(qsizetype &at, QLatin1String as)
    {
        QString list;
        for (; at < m_tokens.size(); ++at) {
            list += text(at) == u"as" && text(at - 1) != u"{" && text(at - 1) != u","
                ? as
                : text(at).toString() + (text(at) == u"," ? QStringLiteral(" ") : QString());
            if (text(at) == u"}") {
                ++at;
                break;
            }
        }
        return list;
    }

    // --- export ---

    void rewriteExport()
    {
        const qsizetype what = m_next + 1;
        if (text(what) == u"default")
            rewriteDefault(what + 1);
        else if (text(what) == u"{")
            rewriteExportList(what);
        else if (text(what) == u"*")
            rewriteExportAll(what);
        else if (declarationName(what) >= 0)
            replace(m_next, m_next,
                    exportOf(text(declarationName(what)), text(declarationName(what))));
    }

    [[nodiscard]] static QString exportOf(QStringView name, QStringView value)
    {
        return QStringLiteral("__export(\"%1\", () => %2);").arg(name, value);
    }

    /// Where the name of the declaration at @p at is; -1 when it has none or is no declaration.
    [[nodiscard]] qsizetype declarationName(qsizetype at) const
    {
        if (text(at) == u"async" && text(at + 1) == u"function")
            ++at;
        const QStringView word = text(at);
        if (word != u"function" && word != u"class" && word != u"const" && word != u"let"
            && word != u"var")
            return -1;
        ++at;
        if (text(at) == u"*")
            ++at;
        return isWord(at) && text(at) != u"extends" ? at : -1;
    }

    void rewriteDefault(qsizetype at)
    {
        const bool function = text(at) == u"function" || text(at) == u"class"
            || (text(at) == u"async" && text(at + 1) == u"function");
        const qsizetype name = declarationName(at);
        if (!function) {
            replace(m_next, at - 1, QStringLiteral("__exports.default ="));
        } else if (name >= 0) {
            replace(m_next, at - 1, exportOf(u"default", text(name)));
        } else {
            // Named, so that it stays a declaration and needs no semicolon after it.
            replace(m_next, at - 1, exportOf(u"default", u"__default_export"));
            qsizetype after = at + (text(at) == u"async" ? 2 : 1);
            if (text(after) == u"*")
                ++after;
            insertBefore(after, QStringLiteral(" __default_export "));
        }
    }

    void rewriteExportList(qsizetype at)
    {
        QString calls;
        for (qsizetype i = at + 1; i < m_tokens.size() && text(i) != u"}"; ++i) {
            if (text(i) == u",")
                continue;
            const QStringView local = text(i);
            const bool renamed = text(i + 1) == u"as";
            const QStringView name = renamed ? text(i + 2) : local;
            i += renamed ? 2 : 0;
            calls += exportOf(name, local);
        }
        while (at < m_tokens.size() - 1 && text(at) != u"}")
            ++at;
        if (text(at + 1) == u"from" && isKind(at + 2, Kind::String)) {
            at += 2;
            calls = QStringLiteral("__exportAll(%1);").arg(requireCall(at));
        }
        replace(m_next, at, calls);
    }

    void rewriteExportAll(qsizetype at)
    {
        qsizetype from = at + 1;
        QString name;
        if (text(from) == u"as") {
            name = text(from + 1).toString();
            from += 2;
        }
        if (text(from) != u"from" || !isKind(from + 1, Kind::String))
            return;
        const QString module = requireCall(from + 1);
        replace(m_next, from + 1,
                name.isEmpty() ? QStringLiteral("__exportAll(%1);").arg(module)
                               : exportOf(name, module));
    }

    QString m_source;
    QList<ScriptToken> m_tokens;
    qsizetype m_next = 0; ///< the token looked at
    qsizetype m_copied = 0; ///< what of the source is in the result
    QString m_result;
};

} // namespace

QString rewriteModule(const QString &source)
{
    return Rewriter(source).run();
}

} // namespace heliograph
