// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/snippets/stagewindow.h"

#include "app/models/snippetsmodel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>

namespace heliograph {

namespace {

void collect(const SnippetsModel &model, const QModelIndex &folder, QModelIndexList &folders)
{
    const qsizetype place = folders.size();
    bool holdsSnippets = false;
    for (int row = 0; row < model.rowCount(folder); ++row) {
        const QModelIndex index = model.index(row, 0, folder);
        if (model.isFolder(index))
            collect(model, index, folders);
        else
            holdsSnippets = true;
    }
    if (holdsSnippets)
        folders.insert(place, folder);
}

} // namespace

QModelIndexList boardFolders(const SnippetsModel &model)
{
    QModelIndexList folders;
    collect(model, {}, folders);
    return folders;
}

QString boardTitle(const QModelIndex &folder)
{
    return folder.isValid() ? folder.data().toString() : StageWindow::tr("Outside of folders");
}

StageWindow::StageWindow(const SnippetsModel &model, SnippetSender &sender, QWidget *parent)
    : QWidget(parent, Qt::Window), m_model(model), m_title(new QLabel(this)),
      m_hint(new QLabel(tr("Number keys send · PgUp PgDn folder · Esc ends"), this)),
      m_board(new Soundboard(model, sender, Soundboard::Kind::Stage, this))
{
    setObjectName(QStringLiteral("stageWindow"));
    setAccessibleName(tr("Soundboard on stage"));
    setWindowTitle(tr("Soundboard"));
    theme::setLook(this, theme::Look::Strip);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 12, 8, 8);
    layout->setSpacing(4);
    setupHead();
    layout->addWidget(m_board, 1);
    connect(m_board, &Soundboard::refreshed, this, &StageWindow::showTitle);
    applyTheme();
    showTitle();
    resize(fontMetrics().height() * 70, fontMetrics().height() * 42);
    m_board->setFocus(Qt::OtherFocusReason);
}

void StageWindow::setupHead()
{
    m_title->setObjectName(QStringLiteral("stageTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hint->setObjectName(QStringLiteral("stageHint"));
    theme::setLook(m_hint, theme::Look::Quiet);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    head->setSpacing(8);
    head->addWidget(m_title, 1);
    head->addWidget(m_hint);
    head->addSpacing(8);
    m_before = addHeadButton(QStringLiteral("‹"), QStringLiteral("stageBefore"),
                             tr("The folder before (PageUp)"));
    m_next = addHeadButton(QStringLiteral("›"), QStringLiteral("stageNext"),
                           tr("The next folder (PageDown)"));
    auto *end =
        addHeadButton(tr("End"), QStringLiteral("stageEnd"), tr("Back to the window (Esc)"));
    for (QPushButton *button : {m_before, m_next, end})
        head->addWidget(button);
    connect(m_before, &QPushButton::clicked, this, [this] { step(-1); });
    connect(m_next, &QPushButton::clicked, this, [this] { step(1); });
    connect(end, &QPushButton::clicked, this, &QWidget::close);
    static_cast<QBoxLayout *>(layout())->addLayout(head);
}

QPushButton *StageWindow::addHeadButton(const QString &text, const QString &name,
                                        const QString &meaning)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setAccessibleName(meaning);
    button->setToolTip(meaning);
    button->setFocusPolicy(Qt::NoFocus); // the keyboard stays with the board
    return button;
}

void StageWindow::setFolder(const QModelIndex &folder)
{
    m_board->setFolder(folder);
    m_board->setFocus(Qt::OtherFocusReason);
}

void StageWindow::step(int by)
{
    const QModelIndexList folders = boardFolders(m_model);
    if (folders.isEmpty())
        return;
    const qsizetype at = folders.indexOf(m_board->folder()) + by;
    const QModelIndex folder = folders.at((at + folders.size()) % folders.size());
    setFolder(folder);
    Q_EMIT folderChanged(folder);
}

void StageWindow::showTitle()
{
    m_title->setText(boardTitle(m_board->folder()));
    const bool several = boardFolders(m_model).size() > 1;
    m_before->setVisible(several);
    m_next->setVisible(several);
}

void StageWindow::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
    case Qt::Key_F11:
        close();
        break;
    case Qt::Key_PageUp:
        step(-1);
        break;
    case Qt::Key_PageDown:
        step(1);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void StageWindow::closeEvent(QCloseEvent *event)
{
    QWidget::closeEvent(event);
    Q_EMIT closed();
}

void StageWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyTheme();
}

void StageWindow::applyTheme()
{
    if (m_applying) // setting a font is a change of font
        return;
    m_applying = true;
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 1.7);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_applying = false;
}

} // namespace heliograph
