// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/playerpages.h"

#include <QThreadPool>

#include <algorithm>
#include <utility>

namespace heliograph {

namespace {

constexpr qsizetype mostWanted = 4; ///< pages; who scrolls past more does not wait for them

QList<PlayerRow> rowsOf(const QList<RecordedBlock> &blocks)
{
    QList<PlayerRow> rows;
    rows.reserve(blocks.size());
    for (const RecordedBlock &block : blocks)
        rows.append(playerRow(block.bytes, block.at));
    return rows;
}

} // namespace

PlayerPages::PlayerPages(QObject *parent) : QObject(parent), m_home(this), m_pages(pagesHeld) { }

PlayerPages::~PlayerPages()
{
    m_home.end();
}

void PlayerPages::restart(std::shared_ptr<const RecordingIndex> index, quint64 rows)
{
    ++m_generation;
    m_index = std::move(index);
    m_rows = rows;
    m_pages.clear();
    m_wanted.clear();
    m_isReading = false;
    m_hasFailed = false;
}

const PlayerRow *PlayerPages::row(quint64 row) const
{
    const quint64 number = row / pageRows;
    const auto place = static_cast<qsizetype>(row % pageRows);
    const Page *const page = m_pages.object(number);
    if (page && place < page->size())
        return &page->at(place);
    want(number);
    return nullptr;
}

/// Reading begins once what is shown was painted: then all pages it needs are known.
void PlayerPages::want(quint64 page) const
{
    if (m_hasFailed || !m_index)
        return;
    m_wanted.removeAll(page);
    m_wanted.append(page);
    while (m_wanted.size() > mostWanted)
        m_wanted.removeFirst();
    if (std::exchange(m_isAsked, true))
        return;
    auto *self = const_cast<PlayerPages *>(this); // a cache is filled, nothing else changes
    QMetaObject::invokeMethod(
        self,
        [self] {
            self->m_isAsked = false;
            self->readNext();
        },
        Qt::QueuedConnection);
}

void PlayerPages::readNext()
{
    const auto index = m_index;
    if (m_isReading || !index)
        return;
    quint64 from = 0;
    quint64 end = 0;
    quint64 page = 0;
    while (from == end) { // what was wanted twice is there already
        if (m_wanted.isEmpty())
            return;
        page = m_wanted.takeLast();
        const Page *const held = m_pages.object(page);
        from = page * pageRows + static_cast<quint64>(held ? held->size() : 0);
        end = std::min((page + 1) * pageRows, m_rows);
    }
    m_isReading = true;
    const auto count = static_cast<qsizetype>(end - from);
    QThreadPool::globalInstance()->start(
        [this, home = m_home, generation = m_generation, index, page, from, count] {
            const auto rows = index->readRows(from, count).map(rowsOf);
            home.post([this, generation, page, rows] { takePage(generation, page, rows); });
        });
}

void PlayerPages::takePage(quint64 generation, quint64 page, const Result<Page> &rows)
{
    if (generation != m_generation)
        return;
    m_isReading = false;
    if (!rows || rows->isEmpty()) {
        if (!std::exchange(m_hasFailed, true) && !rows)
            Q_EMIT failed(rows.error().message);
        return;
    }
    const Page *const held = m_pages.object(page);
    auto *whole = new Page(held ? *held : Page());
    const quint64 first = page * pageRows + static_cast<quint64>(whole->size());
    whole->append(*rows);
    m_pages.insert(page, whole);
    Q_EMIT loaded(first, first + static_cast<quint64>(rows->size()) - 1);
    readNext();
}

} // namespace heliograph
