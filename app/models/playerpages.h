// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/models/playerrow.h"
#include "app/models/returnpath.h"
#include "app/recording/recordingindex.h"

#include <QCache>
#include <QObject>

namespace heliograph {

/// The rows of a recording that somebody looks at: read page by page on the pool when they are
/// asked for, the last pages kept. GUI thread.
class PlayerPages final : public QObject {
    Q_OBJECT

public:
    static constexpr int pageRows = 128;
    static constexpr int pagesHeld = 64;

    explicit PlayerPages(QObject *parent = nullptr);
    ~PlayerPages() override;

    /// Of another recording from now on, the first @p rows of it; null: of none.
    void restart(std::shared_ptr<const RecordingIndex> index, quint64 rows);

    /// The recorded row, until the next page comes; null when it must be read first: loaded()
    /// tells when it is there.
    [[nodiscard]] const PlayerRow *row(quint64 row) const;

Q_SIGNALS:
    void loaded(quint64 first, quint64 last);

    /// A page cannot be read, and no further one is; a whole sentence.
    void failed(const QString &text);

private:
    using Page = QList<PlayerRow>; ///< from its first row on, perhaps not all of it yet

    void want(quint64 page) const;
    void readNext();
    void takePage(quint64 generation, quint64 page, const Result<Page> &rows);

    ReturnPath m_home;
    std::shared_ptr<const RecordingIndex> m_index;
    quint64 m_rows = 0;
    QCache<quint64, Page> m_pages;
    mutable QList<quint64> m_wanted; ///< pages, the one looked at last at the end
    mutable bool m_isAsked = false; ///< readNext() is about to be called
    bool m_isReading = false;
    bool m_hasFailed = false;
    quint64 m_generation = 0; ///< rises with each recording
};

} // namespace heliograph
