// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/compose/snippetfile.h"
#include "app/compose/snippetjson.h"
#include "app/compose/snippetstore.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace heliograph;
using State = SnippetStore::State;
using Resolution = SnippetStore::Resolution;

namespace {

const QByteArray newer = R"({"heliograph":"snippets","version":7,"snippets":{"shape":"other"}})";

SnippetItem snippet(const char *name)
{
    SnippetItem item;
    item.name = QString::fromUtf8(name);
    item.draft.event = item.name;
    return item;
}

/// A window's side of a store: what it holds, and what it was told.
class Holder final {
public:
    explicit Holder(const QString &path)
        : store(std::make_unique<SnippetStore>(path, [this] { return library; }))
    {
        QObject::connect(store.get(), &SnippetStore::loaded,
                         [this](const SnippetLibrary &read) { library = read; });
        QObject::connect(store.get(), &SnippetStore::problemOccurred,
                         [this](const QString &sentence) { problems.append(sentence); });
        store->load();
        if (!QTest::qWaitFor([this] { return store->state() != State::Loading; }, 10'000))
            qFatal("Nothing was read.");
    }
    void add(const char *name)
    {
        library.items.append(snippet(name));
        store->noteChange();
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList result;
        for (const SnippetItem &item : library.items)
            result.append(item.isFolder ? u'[' + item.items.constLast().name + u']' : item.name);
        return result;
    }

    SnippetLibrary library;
    QStringList problems;
    std::unique_ptr<SnippetStore> store; ///< the last: its end asks for the library
};

} // namespace

class TestSnippetStore final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(QStringLiteral("deep/snippets.json"));
        QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("deep"))));
    }

    void savesAChangeSoon();
    void savesAtTheEnd();
    void makesItsFolder();
    void leavesANewerVersionUntouched();
    void keepsADamagedFile();
    void leavesWhatItCannotOpen();
    void tellsWhatItCannotWrite();
    void readsAgainWhatAnotherWindowWrote();
    void asksWhenBothChanged_data();
    void asksWhenBothChanged();
    void keepsBothAtTheEnd();
    void keepsMineBesideANewerVersion();
    void comesBackWhenTheFileIsRemoved();

private:
    void write(const QByteArray &bytes) const
    {
        QVERIFY(SnippetFile::writeBytes(m_path, bytes).has_value());
    }
    void write(const QList<SnippetItem> &items) const { write(toJson(SnippetLibrary{items})); }
    [[nodiscard]] QByteArray bytes() const
    {
        return SnippetFile::readBytes(m_path).value_or("(nothing)");
    }
    [[nodiscard]] QStringList onDisk() const
    {
        QStringList names;
        const auto library = SnippetFile::read(m_path);
        for (const SnippetItem &item : library.value_or(SnippetLibrary()).items)
            names.append(item.isFolder ? u'[' + item.items.constLast().name + u']' : item.name);
        return names;
    }
    [[nodiscard]] QStringList beside(const char *why) const
    {
        const QFileInfo file(m_path);
        return file.dir().entryList(
            {file.fileName() + u'.' + QLatin1String(why) + QStringLiteral("-*")}, QDir::Files);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void TestSnippetStore::savesAChangeSoon()
{
    Holder holder(m_path);
    QCOMPARE(holder.store->state(), State::Ready);
    QVERIFY(!QFile::exists(m_path));
    holder.add("one");
    holder.add("two");
    QTRY_COMPARE(onDisk(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    QTRY_VERIFY(!holder.store->hasUnsaved());
    QCOMPARE(holder.problems, QStringList());
}

void TestSnippetStore::savesAtTheEnd()
{
    {
        Holder holder(m_path);
        holder.add("one");
    }
    QCOMPARE(onDisk(), QStringList{QStringLiteral("one")});
    Holder again(m_path);
    QCOMPARE(again.names(), QStringList{QStringLiteral("one")});
}

void TestSnippetStore::makesItsFolder()
{
    m_path = m_folder->filePath(QStringLiteral("not/yet/snippets.json"));
    {
        Holder holder(m_path);
        holder.add("one");
    }
    QCOMPARE(onDisk(), QStringList{QStringLiteral("one")});
}

void TestSnippetStore::leavesANewerVersionUntouched()
{
    write(newer);
    {
        Holder holder(m_path);
        QCOMPARE(holder.store->state(), State::ReadOnly);
        QVERIFY(holder.store->notice().startsWith(QLatin1String(
            "snippets.json was written by a newer Heliograph (version 7). Nothing was changed.")));
        QCOMPARE(holder.problems.size(), 1);
        QVERIFY(holder.library.items.isEmpty());
        holder.add("one");
        holder.store->flush();
        QCOMPARE(bytes(), newer);
    }
    QCOMPARE(bytes(), newer);
    QCOMPARE(QFileInfo(m_path).dir().entryList(QDir::Files).size(), 1);
}

void TestSnippetStore::keepsADamagedFile()
{
    const QByteArray damaged = R"({"heliograph":"snippets","version":1,"snippets":[{"na)";
    write(damaged);
    {
        Holder holder(m_path);
        QCOMPARE(holder.store->state(), State::Ready);
        QCOMPARE(beside("damaged").size(), 1);
        QCOMPARE(holder.problems.size(), 1);
        QVERIFY(holder.problems.constFirst().startsWith(
            QLatin1String("snippets.json cannot be read: Line 1 is not valid JSON")));
        QVERIFY(holder.problems.constFirst().contains(beside("damaged").constFirst()));
        holder.add("one");
    }
    QCOMPARE(onDisk(), QStringList{QStringLiteral("one")});
    const QString kept = QFileInfo(m_path).dir().filePath(beside("damaged").constFirst());
    QCOMPARE(SnippetFile::readBytes(kept).value_or(QByteArray()), damaged);
}

void TestSnippetStore::leavesWhatItCannotOpen()
{
    QVERIFY(QDir().mkpath(m_path)); // a folder where the file should be
    {
        Holder holder(m_path);
        QCOMPARE(holder.store->state(), State::ReadOnly);
        QVERIFY(holder.store->notice().contains(QLatin1String("cannot be opened")));
        holder.add("one");
    }
    QVERIFY(QFileInfo(m_path).isDir());
}

void TestSnippetStore::tellsWhatItCannotWrite()
{
    QFile file(m_folder->filePath(QStringLiteral("wall")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Holder holder(m_folder->filePath(QStringLiteral("wall/snippets.json")));
    holder.add("one");
    holder.store->flush();
    QCOMPARE(holder.problems.size(), 1);
    QVERIFY2(holder.problems.constFirst().contains(QLatin1String("cannot be written")),
             qPrintable(holder.problems.constFirst()));
}

void TestSnippetStore::readsAgainWhatAnotherWindowWrote()
{
    Holder first(m_path);
    Holder second(m_path);
    first.add("one");
    QTRY_COMPARE(second.names(), QStringList{QStringLiteral("one")});
    second.add("two");
    QTRY_COMPARE(first.names(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    first.add("three");
    QTRY_COMPARE(second.library, first.library);
    QCOMPARE(first.store->state(), State::Ready);
    QCOMPARE(second.store->state(), State::Ready);
}

void TestSnippetStore::asksWhenBothChanged_data()
{
    QTest::addColumn<Resolution>("resolution");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("mine") << Resolution::Mine << QStringList{QStringLiteral("mine")};
    QTest::newRow("theirs") << Resolution::Theirs << QStringList{QStringLiteral("theirs")};
    QTest::newRow("both") << Resolution::Both
                          << QStringList{QStringLiteral("theirs"), QStringLiteral("[mine]")};
}

void TestSnippetStore::asksWhenBothChanged()
{
    QFETCH(Resolution, resolution);
    QFETCH(QStringList, names);
    Holder holder(m_path);
    holder.add("mine");
    write({snippet("theirs")});
    QTRY_COMPARE(holder.store->state(), State::Conflict);
    QCOMPARE(onDisk(), QStringList{QStringLiteral("theirs")});
    holder.store->resolve(resolution);
    QCOMPARE(holder.store->state(), State::Ready);
    QCOMPARE(holder.names(), names);
    QTRY_COMPARE(onDisk(), names);
    QTRY_VERIFY(!holder.store->hasUnsaved());
}

void TestSnippetStore::keepsBothAtTheEnd()
{
    {
        Holder holder(m_path);
        holder.add("mine");
        write({snippet("theirs")});
    }
    QCOMPARE(onDisk(), (QStringList{QStringLiteral("theirs"), QStringLiteral("[mine]")}));
}

void TestSnippetStore::keepsMineBesideANewerVersion()
{
    {
        Holder holder(m_path);
        holder.add("mine");
        write(newer);
    }
    QCOMPARE(bytes(), newer);
    QCOMPARE(beside("mine").size(), 1);
}

void TestSnippetStore::comesBackWhenTheFileIsRemoved()
{
    Holder holder(m_path);
    holder.add("one");
    holder.store->flush();
    QVERIFY(QFile::remove(m_path));
    holder.add("two");
    holder.store->flush();
    QCOMPARE(onDisk(), (QStringList{QStringLiteral("one"), QStringLiteral("two")}));
    QCOMPARE(holder.problems, QStringList());
}

QTEST_GUILESS_MAIN(TestSnippetStore)
#include "tst_snippetstore.moc"
