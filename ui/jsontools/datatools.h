// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/compose/base64text.h"
#include "app/json/jsontext.h"
#include "ui/jsontools/datatoolsnotice.h"
#include "ui/jsontools/datatoolsschemas.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QLabel;
class QMenu;
class QToolButton;

namespace heliograph {

class Base64Intake;
class DataEditor;

/// What helps to write JSON into a data editor: a menu that formats, checks, fills in a form and
/// inserts files as base64, and the lines that say what came of it. It is the strip with these
/// lines, to be put near the editor; the menu's button goes where the panel likes it.
class DataTools final : public QWidget {
    Q_OBJECT

public:
    /// @p editor is borrowed and outlives it.
    explicit DataTools(DataEditor &editor, QWidget *parent = nullptr);

    /// "JSON ▾", owned by whom it is given to.
    [[nodiscard]] QToolButton *button() const { return m_button; }

    /// The schema the data is checked by while this type is composed; null: none.
    [[nodiscard]] JsonSchemaPtr schemaFor(const QString &eventType) const;

public Q_SLOTS:
    void setEventType(const QString &eventType);

    /// What the schema judges: the data as it is sent, templates filled in. Nothing while that is
    /// not known, or no data is sent.
    void setSent(const std::optional<QByteArray> &sent);

    /// How many clients get what is sent, for warnings.
    void setClientCount(int clients);

    void format();
    void minify();
    void check();
    void openForm();

    /// Reads the file @p path and inserts it at the cursor; asks first when it is large.
    void insertFile(const QString &path, Base64Form form);

Q_SIGNALS:
    /// What the schema of the event type says about the data, in a sentence; empty without one.
    void schemaVerdictChanged(const QString &sentence, bool isGood);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Job { Format, Minify, Check };

    void setupMenu();
    void setupFileMenu();
    void setupSchemaMenu();
    void connectParts();
    QAction *addAction(const QString &text, const char *name, const QKeySequence &keys,
                       const QString &toolTip, void (DataTools::*run)());
    void start(Job job);
    void done(Job job, int revision, const tl::expected<QByteArray, JsonTextError> &result);
    void showError(const JsonTextError &error);
    void put(const QByteArray &text);
    void say(DataNotice::Kind kind, const QString &text);

    void chooseFile(Base64Form form);
    void pastePicture();
    void fileReady(const QString &name, qsizetype bytes, const QByteArray &text);
    void insert(const QString &name, const QByteArray &text);

    void judge();
    void showVerdict(const QString &sentence, bool isGood);
    void edited();

    DataEditor &m_editor;
    SchemaMemory m_schemas;
    Base64Intake *m_intake;
    QString m_eventType;
    std::optional<QByteArray> m_sent;
    int m_clients = -1;
    quint64 m_judged = 0; ///< number of the newest question to a schema
    qsizetype m_faultPosition = -1; ///< of what the schema says, in the editor
    qsizetype m_faultLength = 0;
    QTimer m_judgeDelay;

    QToolButton *m_button;
    QMenu *m_menu;
    QAction *m_pastePicture = nullptr;
    QAction *m_forget = nullptr;
    DataNotice *m_notice;
    QLabel *m_verdict; ///< of the schema
};

} // namespace heliograph
