// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QVariant>

#include <chrono>

namespace heliograph {

class Clock;
struct ClientRow;

/// What the columns of ConnectionsModel say of one client now. Borrows its arguments; made for the
/// moment.
class ClientText {
    Q_DECLARE_TR_FUNCTIONS(ClientText)

public:
    ClientText(const ClientRow &row, const Clock &clock, qsizetype queueLimit);

    [[nodiscard]] QString cell(int column) const;
    [[nodiscard]] QVariant toolTip(int column) const;
    /// By what @p column is sorted.
    [[nodiscard]] QVariant sortValue(int column) const;

    [[nodiscard]] static QString title(int column);
    [[nodiscard]] static QVariant titleToolTip(int column);

private:
    [[nodiscard]] QString name() const;
    [[nodiscard]] QString unsent(int column) const;
    [[nodiscard]] QString last() const;
    [[nodiscard]] std::chrono::milliseconds connectedFor() const;
    [[nodiscard]] std::chrono::milliseconds waited() const;

    const ClientRow &m_row;
    const Clock &m_clock;
    qsizetype m_queueLimit; ///< bytes
};

} // namespace heliograph
