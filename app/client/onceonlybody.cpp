// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/client/onceonlybody.h"

#include <algorithm>

namespace heliograph {

OnceOnlyBody::OnceOnlyBody(const QByteArray &bytes, QObject *parent)
    : QIODevice(parent), m_bytes(bytes)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 OnceOnlyBody::bytesAvailable() const
{
    return m_bytes.size() - m_position + QIODevice::bytesAvailable();
}

qint64 OnceOnlyBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min(maxSize, qint64{m_bytes.size()} - m_position);
    if (count <= 0)
        return -1;
    std::copy_n(m_bytes.cbegin() + m_position, count, data);
    m_position += count;
    return count;
}

} // namespace heliograph
