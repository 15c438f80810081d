// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/windowfixture.h"
#include "ui/compose/composepanel.h"
#include "ui/compose/dataeditor.h"
#include "ui/jsontools/datatools.h"
#include "ui/jsontools/jsonformdialog.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QBuffer>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

using namespace heliograph;
using namespace heliograph::test;

namespace {

QByteArray pngOf(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QImage smallPicture()
{
    QImage image(3, 2, QImage::Format_RGB32);
    image.fill(Qt::red);
    return image;
}

/// The window with its data tools.
class ToolsFixture {
public:
    ToolsFixture() : window(false), editor(*window.find<DataEditor>("composeData")) { }
    explicit ToolsFixture(bool startServer)
        : window(startServer), editor(*window.find<DataEditor>("composeData"))
    {
    }

    [[nodiscard]] DataTools &tools() { return *window.find<DataTools>("dataTools"); }
    [[nodiscard]] QString notice() { return window.find<QLabel>("dataNoticeText")->text(); }
    [[nodiscard]] QString verdict() { return window.find<QLabel>("schemaVerdict")->text(); }
    void setEventType(const QString &type)
    {
        window.find<QComboBox>("composeEvent")->setEditText(type);
        QTRY_COMPARE(window.window().compose().draft().event, type);
    }
    void trigger(const char *action) { window.find<QAction>(action)->trigger(); }
    [[nodiscard]] JsonFormDialog *openForm()
    {
        trigger("dataForm");
        return window.find<JsonFormDialog>("jsonFormDialog");
    }

    WindowFixture window;
    DataEditor &editor;
};

template <typename Widget> Widget *in(QWidget *parent, const char *name)
{
    auto *widget = parent->findChild<Widget *>(QLatin1String(name));
    if (!widget)
        qFatal("No %s in the dialog.", name);
    return widget;
}

/// Puts @p text into @p line in the place of what it holds.
void retype(QLineEdit *line, const QString &text)
{
    line->selectAll();
    line->insert(text);
}

} // namespace

class TestDataTools final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { theme::apply(*qApp, theme::Mode::Light); }
    void init()
    {
        m_settings = std::make_unique<TemporarySettings>();
        QGuiApplication::clipboard()->clear();
    }

    void formatsAndMinifies();
    void formattingCanBeUndone();
    void takesTemplatesAsTheyAreSent();
    void formatsWhatIsHeldAside();
    void undoReachesWhatWasHeldAside();
    void goesToTheError();
    void fillsInAFormFromAnExample();
    void fillsInAFormFromASchema();
    void formKeepsWhatIsNotEdited();
    void addsMovesAndRemoves();
    void refusesWhatIsNoSchema();
    void remembersTheSchemaOfAType();
#ifdef HELIOGRAPH_SCRIPTING
    void judgesWhatIsFilledIn();
#endif
    void opensASchemaFile();
    void pastesAPictureAsBase64();
    void insertsAFile_data();
    void insertsAFile();
    void dropsAFile();
    void warnsAboutSize();
    void refusesFiles_data();
    void refusesFiles();

private:
    std::unique_ptr<TemporarySettings> m_settings;
};

/// What the tests about a schema use.
static const QByteArray Schema = R"({
  "title": "Order", "type": "object", "required": ["order", "state"],
  "properties": {
    "order": {"type": "integer", "minimum": 1, "description": "Number in the shop"},
    "state": {"enum": ["open", "paid"]},
    "express": {"type": "boolean"},
    "price": {"type": "number"},
    "items": {"type": "array", "items": {"type": "object", "required": ["name"],
              "properties": {"name": {"type": "string", "minLength": 1}}}}
  }, "unevaluatedProperties": false})";

void TestDataTools::formatsAndMinifies()
{
    ToolsFixture fixture;
    fixture.editor.setData("{\"a\":[1.0,12345678901234567890],\"a\":\"\\u0141\",\"n\":${seq}}");
    fixture.trigger("dataFormat");
    QCOMPARE(fixture.editor.data(),
             QByteArray("{\n  \"a\": [\n    1.0,\n    12345678901234567890\n  ],\n"
                        "  \"a\": \"\\u0141\",\n  \"n\": ${seq}\n}"));
    fixture.trigger("dataMinify");
    QCOMPARE(fixture.editor.data(),
             QByteArray("{\"a\":[1.0,12345678901234567890],\"a\":\"\\u0141\",\"n\":${seq}}"));
    fixture.trigger("dataCheck");
    QCOMPARE(fixture.notice(), QStringLiteral("Valid JSON, 56 bytes."));
}

void TestDataTools::formattingCanBeUndone()
{
    ToolsFixture fixture;
    fixture.editor.setData("[1]");
    fixture.trigger("dataFormat");
    QCOMPARE(fixture.editor.data(), QByteArray("[\n  1\n]"));
    fixture.editor.undo();
    QCOMPARE(fixture.editor.data(), QByteArray("[1]"));
}

void TestDataTools::takesTemplatesAsTheyAreSent()
{
    ToolsFixture fixture;
    fixture.editor.setData("{\"a\":\"${\"}");
    fixture.trigger("dataFormat");
    QVERIFY2(fixture.notice().contains(QLatin1String("this ${ is never closed")),
             qPrintable(fixture.notice()));
    fixture.trigger("composeTemplatesToggle");
    fixture.trigger("dataFormat");
    QCOMPARE(fixture.editor.data(), QByteArray("{\n  \"a\": \"${\"\n}"));
    fixture.trigger("composeTemplatesToggle");
}

void TestDataTools::formatsWhatIsHeldAside()
{
    ToolsFixture fixture;
    const QByteArray line = "[" + QByteArray("1,").repeated(100'000) + "2]";
    fixture.editor.setData(line);
    QVERIFY(fixture.editor.isHeldAside());
    fixture.trigger("dataFormat");
    QTRY_VERIFY(!fixture.editor.isHeldAside()); // lines are short now
    QCOMPARE(fixture.editor.data().count('\n'), 100'002);
    fixture.trigger("dataMinify");
    QTRY_COMPARE(fixture.editor.data(), line);
}

void TestDataTools::undoReachesWhatWasHeldAside()
{
    ToolsFixture fixture;
    const QByteArray line = "[" + QByteArray("1,").repeated(100'000) + "2]";
    const auto press = [&](QKeySequence::StandardKey key) {
        QTest::keySequence(&fixture.editor, QKeySequence(key));
    };
    fixture.editor.setData("{}");
    QTest::keyClicks(&fixture.editor, QStringLiteral("typed"));
    QTest::keyClick(&fixture.editor, Qt::Key_A, Qt::ControlModifier);
    QGuiApplication::clipboard()->setText(QString::fromUtf8(line));
    fixture.editor.paste();
    QVERIFY(fixture.editor.isHeldAside());
    fixture.trigger("dataFormat");
    QTRY_VERIFY(!fixture.editor.isHeldAside());
    const QByteArray formatted = fixture.editor.data();
    press(QKeySequence::Undo);
    QVERIFY(fixture.editor.isHeldAside());
    QCOMPARE(fixture.editor.data(), line);
    QTest::keyClick(&fixture.editor, Qt::Key_Delete);
    QCOMPARE(fixture.editor.data(), QByteArray());
    QTest::keyClicks(&fixture.editor, QStringLiteral("x"));
    for (int n = 0; n < 2; ++n)
        press(QKeySequence::Undo);
    QCOMPARE(fixture.editor.data(), line);
    press(QKeySequence::Undo);
    QCOMPARE(fixture.editor.data(), QByteArray("typed{}"));
    QVERIFY(!fixture.editor.isReadOnly());
    QVERIFY(!fixture.editor.canUndo());
    for (int n = 0; n < 2; ++n)
        press(QKeySequence::Redo);
    QCOMPARE(fixture.editor.data(), QByteArray());
    press(QKeySequence::Undo);
    fixture.editor.setData("another"); // begins anew
    QVERIFY(!fixture.editor.canUndo());
    QCOMPARE(formatted.count('\n'), 100'002);
}

void TestDataTools::goesToTheError()
{
    ToolsFixture fixture;
    fixture.editor.setData("{\n  \"city\": \"Łódź\",\n  \"order\": 1842\n  \"total\": 1\n}");
    fixture.trigger("dataFormat");
    QCOMPARE(fixture.notice(),
             QStringLiteral("Line 3, column 16: a comma or } is missing after this value."));
    QCOMPARE(fixture.editor.textCursor().selectionStart(), 35);
    QVERIFY(fixture.editor.data().startsWith("{\n  \"city\"")); // as it was
    fixture.editor.insertPlainText(QStringLiteral(",\n"));
    QCOMPARE(fixture.notice(), QString());
}

void TestDataTools::fillsInAFormFromAnExample()
{
    ToolsFixture fixture(true);
    const auto client = fixture.window.connectClient();
    fixture.editor.setData(R"({"total":129.50,"paid":false,"city":"x","items":[{"n":1}]})");
    JsonFormDialog *dialog = fixture.openForm();
    retype(in<QLineEdit>(dialog, "jsonField/total"), QStringLiteral("0.10"));
    in<QCheckBox>(dialog, "jsonField/paid")->click();
    retype(in<QLineEdit>(dialog, "jsonField/city"), QStringLiteral("Łódź \"1\""));
    in<QToolButton>(dialog, "jsonAdd/items")->click();
    QTRY_VERIFY(dialog->findChild<QLineEdit *>(QStringLiteral("jsonField/items/1/n")));
    retype(in<QLineEdit>(dialog, "jsonField/items/1/n"), QStringLiteral("2e3"));
    QTRY_VERIFY(in<QPlainTextEdit>(dialog, "jsonFormPreview")
                    ->toPlainText()
                    .contains(QStringLiteral("2e3")));
    in<QPushButton>(dialog, "jsonFormInsert")->click();
    QTRY_VERIFY(fixture.editor.data().contains("2e3"));
    fixture.trigger("dataMinify");
    QTRY_VERIFY(fixture.window.find<QPushButton>("composeSend")->isEnabled());
    fixture.window.window().compose().send();
    QTRY_VERIFY(client->has("\ndata: {\"total\":0.10,\"paid\":true,\"city\":\"Łódź \\\"1\\\"\","
                            "\"items\":[{\"n\":1},{\"n\":2e3}]}\n\n"));
}

void TestDataTools::fillsInAFormFromASchema()
{
    ToolsFixture fixture(true);
    const auto client = fixture.window.connectClient();
    fixture.setEventType(QStringLiteral("order.paid"));
    QGuiApplication::clipboard()->setText(QString::fromUtf8(Schema));
    JsonFormDialog *dialog = fixture.openForm();
    in<QPushButton>(dialog, "jsonFormBySchema")->click();
    in<QPushButton>(dialog, "jsonFormPaste")->click();
    QVERIFY(in<QLabel>(dialog, "jsonFormSource")
                ->text()
                .contains(QStringLiteral("unevaluatedProperties")));
    auto *order = in<QLineEdit>(dialog, "jsonField/order");
    retype(order, QStringLiteral("0"));
    auto *error = in<QLabel>(dialog, "jsonError/order");
    QTRY_COMPARE(error->text(), QStringLiteral("Must be at least 1."));
    QVERIFY(in<QPushButton>(dialog, "jsonFormInsert")->isEnabled()); // a schema only advises
    retype(order, QStringLiteral("18x"));
    QTRY_VERIFY(!in<QPushButton>(dialog, "jsonFormInsert")->isEnabled());
    retype(order, QStringLiteral("1841"));
    QTest::keyClick(order, Qt::Key_Up);
    QTRY_COMPARE(error->text(), QString());
    auto *state = in<QComboBox>(dialog, "jsonField/state");
    state->setCurrentIndex(state->findText(QStringLiteral("paid")));
    QTRY_COMPARE(in<QLabel>(dialog, "jsonFormState")->text(),
                 QStringLiteral("Valid against Order"));
    in<QPushButton>(dialog, "jsonFormInsert")->click();
    QTRY_VERIFY(fixture.editor.data().contains("1842"));
    QTRY_COMPARE(fixture.verdict(), QStringLiteral("✓ Valid against Order"));
    QTRY_VERIFY(fixture.window.find<QPushButton>("composeSend")->isEnabled());
    fixture.window.window().compose().send();
    QTRY_VERIFY(client->has("event: order.paid\nid: 1\ndata: {\ndata:   \"order\": 1842,\n"
                            "data:   \"state\": \"paid\"\ndata: }\n\n"));
}

void TestDataTools::formKeepsWhatIsNotEdited()
{
    ToolsFixture fixture;
    const QByteArray data =
        R"({"a":1.50,"b":"\u0141\/","c":${ seq },"a":2,"d":"${pick("x","y")}","e":[],"f":null})";
    fixture.editor.setData(data);
    JsonFormDialog *dialog = fixture.openForm();
    in<QPushButton>(dialog, "jsonFormInsert")->click();
    QTRY_VERIFY(fixture.editor.data() != data);
    fixture.trigger("dataMinify");
    QCOMPARE(fixture.editor.data(), data);
}

void TestDataTools::addsMovesAndRemoves()
{
    ToolsFixture fixture;
    fixture.editor.setData(R"({"items":["a","b","c"],"note":"x"})");
    JsonFormDialog *dialog = fixture.openForm();
    const auto press = [dialog](const char *field, const QString &toolTip) {
        QWidget *row = in<QWidget>(dialog, field)->parentWidget()->parentWidget();
        const auto buttons = row->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->toolTip() == toolTip)
                button->click();
        }
    };
    auto *preview = in<QPlainTextEdit>(dialog, "jsonFormPreview");
    const auto shows = [preview](const QByteArray &json) {
        return minifyJson(preview->toPlainText().toUtf8()).value_or("") == json;
    };
    press("jsonField/items/0", QStringLiteral("Move down"));
    QTRY_VERIFY(shows(R"({"items":["b","a","c"],"note":"x"})"));
    press("jsonField/items/2", QStringLiteral("Remove"));
    QTRY_VERIFY(shows(R"({"items":["b","a"],"note":"x"})"));
    press("jsonField/note", QStringLiteral("Leave note out"));
    QTRY_VERIFY(shows(R"({"items":["b","a"]})"));
    QMenu *menu = in<QToolButton>(dialog, "jsonAdd")->menu();
    Q_EMIT menu->aboutToShow();
    QCOMPARE(menu->actions().first()->text(), QStringLiteral("note"));
    menu->actions().first()->trigger();
    QTRY_VERIFY(shows(R"({"items":["b","a"],"note":"x"})"));
}

void TestDataTools::refusesWhatIsNoSchema()
{
    ToolsFixture fixture;
    QGuiApplication::clipboard()->setText(QStringLiteral("{\"type\": }"));
    JsonFormDialog *dialog = fixture.openForm();
    QVERIFY(in<QLabel>(dialog, "jsonFormNothing")
                ->text()
                .startsWith(QStringLiteral("There is no data yet.")));
    in<QPushButton>(dialog, "jsonFormBySchema")->click();
    in<QPushButton>(dialog, "jsonFormPaste")->click();
    QTRY_COMPARE(in<QLabel>(dialog, "jsonFormNothing")->text(),
                 QStringLiteral("The schema is not JSON. Line 1, column 8: a value is missing "
                                "after this colon."));
    QVERIFY(!in<QPushButton>(dialog, "jsonFormInsert")->isEnabled());
}

void TestDataTools::remembersTheSchemaOfAType()
{
    {
        ToolsFixture fixture;
        fixture.setEventType(QStringLiteral("order.paid"));
        QGuiApplication::clipboard()->setText(QString::fromUtf8(Schema));
        JsonFormDialog *dialog = fixture.openForm();
        in<QPushButton>(dialog, "jsonFormBySchema")->click();
        in<QPushButton>(dialog, "jsonFormPaste")->click();
        dialog->reject();
    }
    ToolsFixture fixture;
    QSignalSpy verdicts(&fixture.tools(), &DataTools::schemaVerdictChanged);
    fixture.setEventType(QStringLiteral("order.paid"));
    QVERIFY(fixture.tools().schemaFor(QStringLiteral("order.paid")));
    fixture.editor.setData(R"({"order": 1, "state": "lost"})");
    QTRY_COMPARE(fixture.verdict(),
                 QStringLiteral("Order: /state: must be one of \"open\", \"paid\"."));
    QVERIFY(!verdicts.isEmpty());
    QTest::mouseClick(fixture.window.find<QLabel>("schemaVerdict"), Qt::LeftButton);
    QCOMPARE(fixture.editor.textCursor().selectedText(), QStringLiteral("\"lost\""));
    fixture.setEventType(QStringLiteral("other"));
    QTRY_COMPARE(fixture.verdict(), QString());
    fixture.setEventType(QStringLiteral("order.paid"));
    QTRY_VERIFY(!fixture.verdict().isEmpty());
    fixture.trigger("dataForgetSchema");
    QTRY_COMPARE(fixture.verdict(), QString());
}

#ifdef HELIOGRAPH_SCRIPTING
void TestDataTools::judgesWhatIsFilledIn()
{
    ToolsFixture fixture;
    fixture.setEventType(QStringLiteral("order.paid"));
    QGuiApplication::clipboard()->setText(QString::fromUtf8(Schema));
    JsonFormDialog *dialog = fixture.openForm();
    in<QPushButton>(dialog, "jsonFormBySchema")->click();
    in<QPushButton>(dialog, "jsonFormPaste")->click();
    dialog->reject();
    const QString valid = QStringLiteral("✓ Valid against Order");
    fixture.editor.setData(R"({"order": ${40 + 2}, "state": "${['paid'][0]}"})");
    QTRY_COMPARE(fixture.verdict(), valid);
    fixture.editor.setData(R"({"order": ${40 + 2}, "state": "${'lo' + 'st'}"})");
    QTRY_COMPARE(fixture.verdict(),
                 QStringLiteral("Order: /state: must be one of \"open\", \"paid\"."));
    // Its place is not one of the text as written.
    QVERIFY(
        fixture.window.find<QLabel>("schemaVerdict")->toolTip().contains(QStringLiteral("${…}")));
    fixture.editor.moveCursor(QTextCursor::Start);
    QTest::mouseClick(fixture.window.find<QLabel>("schemaVerdict"), Qt::LeftButton);
    QVERIFY(!fixture.editor.textCursor().hasSelection());
    // A template at fault sends nothing, so that there is nothing to judge.
    fixture.editor.setData(R"({"order": ${nope}, "state": "lost"})");
    QTRY_COMPARE(fixture.verdict(), QString());
    fixture.editor.setData(R"({"order": "${seq}", "state": "paid"})");
    QTRY_VERIFY(fixture.verdict().startsWith(QLatin1String("Order: /order: ")));
    // Without templates the text itself is sent, and so judged.
    fixture.editor.setData(R"({"order": 1, "state": "${'paid'}"})");
    QTRY_COMPARE(fixture.verdict(), valid);
    fixture.trigger("composeTemplatesToggle");
    QTRY_VERIFY(fixture.verdict().startsWith(QLatin1String("Order: /state: ")));
    fixture.trigger("composeWithoutData");
    QTRY_COMPARE(fixture.verdict(), QString());
}
#endif

void TestDataTools::opensASchemaFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("order.schema.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(Schema);
    file.close();
    SchemaMemory memory;
    QSignalSpy changed(&memory, &SchemaMemory::changed);
    QSignalSpy failed(&memory, &SchemaMemory::failed);
    memory.open(QString(), file.fileName());
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(memory.schemaFor(QStringLiteral("message")));
    QCOMPARE(memory.nameFor(QString()), QStringLiteral("order.schema.json"));
    memory.open(QString(), folder.path());
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(memory.schemaFor(QString()));
    // The path is what is kept, so that a changed file counts.
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("{\"title\": \"New\"}");
    file.close();
    SchemaMemory later;
    QTRY_VERIFY(later.schemaFor(QString()));
    QCOMPARE(later.schemaFor(QString())->title(), QStringLiteral("New"));
}

void TestDataTools::pastesAPictureAsBase64()
{
    ToolsFixture fixture(true);
    const auto client = fixture.window.connectClient();
    QGuiApplication::clipboard()->setImage(smallPicture());
    fixture.editor.setFocus();
    fixture.editor.setData("<img src='");
    fixture.editor.moveCursor(QTextCursor::End);
    QTest::keySequence(&fixture.editor, QKeySequence::Paste);
    const QByteArray wanted = "<img src='data:image/png;base64," + pngOf(smallPicture()).toBase64();
    QTRY_COMPARE(fixture.editor.data(), wanted);
    QTRY_VERIFY(fixture.window.find<QPushButton>("composeSend")->isEnabled());
    fixture.window.window().compose().send();
    QTRY_VERIFY(client->has("\ndata: " + wanted + "\n\n"));
    fixture.editor.undo();
    QCOMPARE(fixture.editor.data(), QByteArray("<img src='"));
    // Text is pasted as ever.
    QGuiApplication::clipboard()->setText(QStringLiteral("plain"));
    QTest::keySequence(&fixture.editor, QKeySequence::Paste);
    QCOMPARE(fixture.editor.data(), QByteArray("<img src='plain"));
}

void TestDataTools::insertsAFile_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("base64") << static_cast<int>(Base64Form::Bare) << QByteArray("aGVsbG8K");
    QTest::newRow("data: URL") << static_cast<int>(Base64Form::DataUrl)
                               << QByteArray("data:text/plain;base64,aGVsbG8K");
    // What the name holds is no template of the event.
    QTest::newRow("JSON") << static_cast<int>(Base64Form::Json)
                          << QByteArray("{\"name\":\"a\\u0024{1}\\\".txt\",\"type\":\"text/plain\","
                                        "\"size\":6,\"data\":\"aGVsbG8K\"}");
}

void TestDataTools::insertsAFile()
{
    QFETCH(int, form);
    QFETCH(QByteArray, data);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a${1}\".txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello\n");
    file.close();
    ToolsFixture fixture;
    fixture.tools().insertFile(file.fileName(), static_cast<Base64Form>(form));
    QTRY_COMPARE(fixture.editor.data(), data);
}

void TestDataTools::dropsAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("a.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hello\n");
    file.close();
    ToolsFixture fixture;
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file.fileName())});
    QWidget *viewport = fixture.editor.viewport();
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton,
                          Qt::NoModifier);
    QApplication::sendEvent(viewport, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction | Qt::MoveAction, &mime, Qt::LeftButton,
                    Qt::NoModifier);
    QApplication::sendEvent(viewport, &drop);
    QCOMPARE(drop.dropAction(), Qt::CopyAction); // a move would take the file away
    QTRY_COMPARE(fixture.editor.data(), QByteArray("data:text/plain;base64,aGVsbG8K"));
}

void TestDataTools::warnsAboutSize()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("photo.bin")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(600 * 1024, 'x'));
    file.close();
    ToolsFixture fixture(true);
    const auto first = fixture.window.connectClient();
    const auto second = fixture.window.connectClient();
    const auto third = fixture.window.connectClient();
    QTRY_COMPARE(fixture.window.server().snapshot()->status.connections, 3);
    fixture.editor.setData("before");
    fixture.tools().insertFile(file.fileName(), Base64Form::Bare);
    QTRY_COMPARE(fixture.notice().remove(u',').replace(u',', u'.'),
                 QStringLiteral("photo.bin has 600.0 KiB as base64 800.0 KiB in one event. Each "
                                "client is sent all of it: 2.3 MiB for the 3 connected now."));
    QCOMPARE(fixture.editor.data(), QByteArray("before"));
    fixture.window.find<QPushButton>("base64Cancel")->click();
    QTRY_COMPARE(fixture.notice(), QString());
    QCOMPARE(fixture.editor.data(), QByteArray("before"));
    fixture.tools().insertFile(file.fileName(), Base64Form::Bare);
    QTRY_VERIFY(
        !fixture.notice().isEmpty()
        && fixture.window.window().findChild<QPushButton *>(QStringLiteral("base64Insert")));
    fixture.editor.moveCursor(QTextCursor::End);
    fixture.window.find<QPushButton>("base64Insert")->click();
    QTRY_COMPARE(fixture.editor.data().size(), 6 + 800 * 1024);
    QVERIFY(fixture.editor.isHeldAside());
    QVERIFY(fixture.editor.data().startsWith("beforeeHh4"));
}

void TestDataTools::refusesFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("folder") << QStringLiteral("/")
                            << QStringLiteral("/ is a folder. Choose one file.");
    QTest::newRow("device") << QStringLiteral("/dev/zero")
                            << QStringLiteral("/dev/zero is a device or a pipe. Choose a regular "
                                              "file.");
    QTest::newRow("missing") << QStringLiteral("/no/such/file")
                             << QStringLiteral("There is no file /no/such/file.");
}

void TestDataTools::refusesFiles()
{
    QFETCH(QString, path);
    QFETCH(QString, sentence);
    ToolsFixture fixture;
    fixture.tools().insertFile(path, Base64Form::Bare);
    QTRY_COMPARE(fixture.notice(), sentence);
    QTemporaryDir folder;
    QFile huge(folder.filePath(QStringLiteral("huge.iso")));
    QVERIFY(huge.open(QIODevice::WriteOnly));
    QVERIFY(huge.resize(qint64{3} * 1024 * 1024 * 1024)); // sparse
    fixture.tools().insertFile(huge.fileName(), Base64Form::Bare);
    QTRY_VERIFY(
        fixture.notice().endsWith(QStringLiteral("Serve the file, and send its address instead.")));
    QCOMPARE(fixture.editor.data(), QByteArray());
}

QTEST_MAIN(TestDataTools)
#include "tst_datatools.moc"
