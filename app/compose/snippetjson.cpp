// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetjson.h"

#include "app/compose/snippetreader.h"
#include "app/core/say.h"

#include <QJsonDocument>

#include <cmath>

namespace heliograph {

namespace {

constexpr int Version = 1;

// --- Writing ------------------------------------------------------------------------------------

/// Whether @p c must be, or better is, an escape. Readers may take a U+FEFF for a byte order mark.
bool isEscaped(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7f || c.unicode() == 0xfeff;
}

QByteArray quoted(const QString &text)
{
    QString result = QStringLiteral("\"");
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            result += u'\\' + c;
        else if (c == u'\n')
            result += QLatin1String("\\n");
        else if (isEscaped(c))
            result += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            result += c;
    }
    return (result + u'"').toUtf8();
}

/// Members of an object, one a line.
class Members {
public:
    explicit Members(int indent) : m_indent(indent, ' ') { }

    void add(const char *name, const QByteArray &json)
    {
        m_lines.append(m_indent + '"' + name + "\": " + json);
    }
    void addText(const char *name, const QString &text)
    {
        if (!text.isEmpty())
            add(name, quoted(text));
    }
    [[nodiscard]] QByteArray join() const
    {
        return "{\n" + m_lines.join(",\n") + '\n' + m_indent.chopped(2) + '}';
    }

private:
    QByteArray m_indent;
    QByteArrayList m_lines;
};

QByteArray draftJson(const Draft &draft, int indent)
{
    Members members(indent);
    members.add("endpoint", quoted(draft.endpoint));
    if (draft.to != TargetChoice::Everyone)
        members.add("to", draft.to == TargetChoice::Selected ? R"("selected")" : R"("matching")");
    members.addText("match", draft.match);
    if (draft.mode == DraftMode::Raw)
        members.add("mode", R"("raw")");
    members.addText("raw", draft.raw);
    members.addText("event", draft.event);
    if (draft.idChoice != IdChoice::Automatic)
        members.add("id", draft.idChoice == IdChoice::None ? R"("none")" : R"("own")");
    members.addText("ownId", draft.ownId);
    members.addText("retry", draft.retry);
    members.addText("comment", draft.comment);
    const QString text = QString::fromUtf8(draft.data);
    if (text.toUtf8() == draft.data)
        members.addText("data", text);
    else
        members.add("dataBase64", '"' + draft.data.toBase64() + '"');
    if (draft.withoutData)
        members.add("withoutData", "true");
    if (!draft.hasTemplates)
        members.add("templates", "false");
    return members.join();
}

QByteArray listJson(const QList<SnippetItem> &items, int indent);

QByteArray itemJson(const SnippetItem &item, int indent)
{
    Members members(indent + 2);
    if (item.isFolder) {
        members.add("folder", quoted(item.name));
        members.add("snippets", listJson(item.items, indent + 4));
        return members.join();
    }
    members.add("name", quoted(item.name));
    if (item.key != SnippetItem::NoKey)
        members.add("key", QByteArray::number(item.key));
    members.add("draft", draftJson(item.draft, indent + 4));
    return members.join();
}

QByteArray listJson(const QList<SnippetItem> &items, int indent)
{
    if (items.isEmpty())
        return "[]";
    const QByteArray margin(indent, ' ');
    QByteArrayList parts;
    for (const SnippetItem &item : items)
        parts.append(margin + itemJson(item, indent));
    return "[\n" + parts.join(",\n") + '\n' + margin.chopped(2) + ']';
}

// --- Reading ------------------------------------------------------------------------------------

tl::unexpected<Error> invalid(const QString &name, const QString &reason,
                              const QByteArray &place = {})
{
    return failure("invalid-snippets", say("%1 cannot be read: %2").arg(name, reason), place);
}

Result<void> checkVersion(const QJsonObject &top, const QString &name)
{
    if (top.value(QLatin1String("heliograph")) != QLatin1String("snippets"))
        return invalid(name, say("It holds no snippets of Heliograph."), "heliograph");
    const QJsonValue version = top.value(QLatin1String("version"));
    const double number = version.toDouble();
    if (!version.isDouble() || number < 1 || std::floor(number) != number)
        return invalid(name, say("version is no whole number from 1."), "version");
    if (number > Version)
        return failure("newer-version",
                       say("%1 was written by a newer Heliograph (version %2). Nothing was "
                           "changed.")
                           .arg(name, QString::number(number, 'g', 15)),
                       "version");
    return {};
}

} // namespace

QByteArray toJson(const SnippetLibrary &library)
{
    return "{\n  \"heliograph\": \"snippets\",\n  \"version\": " + QByteArray::number(Version)
        + ",\n  \"snippets\": " + listJson(library.items, 4) + "\n}\n";
}

Result<SnippetLibrary> parseSnippets(const QByteArray &bytes, const QString &name)
{
    if (bytes.size() > SnippetLimits::FileBytes)
        return failure("too-large",
                       say("%1 is larger than %2 MiB. Nothing was changed.")
                           .arg(name)
                           .arg(SnippetLimits::FileBytes / 1024 / 1024));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return invalid(name,
                       say("Line %1 is not valid JSON (%2).")
                           .arg(1 + bytes.left(error.offset).count('\n'))
                           .arg(error.errorString()));
    const QJsonObject top = document.object();
    if (const Result<void> version = checkVersion(top, name); !version)
        return tl::unexpected(version.error());
    SnippetReader reader;
    SnippetLibrary library{reader.readItems(top, {}, 0)};
    if (reader.hasFailed())
        return invalid(name, reader.reason(), reader.place());
    return library;
}

} // namespace heliograph
