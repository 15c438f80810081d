// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/wirepreview.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLocale>
#include <QSyntaxHighlighter>

namespace heliograph {

namespace {

constexpr qsizetype ShownBytes = 4096;
constexpr QChar LineEnd(0x21b5); // ↵

QString shownText(QByteArrayView wire)
{
    const auto head = wire.first(qMin(wire.size(), ShownBytes));
    QString text = QString::fromUtf8(head);
    if (text.endsWith(u'\n'))
        text.chop(1);
    else
        return text + QStringLiteral("…");
    return text.replace(u'\n', QString(LineEnd) + u'\n') + LineEnd;
}

} // namespace

class WireHighlighter final : public QSyntaxHighlighter {
public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    void setIdIsGuess(bool guess) { m_idIsGuess = guess; }

protected:
    void highlightBlock(const QString &text) override
    {
        const QColor quiet = theme::color(theme::Role::QuietText);
        const auto length = static_cast<int>(text.size());
        const auto colon = static_cast<int>(text.indexOf(u':'));
        const bool whole = colon == 0 || text.startsWith(u'…')
            || (m_idIsGuess && text.startsWith(QLatin1String("id:")));
        setFormat(0, whole ? length : colon + 1, quiet);
        if (text.endsWith(LineEnd))
            setFormat(length - 1, 1, quiet);
    }

private:
    bool m_idIsGuess = false;
};

WirePreview::WirePreview(QWidget *parent)
    : QPlainTextEdit(parent), m_highlighter(new WireHighlighter(document()))
{
    setObjectName(QStringLiteral("composeWire"));
    setAccessibleName(tr("On the wire"));
    setToolTip(tr("The exact bytes that will leave; ↵ is a line feed"));
    setReadOnly(true);
    setPlaceholderText(tr("Nothing leaves until the marked field is put right."));
    setTabChangesFocus(true);
    setFont(theme::fixedFont());
    setWordWrapMode(QTextOption::WrapAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(6);
}

void WirePreview::showWire(const QByteArray &wire, bool idIsGuess)
{
    QString text = shownText(wire);
    if (wire.size() > ShownBytes)
        text += tr("\n… %1 bytes in all").arg(locale().toString(wire.size()));
    m_highlighter->setIdIsGuess(idIsGuess);
    if (text != toPlainText())
        setPlainText(text);
    else
        m_highlighter->rehighlight();
}

void WirePreview::showNothing()
{
    clear();
}

QSize WirePreview::sizeHint() const
{
    const int lines = 6;
    return {fontMetrics().averageCharWidth() * 24, fontMetrics().lineSpacing() * lines + 18};
}

void WirePreview::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->rehighlight();
}

} // namespace heliograph
