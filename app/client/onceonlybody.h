// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>

namespace heliograph {

/// A request body, perhaps empty, that can be read once only.
///
/// QNetworkAccessManager sends a request again, unasked, when its connection closes before the
/// answer. It cannot when the body does not go back to its beginning; so a subscription alone
/// decides when the next request leaves, and a POST is never doubled.
class OnceOnlyBody final : public QIODevice {
    Q_OBJECT

public:
    explicit OnceOnlyBody(const QByteArray &bytes, QObject *parent = nullptr);

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] bool atEnd() const override { return m_position >= m_bytes.size(); }
    [[nodiscard]] qint64 bytesAvailable() const override;
    bool seek(qint64) override { return false; }
    bool reset() override { return false; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_bytes;
    qint64 m_position = 0;
};

} // namespace heliograph
