// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/core/result.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTextDocument>
#include <QTimer>

#include <optional>

namespace heliograph {

class JavaScriptHighlighter;

/// The text of one scenario while it is edited, and its file, which others may write too.
///
/// A file changed outside is taken over at once while nothing is unsaved here; else conflicted()
/// asks. Editors that write a new file and rename it are understood.
class ScenarioDocument final : public QObject {
    Q_OBJECT

public:
    explicit ScenarioDocument(QObject *parent = nullptr);

    /// A text without a file: a preset's, or a new one. It counts as saved.
    void setOriginal(const QString &text);

    /// Reads @p path and watches it from then on. Errors: "scenario-unreadable",
    /// "scenario-too-large" (over 4 MiB), "scenario-not-text"; the document stays as it was.
    [[nodiscard]] Result<void> open(const QString &path);

    /// Writes the text to @p path, which becomes its file, whole or not at all. Error:
    /// "scenario-unwritable".
    [[nodiscard]] Result<void> save(const QString &path);

    /// Puts the text back as it was saved or shipped. Can be undone.
    void revert();

    /// Replaces the text as one step that can be undone; what is the same stays where it is.
    void replaceText(const QString &text);

    [[nodiscard]] QTextDocument &document() { return m_document; }
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString text() const;
    [[nodiscard]] bool isModified() const { return m_document.isModified(); }

    /// Whether the file was changed outside while there are unsaved changes here.
    [[nodiscard]] bool hasConflict() const { return m_theirs.has_value(); }
    void keepMine();
    void takeTheirs();

    /// Colours the text anew when the theme is another one than before.
    void applyTheme();

    int cursorPosition = 0; ///< where the editor stood when it showed another document
    int scrollPosition = 0;

Q_SIGNALS:
    void modifiedChanged(bool modified);
    void conflicted();
    /// The text was taken over from the file, which changed outside.
    void reloaded();

private:
    void watch();
    void look();
    void setSaved(const QString &text);
    [[nodiscard]] QByteArray toBytes(const QString &text) const;

    QTextDocument m_document;
    JavaScriptHighlighter *m_highlighter;
    QString m_path;
    QString m_saved; ///< the text as it was saved or shipped
    std::optional<QString> m_theirs; ///< the file's text, which nobody decided about yet
    bool m_dark = false; ///< the theme of the colours
    bool m_crlf = false; ///< how the file ends its lines
    bool m_bom = false; ///< whether the file begins with a byte order mark
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< a file is often written in several steps
};

} // namespace heliograph
