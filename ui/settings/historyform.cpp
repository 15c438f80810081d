// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/historyform.h"

#include "ui/parts/fields.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>

namespace heliograph {

HistoryForm::HistoryForm(QWidget *parent)
    : QWidget(parent), m_on(new QCheckBox(tr("&Keep events in a file"))),
      m_path(fields::fixedField(QStringLiteral("historyFile"),
                                tr("An SQLite file of Heliograph's; a new one is made "
                                   "(--history)"))),
      m_choose(new QPushButton(tr("C&hoose…"))),
      m_problem(fields::errorLabel(QStringLiteral("historyProblem")))
{
    m_on->setObjectName(QStringLiteral("historyOn"));
    m_on->setToolTip(tr("Event numbers go on and clients are sent what they missed even after "
                        "Heliograph was restarted (--history)"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_on);
    setupFile();
    connect(m_on, &QCheckBox::toggled, this, &HistoryForm::toggle);
    connect(m_choose, &QPushButton::clicked, this, &HistoryForm::choose);
    connect(m_path, &QLineEdit::textChanged, this, [this] { showProblem({}); });
    toggle(false);
}

void HistoryForm::setupFile()
{
    m_path->setAccessibleName(tr("History file"));
    m_path->setPlaceholderText(tr("no file"));
    m_choose->setObjectName(QStringLiteral("historyChoose"));
    m_choose->setToolTip(tr("Choose the file (Alt+H)"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(m_choose);
    auto *note = new QLabel(tr("When the file changes, the server restarts at once and clients "
                               "reconnect by themselves."));
    note->setObjectName(QStringLiteral("historyNote"));
    note->setWordWrap(true);
    theme::setLook(note, theme::Look::Caption);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(theme::indicatorIndent(), 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addWidget(note);
    static_cast<QVBoxLayout *>(layout())->addLayout(column);
}

bool HistoryForm::isOn() const
{
    return m_on->isChecked();
}

QString HistoryForm::path() const
{
    const QString text = m_path->text().trimmed();
    return text.isEmpty() ? text : QFileInfo(suggestedPath()).dir().absoluteFilePath(text);
}

void HistoryForm::setValues(bool isOn, const QString &path)
{
    m_path->setText(path);
    m_on->setChecked(isOn);
    showProblem({});
}

void HistoryForm::showProblem(const QString &sentence)
{
    fields::showSentence(m_problem, sentence);
    theme::setInvalid(m_path, !sentence.isEmpty());
}

QString HistoryForm::suggestedPath()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation)
        + QStringLiteral("/history.db");
}

void HistoryForm::toggle(bool isOn)
{
    m_path->setEnabled(isOn);
    m_choose->setEnabled(isOn);
    if (isOn && m_path->text().trimmed().isEmpty())
        m_path->setText(suggestedPath());
    showProblem({});
}

void HistoryForm::choose()
{
    const QString start = path().isEmpty() ? suggestedPath() : path();
    auto *dialog = new QFileDialog(this, tr("History file"), QFileInfo(start).path(),
                                   tr("Histories (*.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing one is gone on with
    dialog->setLabelText(QFileDialog::Accept, tr("Choose"));
    dialog->setDefaultSuffix(QStringLiteral("db"));
    dialog->selectFile(QFileInfo(start).fileName());
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->open();
}

} // namespace heliograph
