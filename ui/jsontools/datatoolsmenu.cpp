// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compose/dataeditor.h"
#include "ui/jsontools/datatools.h"
#include "ui/jsontools/datatoolsintake.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QSettings>
#include <QToolButton>

// The menu of the tools.

namespace heliograph {

namespace {

const QString FormKey = QStringLiteral("compose/base64Form");

} // namespace

void DataTools::setupMenu()
{
    m_button->setObjectName(QStringLiteral("dataToolsButton"));
    m_button->setText(tr("JSON ▾"));
    m_button->setAccessibleName(tr("JSON and files"));
    m_button->setToolTip(tr("Format, check, fill in a form, insert a file (Alt+J)"));
    m_button->setShortcut(QKeySequence(Qt::ALT | Qt::Key_J));
    m_button->setPopupMode(QToolButton::InstantPopup);
    m_button->setMenu(m_menu);
    theme::setLook(m_button, theme::Look::Flat);
    m_menu->setObjectName(QStringLiteral("dataToolsMenu"));
    m_menu->setToolTipsVisible(true);
    addAction(tr("&Format"), "dataFormat", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_F),
              tr("A member a line; numbers and names stay as they are written"),
              &DataTools::format);
    addAction(tr("&Minify"), "dataMinify", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M),
              tr("Without the blanks between values"), &DataTools::minify);
    addAction(tr("&Check"), "dataCheck", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
              tr("Go to the first place that is not JSON"), &DataTools::check);
    m_menu->addSeparator();
    addAction(tr("F&orm…"), "dataForm", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O),
              tr("Fill in a form made of the data or of a JSON Schema"), &DataTools::openForm);
    setupSchemaMenu();
    m_menu->addSeparator();
    setupFileMenu();
}

QAction *DataTools::addAction(const QString &text, const char *name, const QKeySequence &keys,
                              const QString &toolTip, void (DataTools::*run)())
{
    QAction *action = m_menu->addAction(text);
    action->setObjectName(QLatin1String(name));
    action->setToolTip(toolTip);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetShortcut);
    m_editor.addAction(action);
    connect(action, &QAction::triggered, this, run);
    return action;
}

void DataTools::setupSchemaMenu()
{
    m_forget = m_menu->addAction(QString());
    m_forget->setObjectName(QStringLiteral("dataForgetSchema"));
    m_forget->setToolTip(tr("The data of this event type is not checked by it any more"));
    connect(m_forget, &QAction::triggered, this, [this] { m_schemas.forget(m_eventType); });
    connect(m_menu, &QMenu::aboutToShow, this, [this] {
        m_schemas.reload(m_eventType);
        m_forget->setVisible(m_schemas.knows(m_eventType));
        m_forget->setText(
            tr("Forget %1")
                .arg(m_schemas.nameFor(m_eventType).replace(u'&', QStringLiteral("&&"))));
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        m_pastePicture->setEnabled(mime && (mime->hasImage() || mime->hasUrls()));
    });
}

void DataTools::setupFileMenu()
{
    const auto add = [this](const QString &text, const char *name, Base64Form form) {
        QAction *action = m_menu->addAction(text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, [this, form] { chooseFile(form); });
        return action;
    };
    add(tr("Insert file as &base64…"), "dataInsertBase64", Base64Form::Bare)
        ->setToolTip(tr("Its bytes, and nothing else"));
    add(tr("Insert file as data: &URL…"), "dataInsertUrl", Base64Form::DataUrl)
        ->setToolTip(tr("As an <img> takes it for its src"));
    add(tr("Insert file as &JSON…"), "dataInsertJson", Base64Form::Json)
        ->setToolTip(tr("An object with its name, type, size and base64"));
    m_pastePicture = m_menu->addAction(tr("&Paste picture or file"));
    m_pastePicture->setObjectName(QStringLiteral("dataPastePicture"));
    m_pastePicture->setToolTip(
        tr("As the file inserted last: as base64, as a data: URL or as JSON. Ctrl+V in the data "
           "does so too, and so does dropping a file there"));
    connect(m_pastePicture, &QAction::triggered, this, &DataTools::pastePicture);
    const int kept = QSettings().value(FormKey, static_cast<int>(Base64Form::DataUrl)).toInt();
    m_intake->setForm(static_cast<Base64Form>(qBound(0, kept, static_cast<int>(Base64Form::Json))));
}

void DataTools::chooseFile(Base64Form form)
{
    auto *dialog = new QFileDialog(window(), tr("Insert a file"));
    dialog->setObjectName(QStringLiteral("base64File"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, form](const QString &path) { insertFile(path, form); });
    dialog->open();
}

void DataTools::insertFile(const QString &path, Base64Form form)
{
    m_intake->setForm(form);
    QSettings().setValue(FormKey, static_cast<int>(form));
    m_intake->takeFile(path);
}

void DataTools::pastePicture()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (!mime || !m_intake->take(*mime))
        say(DataNotice::Kind::Error, tr("There is neither a picture nor a file in the clipboard."));
}

} // namespace heliograph
