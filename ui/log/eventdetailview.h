// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/journal/journalentry.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPlainTextEdit;
class QStackedWidget;

namespace heliograph {

class JsonTreeView;

/// One entry in full: as a tree when it is JSON, as text, and as the bytes that were on the wire.
class EventDetailView final : public QWidget {
    Q_OBJECT

public:
    enum Page { Tree, Text, Bytes };

    explicit EventDetailView(QWidget *parent = nullptr);

    /// Null empties the view.
    void setEntry(const JournalEntryPtr &entry);

    [[nodiscard]] Page page() const;
    void setPage(Page page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setupHeader();
    void setupPages();
    void updateHeader();
    void updatePage();

    JournalEntryPtr m_entry;
    QByteArray m_data;
    bool m_isJson = false;
    QWidget *m_header;
    QLabel *m_type;
    QLabel *m_id;
    QButtonGroup *m_pages;
    QStackedWidget *m_stack;
    QLabel *m_empty;
    JsonTreeView *m_tree;
    QPlainTextEdit *m_text;
    QPlainTextEdit *m_bytes;
    QLabel *m_times;
};

} // namespace heliograph
