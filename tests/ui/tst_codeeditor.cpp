// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/scenariosmodel.h"
#include "ui/parts/javascripthighlighter.h"
#include "ui/scenarios/codeediting.h"
#include "ui/scenarios/codeeditor.h"
#include "ui/scenarios/findbar.h"
#include "ui/scenarios/scenariodocument.h"
#include "ui/scenarios/scenariotexts.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

using namespace heliograph;

namespace {

/// The text with "|" where the cursor is taken out, and the cursor there.
QTextCursor cursorIn(QTextDocument &document, QString text)
{
    const auto at = text.indexOf(u'|');
    document.setPlainText(text.remove(u'|'));
    QTextCursor cursor(&document);
    cursor.setPosition(int(qMax(at, 0)));
    return cursor;
}

/// "c" where a line's character is code, "." where it is a string, a comment or a regex.
QString codeOf(const QTextBlock &block)
{
    const QBitArray code = JavaScriptHighlighter::codeColumns(block);
    QString result;
    for (int at = 0; at < code.size(); ++at)
        result += code.at(at) ? u'c' : u'.';
    return result;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestCodeEditor final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }

    void tellsCodeFromText_data();
    void tellsCodeFromText();
    void goesOnOverLines();
    void survivesAnyText();

    void indentsNewLines_data();
    void indentsNewLines();
    void comments();
    void tabIndents();
    void matchesBrackets();

    void theMarkMovesWithItsLine();
    void finds();

    void keepsTheFilesForm();
    void takesOutsideChanges_data();
    void takesOutsideChanges();
    void asksWhenBothChanged();
    void presetsAreSavedAsCopies();
    void newOnesTakeTheirFilesName();
};

void TestCodeEditor::tellsCodeFromText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, const char *text, const char *code) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(code);
    };
    row("string", "a = 'b';", "cccc...c");
    row("escaped quote", R"('a\'b' + c)", "......cccc");
    row("number", "x = 12", "cccc..");
    row("line comment", "a // b", "cc....");
    row("block comment", "a /* b */ c", "cc.......cc");
    row("regex", "x = /[/']/g;", "cccc.......c");
    row("division", "a / b / c", "ccccccccc");
    row("regex after return", "return /a/", "......c...");
    row("template", "`a${b}c` + d", "....c...cccc");
    row("braces in a template", "`${ {a: 1} }`", "...ccccc.cc..");
    row("unfinished string", "'abc", "....");
    row("property named like a keyword", "map.get(a)", "cccccccccc");
}

void TestCodeEditor::tellsCodeFromText()
{
    QFETCH(QString, text);
    QFETCH(QString, code);
    QTextDocument document;
    JavaScriptHighlighter highlighter(&document);
    document.setPlainText(text);
    highlighter.rehighlight();
    QCOMPARE(codeOf(document.begin()), code);
}

void TestCodeEditor::goesOnOverLines()
{
    QTextDocument document;
    JavaScriptHighlighter highlighter(&document);
    document.setPlainText(QStringLiteral("a /* b\n c */ d\ne = `f\n${g\n} h` + i"));
    highlighter.rehighlight();
    const QStringList wanted{QStringLiteral("cc...."), QStringLiteral(".....cc"),
                             QStringLiteral("cccc.."), QStringLiteral("..c"),
                             QStringLiteral("....cccc")};
    for (int line = 0; line < wanted.size(); ++line)
        QCOMPARE(codeOf(document.findBlockByNumber(line)), wanted.at(line));
}

void TestCodeEditor::survivesAnyText()
{
    QTextDocument document;
    JavaScriptHighlighter highlighter(&document);
    document.setPlainText(QStringLiteral("`${").repeated(50) + QStringLiteral("{").repeated(100)
                          + QStringLiteral("\n}`/\\\n'\\"));
    highlighter.rehighlight();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        QVERIFY(block.userState() >= 0);
    QCOMPARE(codeediting::matchingBracket(document, 100'000), -1);
}

void TestCodeEditor::indentsNewLines_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::newRow("as before") << "  a;|"
                               << "  a;\n  |";
    QTest::newRow("in a block") << "  if (a) {|"
                                << "  if (a) {\n    |";
    QTest::newRow("between brackets") << "  f({|})"
                                      << "  f({\n    |\n  })";
    QTest::newRow("at the start") << "|a"
                                  << "\n|a";
}

void TestCodeEditor::indentsNewLines()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QTextDocument document;
    const QTextCursor cursor = codeediting::breakLine(cursorIn(document, before), 2);
    QCOMPARE(document.toPlainText().insert(cursor.position(), u'|'), after);
    document.undo();
    QCOMPARE(document.toPlainText(), before.remove(u'|'));
}

void TestCodeEditor::comments()
{
    QTextDocument document;
    const QString text = QStringLiteral("  a;\n\n    b;\n");
    document.setPlainText(text);
    QTextCursor all(&document);
    all.select(QTextCursor::Document);
    codeediting::toggleComment(all);
    QCOMPARE(document.toPlainText(), QStringLiteral("  // a;\n\n  //   b;\n"));
    all.select(QTextCursor::Document);
    codeediting::toggleComment(all);
    QCOMPARE(document.toPlainText(), text);
}

void TestCodeEditor::tabIndents()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("if (a) {\n    b;\n}"));
    QTest::keyClick(&editor, Qt::Key_Tab);
    QVERIFY(editor.toPlainText().startsWith(QLatin1String("    if")));
    QTest::keyClick(&editor, Qt::Key_Backtab);
    QVERIFY(editor.toPlainText().startsWith(QLatin1String("if")));
    editor.selectAll();
    QTest::keyClick(&editor, Qt::Key_Tab);
    QCOMPARE(editor.toPlainText(), QStringLiteral("    if (a) {\n        b;\n    }"));
    editor.moveCursor(QTextCursor::End);
    QTest::keyClick(&editor, Qt::Key_Return);
    QTest::keyClick(&editor, Qt::Key_BraceRight);
    QVERIFY(editor.toPlainText().endsWith(QLatin1String("    }\n}")));
}

void TestCodeEditor::matchesBrackets()
{
    QTextDocument document;
    JavaScriptHighlighter highlighter(&document);
    document.setPlainText(QStringLiteral("f('(', {\n  a: ')' // )\n})"));
    highlighter.rehighlight();
    const int end = document.characterCount() - 2;
    QCOMPARE(codeediting::matchingBracket(document, 1), end);
    QCOMPARE(codeediting::matchingBracket(document, end), 1);
    QCOMPARE(codeediting::matchingBracket(document, 3), -1);
    QCOMPARE(codeediting::matchingBracket(document, 0), -1);
}

void TestCodeEditor::theMarkMovesWithItsLine()
{
    CodeEditor editor;
    editor.setPlainText(QStringLiteral("one\ntwo\nthree"));
    editor.setMark(CodeMark{2, 1, QStringLiteral("wrong")});
    QCOMPARE(editor.markedLine(), 2);
    QTextCursor cursor(editor.document());
    cursor.insertText(QStringLiteral("zero\n"));
    QCOMPARE(editor.markedLine(), 3);
    editor.setMark(CodeMark{99, 1, QStringLiteral("beyond")});
    QCOMPARE(editor.markedLine(), 0);
    editor.setMark(std::nullopt);
    QCOMPARE(editor.markedLine(), 0);
}

void TestCodeEditor::finds()
{
    QWidget window;
    CodeEditor editor(&window);
    editor.setPlainText(QStringLiteral("alpha beta Alpha"));
    FindBar bar(editor, &window);
    window.show();
    bar.begin();
    auto *field = bar.findChild<QLineEdit *>(QStringLiteral("findText"));
    QTest::keyClicks(field, QStringLiteral("alpha"));
    QCOMPARE(editor.textCursor().selectionStart(), 0);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(editor.textCursor().selectionStart(), 11);
    QTest::keyClick(field, Qt::Key_Return); // round to the first
    QCOMPARE(editor.textCursor().selectionStart(), 0);
    field->clear();
    QTest::keyClicks(field, QStringLiteral("Alpha"));
    QCOMPARE(editor.textCursor().selectionStart(), 11);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(bar.isHidden());
}

void TestCodeEditor::keepsTheFilesForm()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.js"));
    write(path,
          "\xef\xbb\xbf"
          "a\r\nb\xc2\xa0"
          "c\r\n");
    ScenarioDocument document;
    QVERIFY(document.open(path));
    QCOMPARE(document.text(), QStringLiteral("a\nb\u00a0c\n"));
    document.replaceText(QStringLiteral("x\nb\u00a0c\n"));
    QVERIFY(document.isModified());
    QVERIFY(document.save(path));
    QVERIFY(!document.isModified());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(),
             QByteArray("\xef\xbb\xbf"
                        "x\r\nb\xc2\xa0"
                        "c\r\n"));
    QCOMPARE(document.open(folder.filePath(QStringLiteral("none.js"))).error().code,
             "scenario-unreadable");
    write(path, "\xff\xfe");
    QCOMPARE(document.open(path).error().code, "scenario-not-text");
    QCOMPARE(document.save(folder.filePath(QStringLiteral("no/folder.js"))).error().code,
             "scenario-unwritable");
}

void TestCodeEditor::takesOutsideChanges_data()
{
    QTest::addColumn<bool>("renames");
    QTest::newRow("written in place") << false;
    QTest::newRow("replaced by a new file") << true;
}

void TestCodeEditor::takesOutsideChanges()
{
    QFETCH(bool, renames);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.js"));
    write(path, "one");
    ScenarioDocument document;
    QVERIFY(document.open(path));
    QSignalSpy reloaded(&document, &ScenarioDocument::reloaded);
    for (const QByteArray text : {"two", "three"}) { // twice: the watch goes on
        const QString written = renames ? path + u'~' : path;
        write(written, text);
        if (renames) {
            QVERIFY(QFile::remove(path));
            QVERIFY(QFile::rename(written, path));
        }
        QTRY_COMPARE(document.text(), QString::fromLatin1(text));
        QVERIFY(!document.isModified());
    }
    QCOMPARE(reloaded.count(), 2);
}

void TestCodeEditor::asksWhenBothChanged()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("a.js"));
    write(path, "one");
    ScenarioDocument document;
    QVERIFY(document.open(path));
    QSignalSpy conflicted(&document, &ScenarioDocument::conflicted);
    document.replaceText(QStringLiteral("mine"));
    write(path, "theirs");
    QTRY_COMPARE(conflicted.count(), 1);
    QCOMPARE(document.text(), QStringLiteral("mine"));
    document.keepMine();
    QVERIFY(!document.hasConflict());
    QVERIFY(document.isModified());
    write(path, "theirs again");
    QTRY_COMPARE(conflicted.count(), 2);
    document.takeTheirs();
    QCOMPARE(document.text(), QStringLiteral("theirs again"));
    QVERIFY(!document.isModified());
    document.document().undo();
    QCOMPARE(document.text(), QStringLiteral("mine"));
}

void TestCodeEditor::presetsAreSavedAsCopies()
{
    const QTemporaryDir folder;
    ScenariosModel model(scenarioPresets());
    ScenarioTexts texts(model);
    const QString original = texts.document(0).text();
    QVERIFY(!original.isEmpty());
    texts.document(0).replaceText(QStringLiteral("// mine"));
    QVERIFY(model.row(0).isModified);
    QCOMPARE(texts.source(0).text, QStringLiteral("// mine"));
    const Result<int> row = texts.save(0, folder.filePath(model.row(0).name));
    QVERIFY(row);
    QCOMPARE(*row, model.presetCount());
    QVERIFY(model.row(*row).name != model.row(0).name);
    QCOMPARE(texts.document(*row).text(), QStringLiteral("// mine"));
    QCOMPARE(texts.document(0).text(), original);
    QVERIFY(!model.row(0).isModified);
}

void TestCodeEditor::newOnesTakeTheirFilesName()
{
    const QTemporaryDir folder;
    ScenariosModel model({});
    ScenarioTexts texts(model);
    const int row = texts.add(QStringLiteral("// new"));
    QVERIFY(model.row(row).isModified);
    const ScenarioDocument *document = &texts.document(row);
    QCOMPARE(texts.save(row, folder.filePath(QStringLiteral("shop.js"))).value_or(-1), row);
    QCOMPARE(model.row(row).name, QStringLiteral("shop.js"));
    QCOMPARE(&texts.document(row), document);
    QVERIFY(!model.row(row).isModified);
    texts.close(row);
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(TestCodeEditor)
#include "tst_codeeditor.moc"
