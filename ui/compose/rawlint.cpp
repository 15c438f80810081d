// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/rawlint.h"

#include "app/compose/rawtext.h"
#include "app/models/readable.h"
#include "app/sse/eventparser.h"

#include <QCoreApplication>
#include <QStringList>

namespace heliograph {

namespace {

constexpr qsizetype MostRows = 200;
constexpr qsizetype LintedData = 300;
/// What the parser gets first: a client takes a BOM off the beginning of its stream only.
constexpr QByteArrayView Before(":\n\n");

struct Text {
    Q_DECLARE_TR_FUNCTIONS(RawLint)
};

/// Finds where in a text without wrong escapes the bytes stand that it stands for. Cheap when asked
/// for rising offsets.
class TextPositions {
public:
    explicit TextPositions(QStringView text) : m_text(text) { }

    /// The position of byte @p offset; line() is its line.
    qsizetype find(qsizetype offset)
    {
        if (offset < m_bytes)
            *this = TextPositions(m_text);
        while (m_bytes < offset && m_at < m_text.size())
            step();
        return m_at;
    }

    [[nodiscard]] int line() const { return m_line; }

private:
    void step()
    {
        const QChar c = m_text.at(m_at);
        if (c == u'\\') {
            stepEscape();
            return;
        }
        m_line += c == u'\n' ? 1 : 0;
        const bool isPair =
            c.isHighSurrogate() && m_at + 1 < m_text.size() && m_text.at(m_at + 1).isLowSurrogate();
        m_bytes += isPair ? 4 : bytesOf(c.unicode());
        m_at += isPair ? 2 : 1;
    }

    void stepEscape()
    {
        const QChar kind = m_at + 1 < m_text.size() ? m_text.at(m_at + 1) : QChar();
        if (kind != u'u') {
            m_bytes += 1;
            m_at += kind == u'x' ? 4 : 2;
            return;
        }
        const qsizetype end = m_text.indexOf(u'}', m_at);
        m_bytes += bytesOf(m_text.mid(m_at + 3, end - m_at - 3).toUInt(nullptr, 16));
        m_at = end < 0 ? m_text.size() : end + 1;
    }

    static qsizetype bytesOf(char32_t code)
    {
        return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }

    QStringView m_text;
    qsizetype m_at = 0;
    qsizetype m_bytes = 0;
    int m_line = 1;
};

QString sentence(const Finding &finding)
{
    const QString detail = readable::oneLine(finding.detail, 40);
    switch (finding.kind) {
    case Finding::Kind::UnknownField:
        return Text::tr("“%1” is no field of an event stream; the line is ignored.").arg(detail);
    case Finding::Kind::InvalidRetry:
        return Text::tr("Retry takes digits only; “%1” is ignored.").arg(detail);
    case Finding::Kind::NulInId:
        return Text::tr("An id that holds NUL is ignored; the one before stays.");
    case Finding::Kind::InvalidUtf8:
        return Text::tr("These bytes are not UTF-8; the client reads � instead.");
    case Finding::Kind::UnfinishedEvent:
        return Text::tr("It does not end with a blank line: what is sent next continues this "
                        "event.");
    case Finding::Kind::EventTooLarge:
        break;
    }
    return Text::tr("The event is too large to be read.");
}

bool isUnfinished(const StreamItem &item)
{
    return !item.findings.isEmpty()
        && item.findings.constLast().kind == Finding::Kind::UnfinishedEvent;
}

/// What a block without an event does.
QString effect(const StreamItem &item, const QByteArray &idBefore)
{
    QStringList parts;
    if (!item.comments.isEmpty())
        parts << Text::tr("comment “%1”").arg(readable::oneLine(item.comments.constFirst(), 60));
    if (item.retry)
        parts << Text::tr("sets retry to %1 ms")
                     .arg(readable::number(static_cast<quint64>(item.retry->count())));
    if (item.lastEventId != idBefore)
        parts << (item.lastEventId.isEmpty() ? Text::tr("resets the last event ID")
                                             : Text::tr("sets the last event ID to %1")
                                                   .arg(readable::oneLine(item.lastEventId, 40)));
    return parts.isEmpty()
        ? Text::tr("dispatches nothing")
        : Text::tr("dispatches nothing: %1").arg(parts.join(QLatin1String(", ")));
}

/// Makes the rows of the items that come from one parser.
class RowMaker {
public:
    RowMaker(const QString &text, qsizetype bytes)
        : m_positions(text), m_end(static_cast<quint64>(bytes + Before.size()))
    {
        m_lint.bytes = bytes;
    }

    void add(const QList<StreamItem> &items)
    {
        for (const StreamItem &item : items)
            add(item);
    }

    [[nodiscard]] RawLint take()
    {
        if (m_left > 0)
            m_lint.rows.append({LintRow::Kind::Note,
                                0,
                                -1,
                                {},
                                Text::tr("… and %1 more").arg(readable::number(m_left))});
        return std::move(m_lint);
    }

private:
    void add(const StreamItem &item)
    {
        if (item.kind == StreamItem::Kind::Event) {
            ++m_lint.events;
            QString text = readable::oneLine(item.data, LintedData);
            if (item.lastEventId != m_id)
                text = Text::tr("id %1  ").arg(readable::oneLine(item.lastEventId, 40)) + text;
            append(LintRow::Kind::Event, item.offset, item.type, text);
        } else if (!isUnfinished(item)) {
            append(LintRow::Kind::Nothing, item.offset, {}, effect(item, m_id));
        }
        m_id = item.lastEventId;
        for (const Finding &finding : item.findings) {
            ++m_lint.findings;
            const bool atEnd = finding.kind == Finding::Kind::UnfinishedEvent;
            append(LintRow::Kind::Finding, atEnd ? m_end : finding.offset, {}, sentence(finding));
        }
    }

    void append(LintRow::Kind kind, quint64 offset, const QByteArray &type, const QString &text)
    {
        if (m_lint.rows.size() >= MostRows) {
            ++m_left;
            return;
        }
        const qsizetype position = m_positions.find(static_cast<qsizetype>(offset) - Before.size());
        m_lint.rows.append({kind, m_positions.line(), position, type, text});
    }

    TextPositions m_positions;
    quint64 m_end; ///< offset behind the last byte
    QByteArray m_id;
    RawLint m_lint;
    quint64 m_left = 0;
};

} // namespace

RawLint lintOf(const QString &text)
{
    const auto bytes = rawBytes(text);
    if (!bytes)
        return {};
    EventParser parser;
    static_cast<void>(parser.feed(Before));
    RowMaker rows(text, bytes->size());
    rows.add(parser.feed(*bytes));
    rows.add(parser.finish());
    return rows.take();
}

} // namespace heliograph
