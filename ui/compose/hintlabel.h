// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace heliograph {

struct DataHint;

/// Says beside the data whether it is valid JSON and how long it is. Much data is looked at in a
/// thread of the pool; an answer that comes too late is dropped. What does not fit ends in "…".
class HintLabel final : public QLabel {
    Q_OBJECT

public:
    explicit HintLabel(QWidget *parent = nullptr);

    void check(const QByteArray &bytes);

    /// Says that there is no data, whatever is being looked at.
    void showWithoutData();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showHint(const DataHint &hint);

    bool m_isError = false;
    quint64 m_number = 0; ///< of the newest question
};

} // namespace heliograph
