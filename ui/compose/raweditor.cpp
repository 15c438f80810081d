// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/raweditor.h"

#include "app/compose/rawtext.h"
#include "ui/parts/highlightlimits.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QShortcut>
#include <QSyntaxHighlighter>
#include <QTextDocument>

#include <memory>

namespace heliograph {

namespace {

constexpr auto EscapedText = "application/x-heliograph-escaped";

/// The length of the escape at @p at, well-formed or not.
qsizetype escapeLength(const QString &text, qsizetype at)
{
    const QChar kind = at + 1 < text.size() ? text.at(at + 1) : QChar();
    if (kind == u'x')
        return 4;
    if (kind != u'u')
        return 2;
    const qsizetype end = text.indexOf(u'}', at);
    return end < 0 ? 2 : end - at + 1;
}

} // namespace

/// Field names and comments quiet, escapes coloured.
class RawHighlighter final : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

protected:
    void highlightBlock(const QString &text) override
    {
        if (text.size() > highlightlimits::longestLine
            || document()->characterCount() > highlightlimits::largestDocument)
            return;
        const qsizetype colon = text.indexOf(u':');
        const qsizetype quiet = colon == 0 ? text.size() : colon + 1;
        setFormat(0, static_cast<int>(quiet), theme::color(theme::Role::QuietText));
        for (qsizetype at = text.indexOf(u'\\'); at >= 0;) {
            const qsizetype length = escapeLength(text, at);
            setFormat(static_cast<int>(at), static_cast<int>(length),
                      theme::color(theme::Role::Accent));
            at = text.indexOf(u'\\', at + length);
        }
    }
};

RawEditor::RawEditor(QWidget *parent)
    : PlainEditor(parent), m_highlighter(new RawHighlighter(document()))
{
    setObjectName(QStringLiteral("composeRaw"));
    setAccessibleName(tr("Bytes"));
    setToolTip(tr("Sent exactly as written. Each line break is an LF. Escapes: \\n \\r \\t \\0 "
                  "\\\\ \\xHH \\u{H…}. Paste text with escapes: Ctrl+Shift+V. Send: Ctrl+Enter"));
    setPlaceholderText(tr("data: any bytes, such as \\r, \\0 or \\xff\n\n"
                          "An empty line ends an event."));
    auto *paste = new QShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), this);
    paste->setContext(Qt::WidgetShortcut);
    connect(paste, &QShortcut::activated, this, &RawEditor::pasteEscapes);
}

void RawEditor::pasteEscapes()
{
    m_pastesEscapes = true;
    paste();
    m_pastesEscapes = false;
}

QString RawEditor::pastedText(const QMimeData *source) const
{
    const QByteArray escaped = source->data(QLatin1String(EscapedText));
    if (!escaped.isEmpty())
        return QString::fromUtf8(escaped);
    return m_pastesEscapes ? source->text() : rawText(source->text().toUtf8());
}

QMimeData *RawEditor::createMimeDataFromSelection() const
{
    QMimeData *copied = PlainEditor::createMimeDataFromSelection();
    const QString exact = textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n');
    copied->setData(QLatin1String(EscapedText), exact.toUtf8());
    return copied;
}

void RawEditor::contextMenuEvent(QContextMenuEvent *event)
{
    const std::unique_ptr<QMenu> menu(createStandardContextMenu());
    QAction *paste =
        menu->addAction(tr("Paste with escapes\tCtrl+Shift+V"), this, &RawEditor::pasteEscapes);
    paste->setEnabled(canPaste() && !isReadOnly());
    menu->exec(event->globalPos());
}

void RawEditor::changeEvent(QEvent *event)
{
    PlainEditor::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

} // namespace heliograph
