// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/base64text.h"
#include "app/json/jsonvalue.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <rapidcheck.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace heliograph;

namespace {

/// A file of its own folder.
class TemporaryFile {
public:
    TemporaryFile(const QString &name, const QByteArray &bytes) : m_path(m_folder.filePath(name))
    {
        QFile file(m_path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
    }
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    QTemporaryDir m_folder;
    QString m_path;
};

} // namespace

class TestBase64Text final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesEachForm_data();
    void writesEachForm();
    void jsonReadsBackWhateverTheName();
    void knowsSizes();
    void refuses_data();
    void refuses();
    void refusesAPipeWithoutWaiting();
    void refusesWhatCannotBeRead();
    void warns_data();
    void warns();
};

void TestBase64Text::writesEachForm_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("url");
    QTest::newRow("text") << QStringLiteral("a.txt") << QByteArray("hello\n")
                          << QByteArray("data:text/plain;base64,aGVsbG8K");
    QTest::newRow("by its content")
        << QStringLiteral("noname") << QByteArray("\x89PNG\r\n\x1a\n", 8)
        << QByteArray("data:image/png;base64,iVBORw0KGgo=");
    QTest::newRow("empty") << QStringLiteral("e.svg") << QByteArray()
                           << QByteArray("data:image/svg+xml;base64,");
}

void TestBase64Text::writesEachForm()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, url);
    const TemporaryFile file(name, bytes);
    const auto source = readBase64Source(file.path());
    QVERIFY(source);
    QCOMPARE(source->name, name);
    QCOMPARE(base64Text(*source, Base64Form::Bare), bytes.toBase64());
    const QByteArray type = source->mimeType.toUtf8();
    if (bytes.isEmpty())
        QVERIFY(base64Text(*source, Base64Form::DataUrl).endsWith(";base64,"));
    else
        QCOMPARE(base64Text(*source, Base64Form::DataUrl), url);
    QCOMPARE(base64Text(*source, Base64Form::Json),
             "{\"name\":\"" + name.toUtf8() + "\",\"type\":\"" + type + "\",\"size\":"
                 + QByteArray::number(bytes.size()) + ",\"data\":\"" + bytes.toBase64() + "\"}");
}

void TestBase64Text::jsonReadsBackWhateverTheName()
{
    QVERIFY(rc::check(
        "the name and the bytes come back", [](const std::string &name, const std::string &bytes) {
            Base64Source source;
            source.name = QString::fromUtf8(QByteArray::fromStdString("${a}\"\\" + name));
            source.mimeType = QStringLiteral("a/b");
            source.bytes = QByteArray::fromStdString(bytes);
            const QByteArray json = base64Text(source, Base64Form::Json);
            RC_ASSERT(!json.contains("${"));
            const auto value = parseJson(json);
            RC_ASSERT(value.has_value());
            RC_ASSERT(value->member(u"name")->string() == source.name);
            RC_ASSERT(QByteArray::fromBase64(value->member(u"data")->string().toLatin1())
                      == source.bytes);
        }));
}

void TestBase64Text::knowsSizes()
{
    for (qsizetype size = 0; size < 20; ++size)
        QCOMPARE(base64Size(size), QByteArray(size, 'x').toBase64().size());
}

void TestBase64Text::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("folder") << QStringLiteral("/tmp")
                            << QStringLiteral("/tmp is a folder. Choose one file.");
    QTest::newRow("device") << QStringLiteral("/dev/null")
                            << QStringLiteral("/dev/null is a device or a pipe. Choose a regular "
                                              "file.");
    QTest::newRow("missing") << QStringLiteral("/no/file")
                             << QStringLiteral("There is no file /no/file.");
}

void TestBase64Text::refuses()
{
    QFETCH(QString, path);
    QFETCH(QString, sentence);
    const auto source = readBase64Source(path);
    QVERIFY(!source);
    QCOMPARE(source.error(), sentence);
}

void TestBase64Text::refusesAPipeWithoutWaiting()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    QVERIFY(!readBase64Source(path));
}

void TestBase64Text::refusesWhatCannotBeRead()
{
    const TemporaryFile file(QStringLiteral("a.txt"), "hello");
    QVERIFY(QFile::setPermissions(file.path(), QFileDevice::WriteOwner));
    if (::geteuid() != 0) // root reads all the same
        QVERIFY(!readBase64Source(file.path()));
    const TemporaryFile large(QStringLiteral("a.bin"), {});
    QVERIFY(QFile::resize(large.path(), LargestBase64 / 4 * 3 + 1)); // sparse
    QVERIFY(!readBase64Source(large.path()));
    QVERIFY(QFile::resize(large.path(), 1024));
    QVERIFY(readBase64Source(large.path()));
}

void TestBase64Text::warns_data()
{
    QTest::addColumn<int>("clients");
    QTest::addColumn<QString>("ends");
    QTest::newRow("unknown") << -1 << QStringLiteral("Each client is sent all of it.");
    QTest::newRow("none") << 0 << QStringLiteral("none is connected now.");
    QTest::newRow("one") << 1 << QStringLiteral("one is connected now.");
    QTest::newRow("many") << 5 << QStringLiteral("2.0 MiB for the 5 connected now.");
}

void TestBase64Text::warns()
{
    QFETCH(int, clients);
    QFETCH(QString, ends);
    QLocale::setDefault(QLocale::c());
    const QString warning = base64Warning(QStringLiteral("a.png"), 300 * 1024, 400 * 1024, clients);
    QVERIFY2(warning.startsWith(QStringLiteral("a.png has 300.0 KiB, as base64 400.0 KiB")),
             qPrintable(warning));
    QVERIFY2(warning.endsWith(ends), qPrintable(warning));
}

QTEST_APPLESS_MAIN(TestBase64Text)
#include "tst_base64text.moc"
