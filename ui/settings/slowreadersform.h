// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/server/serveroptions.h"

#include <QWidget>

class QButtonGroup;

namespace heliograph {

/// What happens to a client that reads too slowly: three choices, each with what it means.
class SlowReadersForm final : public QWidget {
    Q_OBJECT

public:
    explicit SlowReadersForm(QWidget *parent = nullptr);

    [[nodiscard]] SlowReaderPolicy policy() const;
    void setPolicy(SlowReaderPolicy policy);

Q_SIGNALS:
    void policyChanged(heliograph::SlowReaderPolicy policy);

private:
    void addChoice(SlowReaderPolicy policy, const char *name, const QString &text,
                   const QString &meaning);

    QButtonGroup *m_choices;
};

} // namespace heliograph
