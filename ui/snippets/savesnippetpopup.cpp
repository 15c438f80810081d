// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/savesnippetpopup.h"

#include "app/models/snippetsmodel.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace heliograph {

SaveSnippetPopup::SaveSnippetPopup(SnippetsModel &model, QWidget *parent)
    : QFrame(parent, Qt::Popup), m_model(model), m_name(new QLineEdit), m_folder(new QComboBox),
      m_note(new QLabel), m_save(new QPushButton(tr("Save")))
{
    setObjectName(QStringLiteral("saveSnippetPopup"));
    setAccessibleName(tr("Save as snippet"));
    setFrameShape(QFrame::StyledPanel);
    m_name->setObjectName(QStringLiteral("snippetName"));
    m_name->setAccessibleName(tr("Name"));
    m_name->setToolTip(tr("What its button says"));
    m_name->setMaxLength(SnippetLimits::Name);
    m_folder->setObjectName(QStringLiteral("snippetFolder"));
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->setToolTip(tr("The folder to keep it in; a new name makes a new folder"));
    m_folder->setEditable(true);
    m_folder->setInsertPolicy(QComboBox::NoInsert);
    m_folder->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_folder->lineEdit()->setPlaceholderText(tr("none"));
    m_save->setObjectName(QStringLiteral("snippetSave"));
    m_save->setAccessibleName(m_save->text());
    m_save->setToolTip(tr("Keeps what is composed (Enter)"));
    theme::setLook(m_save, theme::Look::Accent);
    m_note->setObjectName(QStringLiteral("snippetNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    theme::setLook(m_note, theme::Look::Caption);
    auto *heading = new QLabel(tr("Save as snippet"));
    theme::setLook(heading, theme::Look::Heading);
    auto *layout = new QFormLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->addRow(heading);
    layout->addRow(tr("Name"), m_name);
    layout->addRow(tr("Folder"), m_folder);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_note, 1);
    buttons->addWidget(m_save);
    layout->addRow(buttons);
    connect(m_save, &QPushButton::clicked, this, &SaveSnippetPopup::save);
    connect(m_name, &QLineEdit::returnPressed, this, &SaveSnippetPopup::save);
    connect(m_folder->lineEdit(), &QLineEdit::returnPressed, this, &SaveSnippetPopup::save);
    connect(m_name, &QLineEdit::textChanged, this, &SaveSnippetPopup::update);
    connect(m_folder, &QComboBox::editTextChanged, this, &SaveSnippetPopup::update);
}

void SaveSnippetPopup::ask(const Draft &draft, const QModelIndex &origin, const QModelIndex &folder,
                           const QWidget &panel)
{
    m_draft = draft;
    fillFolders();
    chooseFolder(origin.isValid() ? origin.parent() : folder);
    m_name->setText(origin.isValid() ? origin.data().toString() : suggestedSnippetName(draft));
    update();
    setFixedWidth(
        qBound(fontMetrics().height() * 20, panel.width() - 24, fontMetrics().height() * 28));
    adjustSize();
    move(panel.mapToGlobal(QPoint(12, fontMetrics().height() * 3)));
    show();
    m_name->setFocus(Qt::PopupFocusReason);
    m_name->selectAll();
}

void SaveSnippetPopup::fillFolders()
{
    m_folder->clear();
    m_folders.clear();
    m_folder->addItem(QString());
    m_folders.append(QPersistentModelIndex());
    addFolders({}, {});
}

void SaveSnippetPopup::addFolders(const QModelIndex &folder, const QString &prefix)
{
    for (int row = 0; row < m_model.rowCount(folder); ++row) {
        const QModelIndex index = m_model.index(row, 0, folder);
        if (!m_model.isFolder(index))
            continue;
        const QString name = prefix + index.data().toString();
        m_folder->addItem(name);
        m_folders.append(index);
        addFolders(index, name + QStringLiteral(" / "));
    }
}

void SaveSnippetPopup::chooseFolder(const QModelIndex &folder)
{
    const auto at = static_cast<int>(m_folders.indexOf(QPersistentModelIndex(folder)));
    m_folder->setCurrentIndex(qMax(0, at));
}

/// The text is what counts: one that no folder has makes a new one.
bool SaveSnippetPopup::isNewFolder() const
{
    const QString name = cleanSnippetName(m_folder->currentText());
    return !name.isEmpty() && m_folder->findText(name, Qt::MatchFixedString) < 0;
}

QModelIndex SaveSnippetPopup::folder() const
{
    const QString name = cleanSnippetName(m_folder->currentText());
    int at = m_folder->currentIndex();
    if (at < 0 || m_folder->itemText(at) != name)
        at = m_folder->findText(name, Qt::MatchFixedString);
    return at < 0 ? QModelIndex() : QModelIndex(m_folders.value(at));
}

QModelIndex SaveSnippetPopup::existing() const
{
    if (isNewFolder())
        return {};
    return m_model.childNamed(cleanSnippetName(m_name->text()), folder(), false);
}

void SaveSnippetPopup::update()
{
    const bool replaces = existing().isValid();
    m_save->setEnabled(!cleanSnippetName(m_name->text()).isEmpty());
    m_save->setText(replaces ? tr("Replace") : tr("Save"));
    m_save->setAccessibleName(m_save->text());
    m_note->setText(replaces            ? tr("There is one of this name, which is replaced.")
                        : isNewFolder() ? tr("The folder is made.")
                                        : QString());
}

void SaveSnippetPopup::save()
{
    if (!m_save->isEnabled())
        return;
    hide();
    const QModelIndex old = existing();
    if (old.isValid()) {
        m_model.setDraft(old, m_draft);
        Q_EMIT saved(old);
        return;
    }
    SnippetItem item;
    item.name = cleanSnippetName(m_name->text());
    item.draft = m_draft;
    const bool makesFolder = isNewFolder();
    const QModelIndex into = makesFolder ? QModelIndex() : folder();
    if (makesFolder) {
        SnippetItem around;
        around.isFolder = true;
        around.name = cleanSnippetName(m_folder->currentText());
        around.items = {item};
        item = around;
    }
    if (const Result<void> added = m_model.add({item}, into); !added) {
        Q_EMIT refused(added.error().message);
        return;
    }
    const QModelIndex last = m_model.index(m_model.rowCount(into) - 1, 0, into);
    Q_EMIT saved(makesFolder ? m_model.index(0, 0, last) : last);
}

} // namespace heliograph
