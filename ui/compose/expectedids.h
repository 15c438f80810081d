// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/publishrequest.h"

#include <QHash>

namespace heliograph {

/// The automatic ids that endpoints are likely to give next, for the preview.
class ExpectedIds {
public:
    void note(const PublishReceipt &receipt)
    {
        bool isNumber = false;
        const quint64 id = receipt.id.toULongLong(&isNumber);
        if (receipt.hasId && isNumber)
            m_last.insert(receipt.endpoint, id);
    }

    /// Whether anything was known of @p endpoint.
    bool forget(const QByteArray &endpoint) { return m_last.remove(endpoint) > 0; }

    /// Empty when not known.
    [[nodiscard]] QByteArray of(const QByteArray &endpoint) const
    {
        const auto last = m_last.constFind(endpoint);
        return last == m_last.cend() ? QByteArray() : QByteArray::number(*last + 1);
    }

private:
    QHash<QByteArray, quint64> m_last; ///< by endpoint
};

} // namespace heliograph
