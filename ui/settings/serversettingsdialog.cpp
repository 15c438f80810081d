// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/serversettingsdialog.h"

#include "ui/settings/numbersettings.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace heliograph {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("ServerSettings", text);
}

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    theme::setLook(label, theme::Look::Heading);
    return label;
}

QList<QByteArray> wordsOf(const QLineEdit &field)
{
    QList<QByteArray> words;
    const QStringList parts = field.text().split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (!part.trimmed().isEmpty())
            words.append(part.trimmed().toUtf8());
    }
    return words;
}

} // namespace

ServerSettingsDialog::ServerSettingsDialog(const ServerSettings &values, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("serverSettingsDialog"));
    setWindowTitle(tr("Server settings"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(16);
    auto *numbers = new QGridLayout;
    numbers->setHorizontalSpacing(32);
    setupNumbers(*numbers);
    layout->addLayout(numbers);
    layout->addWidget(heading(tr("Who gets in")));
    auto *access = new QFormLayout;
    access->setVerticalSpacing(8);
    access->setHorizontalSpacing(16);
    access->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    setupAccess(*access);
    layout->addLayout(access);
    layout->addStretch(1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel
                                         | QDialogButtonBox::RestoreDefaults);
    layout->addWidget(buttons);
    theme::setLook(buttons->button(QDialogButtonBox::Ok), theme::Look::Accent);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT applied(this->values());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { showValues(ServerSettings{}); });
    showValues(values);
}

void ServerSettingsDialog::setupNumbers(QGridLayout &layout)
{
    int column = 0;
    for (const NumberGroup &group : numberSettings()) {
        auto *form = new QFormLayout;
        form->setVerticalSpacing(8);
        form->setHorizontalSpacing(16);
        for (const NumberSetting &setting : group.settings) {
            auto *box = new QSpinBox;
            box->setObjectName(QLatin1String(setting.key));
            box->setRange(setting.least, setting.most);
            box->setSuffix(translated(setting.suffix));
            box->setGroupSeparatorShown(true);
            box->setAlignment(Qt::AlignRight);
            box->setButtonSymbols(QAbstractSpinBox::NoButtons);
            box->setAccessibleName(translated(setting.label));
            box->setToolTip(translated(setting.toolTip));
            form->addRow(translated(setting.label), box);
            m_numbers.append(box);
        }
        layout.addWidget(heading(translated(group.title)), 0, column);
        layout.addLayout(form, 1, column);
        ++column;
    }
}

void ServerSettingsDialog::setupAccess(QFormLayout &layout)
{
    const auto field = [](const char *name, const QString &accessible, const QString &hint,
                          const QString &toolTip) {
        auto *edit = new QLineEdit;
        edit->setObjectName(QLatin1String(name));
        edit->setAccessibleName(accessible);
        edit->setPlaceholderText(hint);
        edit->setToolTip(toolTip);
        theme::setLook(edit, theme::Look::Fixed);
        return edit;
    };
    m_cors = field("cors", tr("Origins"), QStringLiteral("https://app.example.com, …"),
                   tr("Pages let in beside our own and loopback; * lets all in (--cors)"));
    m_hosts = field("allowedHosts", tr("Host names"), QStringLiteral("sse.example.test, …"),
                    tr("Names answered to beside loopback and the address listened on "
                       "(--allow-host)"));
    m_token = field("token", tr("Bearer token"), tr("made up when others can reach the server"),
                    tr("What /api asks for (--token)"));
    m_private = new QCheckBox(tr("Streams ask for the token too"));
    m_private->setObjectName(QStringLiteral("privateStreams"));
    m_private->setToolTip(tr("As Authorization, or as ?access_token= (--private-streams)"));
    layout.addRow(tr("&Origins"), m_cors);
    layout.addRow(tr("&Host names"), m_hosts);
    layout.addRow(tr("Bearer &token"), m_token);
    layout.addRow(QString(), m_private);
}

void ServerSettingsDialog::showValues(const ServerSettings &values)
{
    auto box = m_numbers.cbegin();
    for (const NumberGroup &group : numberSettings()) {
        for (const NumberSetting &setting : group.settings)
            (*box++)->setValue(setting.value(values));
    }
    m_cors->setText(QString::fromUtf8(values.options.cors.join(", ")));
    m_hosts->setText(QString::fromUtf8(values.options.allowedHosts.join(", ")));
    m_token->setText(QString::fromUtf8(values.options.token));
    m_private->setChecked(values.options.privateStreams);
}

ServerSettings ServerSettingsDialog::values() const
{
    ServerSettings values;
    auto box = m_numbers.cbegin();
    for (const NumberGroup &group : numberSettings()) {
        for (const NumberSetting &setting : group.settings)
            setting.setValue(values, (*box++)->value());
    }
    values.options.cors = wordsOf(*m_cors);
    values.options.allowedHosts = wordsOf(*m_hosts);
    values.options.token = m_token->text().trimmed().toUtf8();
    values.options.privateStreams = m_private->isChecked();
    return values;
}

} // namespace heliograph
