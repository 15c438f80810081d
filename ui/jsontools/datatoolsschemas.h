// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/json/jsonschema.h"

#include <QHash>
#include <QObject>

namespace heliograph {

/// The JSON Schemas that go with event types, kept across restarts: of a file its path, of pasted
/// text the text. Files are read in a thread of the pool.
class SchemaMemory final : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype LargestPasted = qsizetype{256} * 1024; ///< bytes

    explicit SchemaMemory(QObject *parent = nullptr);

    /// The schema of @p eventType (empty: "message"); null when there is none, or its file is not
    /// read yet or no longer good.
    [[nodiscard]] JsonSchemaPtr schemaFor(const QString &eventType) const;

    /// Whether one was given, good or not.
    [[nodiscard]] bool knows(const QString &eventType) const;

    /// "order.schema.json", or what pasted text calls itself.
    [[nodiscard]] QString nameFor(const QString &eventType) const;

    /// Why there is no schema although one was given; empty otherwise.
    [[nodiscard]] QString problemFor(const QString &eventType) const;

    /// Reads the file @p path; ends in changed(), or in failed() with all as it was.
    void open(const QString &eventType, const QString &path);

    /// Takes @p text; a sentence when it is no schema.
    [[nodiscard]] QString paste(const QString &eventType, const QByteArray &text);

    void forget(const QString &eventType);

    /// Reads the file of @p eventType again, if it has one.
    void reload(const QString &eventType);

Q_SIGNALS:
    void changed(const QString &eventType);
    void failed(const QString &sentence);

private:
    struct Entry {
        QString path; ///< empty: pasted
        QByteArray pasted;
        JsonSchemaPtr schema;
        QString problem;
    };

    void read(const QString &eventType, const QString &path, bool isNew);
    void taken(const QString &eventType, const QString &path, bool isNew,
               const tl::expected<JsonSchemaPtr, QString> &schema);
    void save() const;
    void restore();

    QHash<QString, Entry> m_entries; ///< by event type
};

} // namespace heliograph
