// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/endpoints/endpointsdialog.h"

#include "app/models/servercontroller.h"
#include "ui/endpoints/endpointform.h"
#include "ui/theme/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>

namespace heliograph {

namespace {

const QString settingsKey = QStringLiteral("server/endpoints");

QPushButton *button(const QString &text, const char *name, const QString &toolTip)
{
    auto *result = new QPushButton(text);
    result->setObjectName(QLatin1String(name));
    result->setAccessibleName(toolTip);
    result->setToolTip(toolTip);
    result->setAutoDefault(false);
    return result;
}

} // namespace

EndpointsDialog::EndpointsDialog(ServerController &server, QWidget *parent)
    : QDialog(parent), m_server(server), m_list(new QListWidget), m_form(new EndpointForm),
      m_add(button(tr("New"), "endpointAdd", tr("Define another endpoint (Ctrl+N)"))),
      m_remove(button(tr("Remove"), "endpointRemove",
                      tr("Remove the endpoint and end its streams (Del in the list)"))),
      m_apply(button(tr("Save"), "endpointApply", tr("Serve the endpoint like this (Ctrl+S)"))),
      m_done(new QLabel)
{
    setObjectName(QStringLiteral("endpointsDialog"));
    setWindowTitle(tr("Endpoints"));
    setupLayout();
    m_add->setShortcut(QKeySequence::New);
    m_apply->setShortcut(QKeySequence::Save);
    connect(m_add, &QPushButton::clicked, this, &EndpointsDialog::addNew);
    connect(m_remove, &QPushButton::clicked, this, &EndpointsDialog::remove);
    connect(m_apply, &QPushButton::clicked, this, &EndpointsDialog::apply);
    connect(m_list, &QListWidget::currentRowChanged, this, &EndpointsDialog::showSelected);
    connect(m_form, &EndpointForm::edited, this, [this](bool isValid) {
        m_apply->setEnabled(isValid);
        m_done->clear();
    });
    connect(&m_server, &ServerController::endpointFailed, this,
            [this](const Error &error) { m_done->setText(error.message); });
    fillList({});
}

void EndpointsDialog::setupLayout()
{
    m_list->setObjectName(QStringLiteral("endpointList"));
    m_list->setAccessibleName(tr("Defined endpoints"));
    m_list->setFont(theme::fixedFont());
    m_done->setObjectName(QStringLiteral("endpointDone"));
    m_done->setWordWrap(true);
    theme::setLook(m_done, theme::Look::Quiet);
    theme::setLook(m_apply, theme::Look::Accent);

    auto *hint = new QLabel(tr("/events and every /events/{channel} are always there."));
    hint->setWordWrap(true);
    theme::setLook(hint, theme::Look::Caption);
    auto *listButtons = new QHBoxLayout;
    listButtons->setSpacing(8);
    listButtons->addWidget(m_add);
    listButtons->addWidget(m_remove);
    listButtons->addStretch(1);
    auto *left = new QVBoxLayout;
    left->setContentsMargins(16, 16, 16, 16);
    left->setSpacing(8);
    left->addWidget(m_list, 1);
    left->addWidget(hint);
    left->addLayout(listButtons);

    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("endpointScroll"));
    scroll->setAccessibleName(tr("Endpoint"));
    scroll->setToolTip(tr("The endpoint's fields"));
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    theme::setLook(m_form, theme::Look::Panel);
    auto *close = button(tr("Close"), "endpointClose", tr("Close (Esc)"));
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(16, 8, 16, 16);
    buttons->setSpacing(8);
    buttons->addWidget(m_done, 1);
    buttons->addWidget(m_apply);
    buttons->addWidget(close);
    auto *right = new QVBoxLayout;
    right->addWidget(scroll, 1);
    right->addLayout(buttons);

    auto *line = new QWidget;
    line->setFixedWidth(1);
    theme::setLook(line, theme::Look::Line);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(left, 2);
    layout->addWidget(line);
    layout->addLayout(right, 3);
    const int em = fontMetrics().height();
    resize(em * 54, em * 40);
}

void EndpointsDialog::restore(const QSettings &settings)
{
    m_definitions.clear();
    const QStringList saved = settings.value(settingsKey).toStringList();
    for (const QString &text : saved) {
        const auto definition = parseEndpointOption(text);
        if (!definition)
            continue; // written by hand or by another version: the rest is still good
        m_definitions.append(*definition);
        m_server.defineEndpoint(*definition);
    }
    fillList({});
}

void EndpointsDialog::save(QSettings &settings) const
{
    QStringList texts;
    for (const EndpointDefinition &definition : m_definitions)
        texts.append(endpointOption(definition));
    settings.setValue(settingsKey, texts);
}

void EndpointsDialog::addNew()
{
    m_list->setCurrentRow(-1);
    m_form->showDefinition(EndpointDefinition{}, true);
    m_form->focusPath();
}

void EndpointsDialog::showSelected()
{
    const int row = m_list->currentRow();
    m_remove->setEnabled(row >= 0);
    if (row >= 0)
        m_form->showDefinition(m_definitions.at(row), false);
    else
        m_form->showDefinition(EndpointDefinition{}, true);
}

void EndpointsDialog::apply()
{
    const auto definition = m_form->definition();
    if (!definition)
        return;
    const int existing = indexOf(definition->path);
    if (existing >= 0)
        m_definitions[existing] = *definition;
    else
        m_definitions.append(*definition);
    m_server.defineEndpoint(*definition);
    fillList(definition->path);
    m_done->setText(tr("Served at %1.").arg(QString::fromUtf8(definition->path)));
    QSettings settings;
    save(settings);
}

void EndpointsDialog::remove()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const QByteArray path = m_definitions.takeAt(row).path;
    m_server.removeEndpoint(path);
    fillList({});
    m_done->setText(tr("Removed %1.").arg(QString::fromUtf8(path)));
    QSettings settings;
    save(settings);
}

void EndpointsDialog::fillList(const QByteArray &select)
{
    std::sort(m_definitions.begin(), m_definitions.end(),
              [](const auto &a, const auto &b) { return a.path < b.path; });
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    for (const EndpointDefinition &definition : m_definitions)
        m_list->addItem(QString::fromUtf8(definition.path));
    m_list->setCurrentRow(select.isEmpty() ? -1 : indexOf(select));
    showSelected();
}

int EndpointsDialog::indexOf(const QByteArray &path) const
{
    const auto found = std::find_if(m_definitions.cbegin(), m_definitions.cend(),
                                    [&path](const auto &item) { return item.path == path; });
    return found == m_definitions.cend() ? -1 : static_cast<int>(found - m_definitions.cbegin());
}

} // namespace heliograph
