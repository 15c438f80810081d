// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scenariofiles.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace heliograph;

class ScenarioFilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void readsNothingWithoutAFolder();

private:
    [[nodiscard]] QString inside(const QString &name) const
    {
        return m_dir.filePath(QStringLiteral("in/") + name);
    }

    QTemporaryDir m_dir;
};

void ScenarioFilesTest::initTestCase()
{
    QVERIFY(QDir(m_dir.path()).mkpath(QStringLiteral("in/sub")));
    const auto write = [this](const char *name, const QByteArray &bytes) {
        QFile file(m_dir.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write("secret.txt", "secret");
    write("in/a.txt", "a");
    write("in/sub/b.txt", "b");
    write("in/.env", "hidden");
    write("in/large.txt", QByteArray(101, 'x'));
    QVERIFY(QFile::link(m_dir.filePath(QStringLiteral("secret.txt")),
                        inside(QStringLiteral("out.txt"))));
    QVERIFY(QFile::link(m_dir.path(), inside(QStringLiteral("up"))));
    QVERIFY(QFile::link(inside(QStringLiteral("a.txt")), inside(QStringLiteral("same.txt"))));
    QCOMPARE(mkfifo(QFile::encodeName(inside(QStringLiteral("fifo"))).constData(), 0600), 0);
}

void ScenarioFilesTest::reads_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("contents");
    QTest::newRow("beside it") << "a.txt" << QByteArray("a");
    QTest::newRow("./") << "./a.txt" << QByteArray("a");
    QTest::newRow("below") << "sub/b.txt" << QByteArray("b");
    QTest::newRow("absolute") << inside(QStringLiteral("sub/b.txt")) << QByteArray("b");
    QTest::newRow("a link that stays inside") << "same.txt" << QByteArray("a");
}

void ScenarioFilesTest::reads()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, contents);
    const ScenarioFiles files(inside(QStringLiteral("scenario.js")), 100);
    const Result<QByteArray> read = files.read(path);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(*read, contents);
    QVERIFY(files.exists(path));
}

void ScenarioFilesTest::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("above") << "../secret.txt" << QByteArray("outside");
    QTest::newRow("down and up") << "sub/../a.txt" << QByteArray("outside");
    QTest::newRow("absolute") << "/etc/passwd" << QByteArray("outside");
    QTest::newRow("absolute and up")
        << inside(QStringLiteral("../secret.txt")) << QByteArray("outside");
    QTest::newRow("a folder whose name begins alike")
        << m_dir.filePath(QStringLiteral("in2/x")) << QByteArray("outside");
    QTest::newRow("a link out") << "out.txt" << QByteArray("outside");
    QTest::newRow("a folder's link out") << "up/secret.txt" << QByteArray("outside");
    QTest::newRow("hidden") << ".env" << QByteArray("hidden");
    QTest::newRow("in a hidden folder") << ".git/config" << QByteArray("hidden");
    QTest::newRow("missing") << "none.txt" << QByteArray("not-found");
    QTest::newRow("a folder") << "sub" << QByteArray("not-found");
    QTest::newRow("a pipe") << "fifo" << QByteArray("not-found");
    QTest::newRow("nothing") << "" << QByteArray("not-found");
    QTest::newRow("large") << "large.txt" << QByteArray("too-large");
}

void ScenarioFilesTest::refuses()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, code);
    const ScenarioFiles files(inside(QStringLiteral("scenario.js")), 100);
    const Result<QByteArray> read = files.read(path);
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
    QVERIFY(code == "too-large" || !files.exists(path));
}

void ScenarioFilesTest::readsNothingWithoutAFolder()
{
    const ScenarioFiles files({}, 100);
    QCOMPARE(files.read(QStringLiteral("a.txt")).error().code, QByteArray("no-folder"));
    QCOMPARE(files.folder(), QStringLiteral("/"));
}

QTEST_GUILESS_MAIN(ScenarioFilesTest)
#include "tst_scenariofiles.moc"
