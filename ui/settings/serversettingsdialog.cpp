// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/serversettingsdialog.h"

#include "app/core/say.h"
#include "app/models/servercontroller.h"
#include "ui/settings/historyform.h"
#include "ui/settings/numbersettings.h"
#include "ui/settings/slowreadersform.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace heliograph {

namespace {

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

ServerSettingsDialog::ServerSettingsDialog(const ServerSettings &values,
                                           const ServerController &server, bool isServerOn,
                                           QWidget *parent)
    : QDialog(parent), m_server(server), m_isServerOn(isServerOn), m_applied(values),
      m_tabs(new QTabWidget), m_slowReaders(new SlowReadersForm), m_history(new HistoryForm)
{
    setObjectName(QStringLiteral("serverSettingsDialog"));
    setWindowTitle(tr("Server settings"));
    m_tabs->setObjectName(QStringLiteral("settingsTabs"));
    m_tabs->setAccessibleName(tr("Settings"));
    theme::setLook(m_tabs, theme::Look::Strip);
    m_tabs->tabBar()->setObjectName(QStringLiteral("settingsTabBar"));
    m_tabs->tabBar()->setAccessibleName(tr("Settings"));
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setDrawBase(false);
    setupStreams();
    setupHistory();
    setupLimits();
    setupAccess();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs, 1);
    setupButtons(*layout);
    connect(&m_server, &ServerController::listening, this, &ServerSettingsDialog::restarted);
    connect(&m_server, &ServerController::listenFailed, this, &ServerSettingsDialog::restartFailed);
    showValues(values);
    resize(fontMetrics().height() * 36, sizeHint().height());
}

void ServerSettingsDialog::showPage(Page page)
{
    m_tabs->setCurrentIndex(page);
}

QVBoxLayout *ServerSettingsDialog::addPage(const QString &title)
{
    auto *page = new QWidget;
    theme::setLook(page, theme::Look::Panel);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(10);
    m_tabs->addTab(page, title);
    return layout;
}

void ServerSettingsDialog::setupButtons(QVBoxLayout &layout)
{
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel
                                     | QDialogButtonBox::RestoreDefaults);
    m_buttons->setContentsMargins(16, 0, 16, 16);
    layout.addWidget(m_buttons);
    theme::setLook(m_buttons->button(QDialogButtonBox::Ok), theme::Look::Accent);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ServerSettingsDialog::apply);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { showValues(ServerSettings{}); });
}

void ServerSettingsDialog::setupStreams()
{
    QVBoxLayout &page = *addPage(tr("Streams"));
    page.addWidget(heading(tr("When a client reads too slowly")));
    page.addWidget(m_slowReaders);
    page.addLayout(numberForm("slowReaders"));
    page.addSpacing(8);
    page.addWidget(heading(tr("Every stream")));
    page.addLayout(numberForm("streams"));
    page.addStretch(1);
    m_numbers.value("pauseLimit")->setEnabled(false); // as the policy is at first
    connect(m_slowReaders, &SlowReadersForm::policyChanged, this, [this](SlowReaderPolicy policy) {
        m_numbers.value("pauseLimit")->setEnabled(policy == SlowReaderPolicy::Pause);
    });
}

void ServerSettingsDialog::setupHistory()
{
    QVBoxLayout &page = *addPage(tr("History"));
    page.addWidget(heading(tr("Over restarts")));
    page.addWidget(m_history);
    page.addSpacing(8);
    page.addWidget(heading(tr("What each endpoint holds for clients that come back")));
    page.addLayout(numberForm("replay"));
    page.addStretch(1);
}

void ServerSettingsDialog::setupLimits()
{
    QVBoxLayout &page = *addPage(tr("Limits"));
    page.addWidget(heading(tr("Requests")));
    page.addLayout(numberForm("requests"));
    page.addSpacing(8);
    page.addWidget(heading(tr("Memory")));
    page.addLayout(numberForm("memory"));
    page.addStretch(1);
}

/// The fields of a group, their numbers below each other at the right of the longest label.
QFormLayout *ServerSettingsDialog::numberForm(const char *group)
{
    auto *form = new QFormLayout;
    form->setVerticalSpacing(8);
    form->setHorizontalSpacing(16);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    for (const NumberGroup &each : numberSettings()) {
        if (qstrcmp(each.key, group) != 0)
            continue;
        for (const NumberSetting &setting : each.settings) {
            auto *box = new QSpinBox;
            box->setObjectName(QLatin1String(setting.key));
            box->setRange(setting.least, setting.most);
            box->setSuffix(say(setting.suffix));
            box->setGroupSeparatorShown(true);
            box->setAlignment(Qt::AlignRight);
            box->setButtonSymbols(QAbstractSpinBox::NoButtons);
            box->setAccessibleName(say(setting.label));
            box->setToolTip(say(setting.toolTip));
            box->setFixedWidth(fontMetrics().height() * 9);
            if (setting.zero)
                box->setSpecialValueText(say(setting.zero));
            auto *label = new QLabel(say(setting.label));
            label->setBuddy(box);
            label->setMinimumWidth(fontMetrics().height() * 11);
            form->addRow(label, box);
            m_numbers.insert(setting.key, box);
        }
    }
    return form;
}

void ServerSettingsDialog::setupAccess()
{
    QVBoxLayout &page = *addPage(tr("Who gets in"));
    auto &layout = *new QFormLayout;
    layout.setVerticalSpacing(8);
    layout.setHorizontalSpacing(16);
    layout.setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    page.addLayout(&layout);
    page.addStretch(1);
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
    for (const NumberGroup &group : numberSettings()) {
        for (const NumberSetting &setting : group.settings)
            m_numbers.value(setting.key)->setValue(setting.value(values));
    }
    m_slowReaders->setPolicy(values.options.slowReaders);
    m_history->setValues(!values.options.historyFile.isEmpty(), values.historyPath);
    m_cors->setText(QString::fromUtf8(values.options.cors.join(", ")));
    m_hosts->setText(QString::fromUtf8(values.options.allowedHosts.join(", ")));
    m_token->setText(QString::fromUtf8(values.options.token));
    m_private->setChecked(values.options.privateStreams);
}

ServerSettings ServerSettingsDialog::values() const
{
    ServerSettings values;
    for (const NumberGroup &group : numberSettings()) {
        for (const NumberSetting &setting : group.settings)
            setting.setValue(values, m_numbers.value(setting.key)->value());
    }
    values.options.slowReaders = m_slowReaders->policy();
    values.historyPath = m_history->path();
    if (m_history->isOn())
        values.options.historyFile = values.historyPath;
    values.options.cors = wordsOf(*m_cors);
    values.options.allowedHosts = wordsOf(*m_hosts);
    values.options.token = m_token->text().trimmed().toUtf8();
    values.options.privateStreams = m_private->isChecked();
    return values;
}

void ServerSettingsDialog::apply()
{
    const ServerSettings wanted = values();
    const QString &file = wanted.options.historyFile;
    if (m_history->isOn() && file.isEmpty()) {
        showPage(History);
        m_history->showProblem(tr("Name the file, or keep no events in one."));
        return;
    }
    const QString own = QFileInfo(HistoryForm::suggestedPath()).path();
    if (!file.isEmpty() && QFileInfo(file).path() == own)
        QDir().mkpath(own); // our place, so ours to make; the server says when it cannot be used
    m_before = std::exchange(m_applied, wanted);
    Q_EMIT applied(wanted);
    if (!m_isServerOn || file == m_before.options.historyFile) {
        accept();
        return;
    }
    setWaiting(true);
    Q_EMIT restartRequested();
}

void ServerSettingsDialog::setWaiting(bool isWaiting)
{
    m_isWaiting = isWaiting;
    m_tabs->setDisabled(isWaiting);
    m_buttons->setDisabled(isWaiting);
}

void ServerSettingsDialog::restarted()
{
    if (m_isWaiting)
        accept();
}

void ServerSettingsDialog::restartFailed(const Error &error)
{
    if (!m_isWaiting)
        return;
    if (!error.code.startsWith("history-")) {
        accept(); // the settings hold; the window says why it does not listen
        return;
    }
    setWaiting(false);
    showPage(History);
    m_history->showProblem(error.message);
    m_applied = m_before;
    Q_EMIT applied(m_applied);
    Q_EMIT restartRequested(); // as it was: its clients come back
}

} // namespace heliograph
