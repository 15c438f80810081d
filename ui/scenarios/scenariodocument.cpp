// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scenarios/scenariodocument.h"

#include "ui/parts/javascripthighlighter.h"
#include "ui/theme/theme.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPlainTextDocumentLayout>
#include <QSaveFile>
#include <QStringDecoder>
#include <QTextCursor>

namespace heliograph {

namespace {

constexpr qint64 mostBytes = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds settleTime{120};

struct FileText {
    QString text; ///< lines end with LF
    bool crlf = false;
    bool bom = false;
};

Result<FileText> readText(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure("scenario-unreadable",
                       ScenarioDocument::tr("%1 cannot be read: %2.")
                           .arg(QDir::toNativeSeparators(path), file.errorString()),
                       "scenario");
    const QByteArray bytes = file.read(mostBytes + 1);
    if (bytes.size() > mostBytes)
        return failure("scenario-too-large",
                       ScenarioDocument::tr("%1 is larger than 4 MiB, more than a scenario may be.")
                           .arg(QDir::toNativeSeparators(path)),
                       "scenario");
    QStringDecoder decode(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    FileText result;
    result.text = decode(bytes);
    if (decode.hasError() || bytes.contains('\0'))
        return failure("scenario-not-text",
                       ScenarioDocument::tr("%1 is not text in UTF-8. Save it as UTF-8 first.")
                           .arg(QDir::toNativeSeparators(path)),
                       "scenario");
    result.bom = bytes.startsWith("\xef\xbb\xbf");
    result.crlf = result.text.contains(QLatin1String("\r\n"));
    result.text.replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    return result;
}

} // namespace

ScenarioDocument::ScenarioDocument(QObject *parent)
    : QObject(parent), m_highlighter(new JavaScriptHighlighter(&m_document))
{
    m_dark = theme::isDark();
    m_document.setDocumentLayout(new QPlainTextDocumentLayout(&m_document));
    m_document.setDocumentMargin(4);
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &ScenarioDocument::look);
    // Not started anew while it runs: a folder where much happens would put it off for ever.
    const auto lookSoon = [this] {
        if (!m_settle.isActive())
            m_settle.start();
    };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, lookSoon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, lookSoon);
    connect(&m_document, &QTextDocument::modificationChanged, this,
            &ScenarioDocument::modifiedChanged);
}

void ScenarioDocument::setOriginal(const QString &text)
{
    m_document.setPlainText(text);
    setSaved(text);
}

Result<void> ScenarioDocument::open(const QString &path)
{
    const Result<FileText> read = readText(path);
    if (!read)
        return tl::unexpected(read.error());
    m_crlf = read->crlf;
    m_bom = read->bom;
    m_path = path;
    m_document.setPlainText(read->text);
    setSaved(read->text);
    watch();
    return {};
}

Result<void> ScenarioDocument::save(const QString &path)
{
    const QString now = text();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(toBytes(now)) < 0 || !file.commit())
        return failure("scenario-unwritable",
                       tr("%1 cannot be written: %2. Save it somewhere else.")
                           .arg(QDir::toNativeSeparators(path), file.errorString()),
                       "scenario");
    m_path = path;
    m_theirs.reset();
    setSaved(now);
    watch();
    return {};
}

void ScenarioDocument::revert()
{
    replaceText(m_saved);
    m_document.setModified(false);
}

void ScenarioDocument::replaceText(const QString &text)
{
    const QString before = this->text();
    qsizetype head = 0;
    const qsizetype most = qMin(before.size(), text.size());
    while (head < most && before.at(head) == text.at(head))
        ++head;
    qsizetype tail = 0;
    while (tail < most - head
           && before.at(before.size() - 1 - tail) == text.at(text.size() - 1 - tail))
        ++tail;
    QTextCursor cursor(&m_document);
    cursor.setPosition(int(head));
    cursor.setPosition(int(before.size() - tail), QTextCursor::KeepAnchor);
    cursor.insertText(text.mid(head, text.size() - head - tail));
}

/// toPlainText() would turn no-break spaces into spaces.
QString ScenarioDocument::text() const
{
    QString result = m_document.toRawText();
    return result.replace(QChar::ParagraphSeparator, u'\n');
}

void ScenarioDocument::keepMine()
{
    if (m_theirs)
        m_saved = *m_theirs; // the same change is not asked about twice
    m_theirs.reset();
}

void ScenarioDocument::takeTheirs()
{
    if (!m_theirs)
        return;
    const QString theirs = *m_theirs;
    m_theirs.reset();
    replaceText(theirs);
    setSaved(theirs);
    Q_EMIT reloaded();
}

void ScenarioDocument::applyTheme()
{
    if (m_dark == theme::isDark())
        return;
    m_dark = theme::isDark();
    m_highlighter->rehighlight();
}

/// The folder is watched too: a file that was replaced is no longer the one that is watched.
void ScenarioDocument::watch()
{
    const QStringList wanted{m_path, QFileInfo(m_path).path()};
    QStringList gone;
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString &path : watched) {
        if (!wanted.contains(path))
            gone.append(path);
    }
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    for (const QString &path : wanted) {
        if (!watched.contains(path) && QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

void ScenarioDocument::look()
{
    watch();
    const Result<FileText> read = readText(m_path);
    if (!read)
        return; // being replaced, or gone: saving writes it again
    if (read->text == m_saved || read->text == m_theirs)
        return;
    m_crlf = read->crlf;
    m_bom = read->bom;
    if (read->text == text()) {
        m_theirs.reset();
        setSaved(read->text);
    } else if (!isModified()) {
        replaceText(read->text);
        setSaved(read->text);
        Q_EMIT reloaded();
    } else {
        m_theirs = read->text;
        Q_EMIT conflicted();
    }
}

void ScenarioDocument::setSaved(const QString &text)
{
    m_saved = text;
    m_document.setModified(false);
}

QByteArray ScenarioDocument::toBytes(const QString &text) const
{
    QString written = text;
    if (m_crlf)
        written.replace(u'\n', QLatin1String("\r\n"));
    return (m_bom ? QByteArray("\xef\xbb\xbf") : QByteArray()) + written.toUtf8();
}

} // namespace heliograph
