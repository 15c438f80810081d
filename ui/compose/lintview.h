// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

class QStandardItemModel;

namespace heliograph {

struct RawLint;

/// Lists what a client makes of raw bytes: its events, and what it would ignore or repair. Choosing
/// a row asks to go where it stands.
class LintView final : public QListView {
    Q_OBJECT

public:
    explicit LintView(QWidget *parent = nullptr);

    void showLint(const RawLint &lint);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// @p position is in the text, in UTF-16 units.
    void goToRequested(qsizetype position);

private:
    QStandardItemModel *m_model;
};

} // namespace heliograph
