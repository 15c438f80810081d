// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/compose/rawlint.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSettings;
class QSplitter;

namespace heliograph {

class LintView;
class RawEditor;
struct DraftErrors;

/// Raw bytes and, below them, what a client makes of them. The list follows what is typed after a
/// moment; large input is looked at in a thread of the pool.
class RawPane final : public QWidget {
    Q_OBJECT

public:
    explicit RawPane(QWidget *parent = nullptr);

    /// With escapes, see rawBytes().
    [[nodiscard]] QString text() const;
    void setText(const QString &text);
    [[nodiscard]] bool isHeldAside() const;
    [[nodiscard]] RawEditor &editor() const { return *m_editor; }

    void showErrors(const DraftErrors &errors);

    void save(QSettings &settings) const;
    void restore(const QSettings &settings);

Q_SIGNALS:
    void edited();

private:
    void lint();
    void showLint(const RawLint &lint);

    RawEditor *m_editor;
    LintView *m_list;
    QSplitter *m_splitter;
    QLabel *m_error;
    QLabel *m_size;
    QLabel *m_verdict;
    QTimer m_delay;
    quint64 m_number = 0; ///< of the newest question to the pool
};

} // namespace heliograph
