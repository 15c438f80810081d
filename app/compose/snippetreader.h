// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/snippet.h"

#include <QJsonObject>

namespace heliograph {

/// Reads the snippets of a parsed JSON file, strictly: what is there must be what it should be.
/// Stops at the first fault and says where it is. One reader reads one file.
class SnippetReader {
public:
    /// What stands under "snippets" in @p object, which is at @p place ("" for the top); @p depth
    /// folders are around it.
    [[nodiscard]] QList<SnippetItem> readItems(const QJsonObject &object, const QString &place,
                                               int depth);

    [[nodiscard]] bool hasFailed() const { return !m_reason.isEmpty(); }
    [[nodiscard]] QString reason() const { return m_reason; } ///< a sentence with the place
    [[nodiscard]] QByteArray place() const { return m_place.toUtf8(); }

private:
    [[nodiscard]] SnippetItem readItem(const QJsonValue &value, const QString &place, int depth);
    [[nodiscard]] Draft readDraft(const QJsonValue &value, const QString &place);
    [[nodiscard]] QByteArray readData(const QJsonObject &object, const QString &place);
    [[nodiscard]] int readKey(const QJsonObject &object, const QString &place);
    [[nodiscard]] QString readName(const QJsonObject &object, const char *name,
                                   const QString &place);
    [[nodiscard]] QString readText(const QJsonObject &object, const char *name,
                                   const QString &place, const QString &usual = {});
    [[nodiscard]] bool readSwitch(const QJsonObject &object, const char *name, const QString &place,
                                  bool usual);
    /// The place among @p words of the word that stands there; 0, the usual one, when none does.
    [[nodiscard]] int readWord(const QJsonObject &object, const char *name, const QString &place,
                               const QStringList &words);
    void fail(const QString &place, const QString &is);

    qsizetype m_count = 0;
    QString m_place;
    QString m_reason;
};

} // namespace heliograph
