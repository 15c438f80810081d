// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/hintlabel.h"

#include "ui/compose/datahint.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLocale>
#include <QPainter>
#include <QPointer>
#include <QThreadPool>

namespace heliograph {

namespace {

constexpr qsizetype CheckedAtOnce = qsizetype{64} * 1024; // bytes; more goes to a pool thread
constexpr qsizetype MostChecked = qsizetype{16} * 1024 * 1024;

} // namespace

HintLabel::HintLabel(QWidget *parent) : QLabel(parent)
{
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    theme::setLook(this, theme::Look::Caption);
}

void HintLabel::check(const QByteArray &bytes)
{
    const quint64 number = ++m_number;
    const QString size = locale().toString(bytes.size());
    if (bytes.size() <= CheckedAtOnce) {
        showHint(dataHint(bytes));
    } else if (bytes.size() > MostChecked) {
        showHint({tr("%1 bytes, not checked").arg(size), false});
    } else {
        showHint({tr("checking %1 bytes…").arg(size), false});
        QThreadPool::globalInstance()->start([label = QPointer(this), bytes, number] {
            const DataHint hint = dataHint(bytes);
            QMetaObject::invokeMethod(qApp, [label, hint, number] {
                if (label && label->m_number == number)
                    label->showHint(hint);
            });
        });
    }
}

void HintLabel::showWithoutData()
{
    ++m_number;
    showHint({tr("no data line"), false});
}

void HintLabel::showHint(const DataHint &hint)
{
    m_isError = hint.isError;
    setText(hint.text);
    setToolTip(hint.text);
    theme::setLook(this, hint.isError ? theme::Look::Bad : theme::Look::Caption);
}

/// A label would cut the beginning, which says where the fault is.
void HintLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(theme::color(m_isError ? theme::Role::Bad : theme::Role::QuietText));
    painter.drawText(contentsRect(), static_cast<int>(alignment()),
                     fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width()));
}

} // namespace heliograph
