// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/snippetsmodel.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace heliograph;

namespace {

SnippetItem snippet(const QString &name, int key = SnippetItem::NoKey)
{
    SnippetItem item;
    item.name = name;
    item.key = key;
    item.draft.event = name.toLower();
    return item;
}

SnippetItem folder(const QString &name, const QList<SnippetItem> &items = {})
{
    SnippetItem item;
    item.name = name;
    item.isFolder = true;
    item.items = items;
    return item;
}

/// "a b [c d [e]]": names, a folder's in brackets behind it.
QString outline(const QList<SnippetItem> &items)
{
    QStringList parts;
    for (const SnippetItem &item : items)
        parts.append(item.isFolder ? item.name + u'[' + outline(item.items) + u']' : item.name);
    return parts.join(u' ');
}

/// A model under watch, its rows "a b F[c d G[e]] H[]".
class Bench final {
public:
    Bench()
    {
        const auto s = [](char name) { return snippet(QString(QLatin1Char(name))); };
        model.setLibrary(
            {{s('a'), s('b'),
              folder(QStringLiteral("F"), {s('c'), s('d'), folder(QStringLiteral("G"), {s('e')})}),
              folder(QStringLiteral("H"))}});
    }
    [[nodiscard]] QString rows() const { return outline(model.library().items); }
    [[nodiscard]] QModelIndex at(const QString &name, const QModelIndex &parent = {}) const
    {
        for (int row = 0; row < model.rowCount(parent); ++row) {
            const QModelIndex index = model.index(row, 0, parent);
            if (index.data().toString() == name)
                return index;
            if (const QModelIndex below = at(name, index); below.isValid())
                return below;
        }
        return {};
    }
    [[nodiscard]] QModelIndexList list(const QString &names) const
    {
        QModelIndexList result;
        for (const QChar name : names)
            result.append(at(name));
        return result;
    }
    /// Drags @p names and drops them as a view would.
    bool drop(const QString &names, const QString &into, int row,
              Qt::DropAction action = Qt::MoveAction)
    {
        const std::unique_ptr<QMimeData> data(model.mimeData(list(names)));
        return model.dropMimeData(data.get(), action, row, row < 0 ? -1 : 0, at(into));
    }

    SnippetsModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

const auto start = QStringLiteral("a b F[c d G[e]] H[]");

} // namespace

class TestSnippetsModel final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsALibrary();
    void drops_data();
    void drops();
    void movesKeepTheRowItself();
    void dropsFromAnotherWindow();
    void refusesForeignDrops_data();
    void refusesForeignDrops();
    void adds();
    void duplicates();
    void removes();
    void renames_data();
    void renames();
    void replaces();
    void givesAKeyToOneOnly();
    void takesBackAnything();
    void staysWithinLimits();
};

void TestSnippetsModel::showsALibrary()
{
    Bench bench;
    QSignalSpy changed(&bench.model, &SnippetsModel::changed);
    const SnippetLibrary before = bench.model.library();
    QCOMPARE(bench.rows(), start);
    QCOMPARE(bench.model.snippetCount(), 5);
    QVERIFY(bench.at(QStringLiteral("G")).data(SnippetsModel::IsFolderRole).toBool());
    QCOMPARE(bench.at(QStringLiteral("F")).data(SnippetsModel::DetailRole).toString(),
             QStringLiteral("3"));
    QCOMPARE(bench.at(QStringLiteral("e")).data(SnippetsModel::DetailRole).toString(),
             QStringLiteral("e"));
    QCOMPARE(bench.model.folderOf(bench.at(QStringLiteral("e"))), bench.at(QStringLiteral("G")));
    QVERIFY(!bench.model.folderOf(bench.at(QStringLiteral("a"))).isValid());
    bench.model.setLibrary(before);
    QCOMPARE(bench.model.library(), before);
    QCOMPARE(changed.count(), 0);
    QVERIFY(!bench.model.canUndo());
}

void TestSnippetsModel::drops_data()
{
    QTest::addColumn<QString>("names");
    QTest::addColumn<QString>("into");
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char *name, const char *names, const char *into, int at,
                        const char *rows) {
        QTest::newRow(name) << QString::fromLatin1(names) << QString::fromLatin1(into) << at
                            << QString::fromLatin1(rows);
    };
    row("down in the same folder", "a", "", 2, "b a F[c d G[e]] H[]");
    row("up in the same folder", "b", "", 0, "b a F[c d G[e]] H[]");
    row("to the end", "a", "", -1, "b F[c d G[e]] H[] a");
    row("where it is", "a", "", 0, "a b F[c d G[e]] H[]");
    row("where it is, from below", "a", "", 1, "a b F[c d G[e]] H[]");
    row("onto a folder", "a", "F", -1, "b F[c d G[e] a] H[]");
    row("into a folder", "a", "F", 0, "b F[a c d G[e]] H[]");
    row("into a folder within", "a", "G", 1, "b F[c d G[e a]] H[]");
    row("out of a folder", "c", "", 0, "c a b F[d G[e]] H[]");
    row("out of a folder within", "e", "", 3, "a b F[c d G[]] e H[]");
    row("a folder up", "G", "", 0, "G[e] a b F[c d] H[]");
    row("a folder past itself", "F", "", 4, "a b H[] F[c d G[e]]");
    row("a folder into another", "F", "H", -1, "a b H[F[c d G[e]]]");
    row("a folder into the one before it", "H", "F", 1, "a b F[c H[] d G[e]]");
    row("several, in their order", "ba", "H", -1, "F[c d G[e]] H[a b]");
    row("several from many folders", "eac", "", -1, "b F[d G[]] H[] a c e");
    row("several around their place", "ac", "F", 1, "b F[a c d G[e]] H[]");
    row("a folder with what is in it", "GeF", "H", 0, "a b H[F[c d G[e]]]");
    row("a folder into itself", "F", "F", 0, "a b F[c d G[e]] H[]");
    row("a folder into one of its own", "F", "G", -1, "a b F[c d G[e]] H[]");
    row("onto a snippet", "a", "b", -1, "a b F[c d G[e]] H[]");
}

void TestSnippetsModel::drops()
{
    QFETCH(QString, names);
    QFETCH(QString, into);
    QFETCH(int, row);
    QFETCH(QString, rows);
    Bench bench;
    QSignalSpy changed(&bench.model, &SnippetsModel::changed);
    QCOMPARE(bench.drop(names, into, row), rows != start);
    QCOMPARE(bench.rows(), rows);
    QCOMPARE(changed.count(), rows == start ? 0 : 1);
    if (rows == start)
        return;
    bench.model.undo();
    QCOMPARE(bench.rows(), start);
    bench.model.redo();
    QCOMPARE(bench.rows(), rows);
}

void TestSnippetsModel::movesKeepTheRowItself()
{
    Bench bench;
    const QPersistentModelIndex a = bench.at(QStringLiteral("a"));
    const quint64 id = a.data(SnippetsModel::IdRole).toULongLong();
    QVERIFY(bench.drop(QStringLiteral("a"), QStringLiteral("G"), 0));
    QVERIFY(a.isValid());
    QCOMPARE(a.parent(), bench.at(QStringLiteral("G")));
    QCOMPARE(bench.model.indexOfId(id), a);
}

void TestSnippetsModel::dropsFromAnotherWindow()
{
    Bench here;
    const Bench there;
    const std::unique_ptr<QMimeData> data(
        there.model.mimeData({there.at(QStringLiteral("F")), there.at(QStringLiteral("e"))}));
    QVERIFY(here.model.canDropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
    QVERIFY(here.model.dropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
    QCOMPARE(here.rows(), QStringLiteral("a F[c d G[e]] b F[c d G[e]] H[]"));
    QCOMPARE(there.rows(), start);
    QVERIFY(here.drop(QStringLiteral("a"), QStringLiteral("H"), -1, Qt::CopyAction));
    QCOMPARE(here.rows(), QStringLiteral("a F[c d G[e]] b F[c d G[e]] H[a]"));
}

void TestSnippetsModel::refusesForeignDrops_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("bytes");
    const auto json = QStringLiteral("application/vnd.heliograph.snippets+json");
    QTest::newRow("text") << QStringLiteral("text/plain") << QByteArray("a");
    QTest::newRow("rows of nobody")
        << QStringLiteral("application/x-heliograph-snippet-rows") << QByteArray("{x} 1 2");
    QTest::newRow("no JSON") << json << QByteArray("[");
    QTest::newRow("newer") << json
                           << QByteArray(R"({"heliograph":"snippets","version":2,"snippets":[]})");
    QTest::newRow("nothing in it")
        << json << QByteArray(R"({"heliograph":"snippets","version":1,"snippets":[]})");
}

void TestSnippetsModel::refusesForeignDrops()
{
    QFETCH(QString, type);
    QFETCH(QByteArray, bytes);
    Bench bench;
    QMimeData data;
    data.setData(type, bytes);
    QVERIFY(!bench.model.dropMimeData(&data, Qt::CopyAction, -1, -1, {}));
    QCOMPARE(bench.rows(), start);
}

void TestSnippetsModel::adds()
{
    Bench bench;
    QVERIFY(bench.model.add({snippet(QStringLiteral("x")), folder(QStringLiteral("Y"))},
                            bench.at(QStringLiteral("F")), 1));
    QCOMPARE(bench.rows(), QStringLiteral("a b F[c x Y[] d G[e]] H[]"));
    QCOMPARE(bench.model.lastChange(), QStringLiteral("Added 2 items."));
    bench.model.undo();
    QCOMPARE(bench.rows(), start);
}

void TestSnippetsModel::duplicates()
{
    Bench bench;
    bench.model.setKey(bench.at(QStringLiteral("a")), 3);
    QVERIFY(bench.model.duplicate(bench.list(QStringLiteral("aG"))));
    QCOMPARE(bench.rows(), QStringLiteral("a a copy b F[c d G[e] G copy[e]] H[]"));
    QCOMPARE(bench.at(QStringLiteral("a copy")).data(SnippetsModel::KeyRole).toInt(),
             SnippetItem::NoKey);
    QCOMPARE(bench.model.draft(bench.at(QStringLiteral("a copy"))),
             bench.model.draft(bench.at(QStringLiteral("a"))));
}

void TestSnippetsModel::removes()
{
    Bench bench;
    bench.model.remove(bench.list(QStringLiteral("aGe")));
    QCOMPARE(bench.rows(), QStringLiteral("b F[c d] H[]"));
    QCOMPARE(bench.model.lastChange(), QStringLiteral("Removed 2 items."));
    bench.model.undo();
    QCOMPARE(bench.rows(), start);
    bench.model.remove({bench.at(QStringLiteral("F"))});
    QCOMPARE(bench.model.lastChange(), QStringLiteral("Removed “F”."));
}

void TestSnippetsModel::renames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("became");
    QTest::newRow("another") << QStringLiteral("Order paid") << QStringLiteral("Order paid");
    QTest::newRow("several lines") << QStringLiteral(" x\ny ") << QStringLiteral("x y");
    QTest::newRow("nothing") << QStringLiteral("  ") << QStringLiteral("a");
}

void TestSnippetsModel::renames()
{
    QFETCH(QString, name);
    QFETCH(QString, became);
    Bench bench;
    const QModelIndex a = bench.model.index(0, 0);
    QCOMPARE(bench.model.setData(a, name, Qt::EditRole), became != QLatin1String("a"));
    QCOMPARE(a.data().toString(), became);
}

void TestSnippetsModel::replaces()
{
    Bench bench;
    const QModelIndex a = bench.model.index(0, 0);
    Draft draft;
    draft.event = QStringLiteral("other");
    bench.model.setDraft(a, draft);
    QCOMPARE(bench.model.draft(a), draft);
    QCOMPARE(a.data(SnippetsModel::EventRole).toString(), QStringLiteral("other"));
    bench.model.undo();
    QCOMPARE(a.data(SnippetsModel::EventRole).toString(), QStringLiteral("a"));
}

void TestSnippetsModel::givesAKeyToOneOnly()
{
    Bench bench;
    const QModelIndex a = bench.at(QStringLiteral("a"));
    const QModelIndex b = bench.at(QStringLiteral("b"));
    const QModelIndex c = bench.at(QStringLiteral("c"));
    bench.model.setKey(a, 1);
    bench.model.setKey(c, 1); // on another board
    bench.model.setKey(b, 1);
    const auto key = [](const QModelIndex &index) {
        return index.data(SnippetsModel::KeyRole).toInt();
    };
    QCOMPARE(key(a), SnippetItem::NoKey);
    QCOMPARE(key(b), 1);
    QCOMPARE(key(c), 1);
    bench.model.undo();
    QCOMPARE(key(a), 1);
    QCOMPARE(key(b), SnippetItem::NoKey);
}

void TestSnippetsModel::takesBackAnything()
{
    Bench bench;
    QStringList states{bench.rows()};
    const auto note = [&] { states.append(bench.rows()); };
    QVERIFY(bench.drop(QStringLiteral("F"), QStringLiteral("H"), -1));
    note();
    bench.model.remove(bench.list(QStringLiteral("bG")));
    note();
    QVERIFY(bench.model.duplicate(bench.list(QStringLiteral("H"))));
    note();
    QVERIFY(bench.model.rename(bench.at(QStringLiteral("F")), QStringLiteral("Shop")));
    note();
    QVERIFY(bench.drop(QStringLiteral("cd"), QString(), 0));
    note();
    for (qsizetype at = states.size() - 2; at >= 0; --at) {
        bench.model.undo();
        QCOMPARE(bench.rows(), states.at(at));
    }
    QVERIFY(!bench.model.canUndo());
    for (qsizetype at = 1; at < states.size(); ++at) {
        bench.model.redo();
        QCOMPARE(bench.rows(), states.at(at));
    }
    QVERIFY(!bench.model.canRedo());
}

void TestSnippetsModel::staysWithinLimits()
{
    SnippetsModel model;
    QList<SnippetItem> deep;
    for (int n = 0; n < SnippetLimits::Depth; ++n)
        deep = {folder(QStringLiteral("f"), deep)};
    QVERIFY(model.add(deep, {}));
    QVERIFY(model.add({folder(QStringLiteral("top"))}, {}));
    const QModelIndex top = model.index(1, 0);
    const auto tooDeep = model.add(deep, top);
    QCOMPARE(tooDeep.error().code, QByteArray("too-deep"));
    QVERIFY(!model.move({model.index(0, 0)}, top, -1));
    const QList<SnippetItem> many(SnippetLimits::Items, snippet(QStringLiteral("a")));
    const auto tooMany = model.add(many, {});
    QCOMPARE(tooMany.error().code, QByteArray("too-many"));
    QCOMPARE(model.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestSnippetsModel)
#include "tst_snippetsmodel.moc"
