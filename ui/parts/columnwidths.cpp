// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/parts/columnwidths.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <numeric>

namespace heliograph {

namespace {

QFont fontOf(const ColumnSample &sample, QFont font)
{
    if (sample.font == ColumnSample::Font::Fixed)
        return theme::fixedFont();
    font.setBold(sample.font == ColumnSample::Font::Bold);
    return font;
}

} // namespace

ColumnWidths::ColumnWidths(const QList<ColumnSample> &samples, const QFont &font,
                           const QList<int> &first)
    : m_first(first)
{
    const int line = QFontMetrics(font).height();
    const QFontMetrics small(theme::smallFont());
    for (const ColumnSample &sample : samples) {
        const QFontMetrics metrics(fontOf(sample, font));
        const int padding = line + 3;
        const int around = padding + static_cast<int>(sample.beside * line);
        const int title = small.horizontalAdvance(sample.title) + padding;
        const int least = std::max(metrics.horizontalAdvance(sample.least) + around, title);
        const int wanted = metrics.horizontalAdvance(sample.wanted) + around;
        m_columns.append({least, std::max(least, wanted)});
    }
}

int ColumnWidths::least(const QSet<int> &hidden) const
{
    int width = 0;
    for (int column = 0; column <= last(); ++column)
        width += hidden.contains(column) ? 0 : m_columns.at(column).least;
    return width;
}

QList<int> ColumnWidths::share(int room, const QSet<int> &hidden) const
{
    QList<int> widths(m_columns.size(), 0);
    const int needed = least(hidden);
    const double shrink = needed > room ? double(room) / needed : 1.0;
    int spare = std::max(0, room - needed);
    for (const bool isFirst : {true, false}) {
        int growth = 0;
        for (int column = 0; column <= last(); ++column) {
            if (!hidden.contains(column) && m_first.contains(column) == isFirst)
                growth += m_columns.at(column).wanted - m_columns.at(column).least;
        }
        const double share = growth > 0 ? std::min(1.0, double(spare) / growth) : 0.0;
        for (int column = 0; column <= last(); ++column) {
            if (hidden.contains(column) || m_first.contains(column) != isFirst)
                continue;
            const Column &each = m_columns.at(column);
            widths[column] =
                static_cast<int>((each.least + share * (each.wanted - each.least)) * shrink);
        }
        spare -= static_cast<int>(share * growth);
    }
    if (!widths.isEmpty() && !hidden.contains(last())) {
        const int others = std::accumulate(widths.cbegin(), widths.cend() - 1, 0);
        widths.last() = std::max(0, room - others);
    }
    return widths;
}

} // namespace heliograph
