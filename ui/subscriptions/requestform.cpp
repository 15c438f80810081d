// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/subscriptions/requestform.h"

#include "ui/theme/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace heliograph {

namespace {

void addField(QGridLayout *grid, QWidget *field, const QString &caption, const QString &name,
              int column)
{
    auto *label = new QLabel(caption, field->parentWidget());
    theme::setLook(label, theme::Look::Caption);
    label->setBuddy(field);
    field->setObjectName(name);
    field->setAccessibleName(caption);
    theme::setLook(field, theme::Look::Fixed);
    grid->addWidget(label, 0, column);
    grid->addWidget(field, 1, column, Qt::AlignTop);
}

} // namespace

RequestForm::RequestForm(QWidget *parent)
    : QWidget(parent), m_method(new QComboBox(this)), m_lastEventId(new QLineEdit(this)),
      m_headers(new QPlainTextEdit(this)), m_body(new QPlainTextEdit(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(4);
    m_method->addItems({QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT")});
    m_method->setEditable(true);
    addField(grid, m_method, tr("Method"), QStringLiteral("requestMethod"), 0);
    addField(grid, m_lastEventId, tr("Last event ID"), QStringLiteral("requestLastEventId"), 1);
    addField(grid, m_headers, tr("Headers, one a line"), QStringLiteral("requestHeaders"), 2);
    addField(grid, m_body, tr("Body"), QStringLiteral("requestBody"), 3);
    m_headers->setPlaceholderText(QStringLiteral("Authorization: Bearer \u2026"));
    const int height = fontMetrics().height() * 4;
    for (QPlainTextEdit *edit : {m_headers, m_body}) {
        edit->setFixedHeight(height);
        edit->setTabChangesFocus(true);
    }
    grid->setColumnStretch(2, 2);
    grid->setColumnStretch(3, 2);
    m_method->setToolTip(tr("HTTP method of the request"));
    m_lastEventId->setToolTip(tr("Sent with the first request already"));
    m_headers->setToolTip(tr("Name: value, one a line"));
    m_body->setToolTip(tr("Sent with each request, as UTF-8"));
}

void RequestForm::apply(SubscriptionRequest &request) const
{
    request.method = m_method->currentText().trimmed().toUtf8();
    request.lastEventId = m_lastEventId->text().toUtf8();
    request.body = m_body->toPlainText().toUtf8();
    request.headers.clear();
    for (const QString &line : m_headers->toPlainText().split(u'\n', Qt::SkipEmptyParts)) {
        const qsizetype colon = line.indexOf(u':');
        // A line without a colon is kept as a name, so that check() can say what is wrong.
        request.headers.append({line.left(colon).trimmed().toUtf8(),
                                colon < 0 ? QByteArray() : line.mid(colon + 1).trimmed().toUtf8()});
    }
}

} // namespace heliograph
