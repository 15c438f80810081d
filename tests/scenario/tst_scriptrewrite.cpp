// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/scenario/scriptrewrite.h"
#include "app/scenario/scripttokens.h"

#include <QTest>

using namespace heliograph;

class ScriptRewriteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splits_data();
    void splits();
    void rewrites_data();
    void rewrites();
    void keepsLines_data();
    void keepsLines();
};

void ScriptRewriteTest::splits_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QByteArrayList>("tokens");

    QTest::newRow("empty") << "" << QByteArrayList();
    QTest::newRow("words and marks") << "a = $b" << QByteArrayList{"a", "=", "$b"};
    QTest::newRow("line comment") << "a // 'b\nc" << QByteArrayList{"a", "c"};
    QTest::newRow("block comment") << "a /* ' ` */ c" << QByteArrayList{"a", "c"};
    QTest::newRow("comment without end") << "a /* b" << QByteArrayList{"a"};
    QTest::newRow("hashbang") << "#!/usr/bin/env node\na" << QByteArrayList{"a"};
    QTest::newRow("strings") << R"('a\'b' "c\"d")" << QByteArrayList{R"('a\'b')", R"("c\"d")"};
    QTest::newRow("string without end") << "'a\nb" << QByteArrayList{"'a", "b"};
    QTest::newRow("string over two lines") << "'a\\\nb' c" << QByteArrayList{"'a\\\nb'", "c"};
    QTest::newRow("template") << "`a 'b' ${c} d`" << QByteArrayList{"`a 'b' ${", "c", "} d`"};
    QTest::newRow("nested template")
        << "`${`${a}`}` b" << QByteArrayList{"`${", "`${", "a", "}`", "}`", "b"};
    QTest::newRow("braces in a substitution")
        << "`${{a: 1}.a}` b" << QByteArrayList{"`${", "{", "a", ":", "1", "}", ".", "a", "}`", "b"};
    QTest::newRow("escaped backquote") << R"(`\`${a}`)" << QByteArrayList{R"(`\`${)", "a", "}`"};
    QTest::newRow("regex at the start")
        << "/'/g.test(a)" << QByteArrayList{"/'/g", ".", "test", "(", "a", ")"};
    QTest::newRow("regex after =") << "a = /\"/" << QByteArrayList{"a", "=", "/\"/"};
    QTest::newRow("regex after return") << "return /'/" << QByteArrayList{"return", "/'/"};
    QTest::newRow("regex with a class") << "x(/[/']/)" << QByteArrayList{"x", "(", "/[/']/", ")"};
    QTest::newRow("regex after if ()")
        << "if (a) /'/.test(b)"
        << QByteArrayList{"if", "(", "a", ")", "/'/", ".", "test", "(", "b", ")"};
    QTest::newRow("regex after a block")
        << "{ a }\n/'/.test(b)" << QByteArrayList{"{", "a", "}", "/'/", ".", "test", "(", "b", ")"};
    QTest::newRow("division of words") << "a / b / c" << QByteArrayList{"a", "/", "b", "/", "c"};
    QTest::newRow("division after )")
        << "(a) / b / c" << QByteArrayList{"(", "a", ")", "/", "b", "/", "c"};
    QTest::newRow("division after ]") << "a[0] / b" << QByteArrayList{"a", "[", "0", "]", "/", "b"};
    QTest::newRow("division after an object")
        << "x = {} / 2 / 'a'" << QByteArrayList{"x", "=", "{", "}", "/", "2", "/", "'a'"};
    QTest::newRow("division after a++")
        << "a++ / b / c" << QByteArrayList{"a", "++", "/", "b", "/", "c"};
    QTest::newRow("division of a property called return")
        << "a.return / b / c" << QByteArrayList{"a", ".", "return", "/", "b", "/", "c"};
    QTest::newRow("numbers") << "1e-5 .5 0xff 1_000n"
                             << QByteArrayList{"1e-5", ".5", "0xff", "1_000n"};
    QTest::newRow("private names") << "this.#x" << QByteArrayList{"this", ".", "#x"};
}

void ScriptRewriteTest::splits()
{
    QFETCH(QString, source);
    QFETCH(QByteArrayList, tokens);
    QByteArrayList found;
    for (const ScriptToken &token : scriptTokens(source))
        found.append(source.mid(token.start, token.length).toUtf8());
    QCOMPARE(found, tokens);
}

void ScriptRewriteTest::rewrites_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");

    QTest::newRow("nothing to do") << "const a = require('b')"
                                   << "const a = require('b')";
    QTest::newRow("default") << "import http from 'http'"
                             << "const http = __default(require('http'));";
    QTest::newRow("its semicolon") << "import http from \"http\";"
                                   << "const http = __default(require(\"http\"));";
    QTest::newRow("named") << "import { a, b as c } from 'm'"
                           << "const {a, b: c} = require('m');";
    QTest::newRow("a name called as") << "import { as } from 'm'"
                                      << "const {as} = require('m');";
    QTest::newRow("all") << "import * as m from 'm'"
                         << "const m = require('m');";
    QTest::newRow("default and named") << "import a, { b } from 'm'"
                                       << "const a = __default(require('m')), {b} = require('m');";
    QTest::newRow("default and all") << "import a, * as b from 'm'"
                                     << "const a = __default(require('m')), b = require('m');";
    QTest::newRow("for its effects") << "import 'm'"
                                     << "require('m');";
    QTest::newRow("with attributes") << "import d from './d.json' with { type: 'json' }"
                                     << "const d = __default(require('./d.json'));";
    QTest::newRow("import()") << "const m = await import('m')"
                              << "const m = await __import('m')";
    QTest::newRow("import() inside") << "f(() => { import('m') })"
                                     << "f(() => { __import('m') })";
    QTest::newRow("import.meta") << "import.meta.url"
                                 << "__meta.url";
    QTest::newRow("export default expression") << "export default 1 + 2"
                                               << "__exports.default = 1 + 2";
    QTest::newRow("export default arrow") << "export default (a) => a"
                                          << "__exports.default = (a) => a";
    QTest::newRow("export default named function")
        << "export default function f() {}"
        << "__export(\"default\", () => f); function f() {}";
    QTest::newRow("export default async function")
        << "export default async function f() {}"
        << "__export(\"default\", () => f); async function f() {}";
    QTest::newRow("export default nameless function")
        << "export default function () {}"
        << "__export(\"default\", () => __default_export); function  __default_export () {}";
    QTest::newRow("export default nameless async function")
        << "export default async function(a) {}"
        << "__export(\"default\", () => __default_export); async function __default_export (a) {}";
    QTest::newRow("export default class") << "export default class A {}"
                                          << "__export(\"default\", () => A); class A {}";
    QTest::newRow("export default nameless class")
        << "export default class extends B {}"
        << "__export(\"default\", () => __default_export); class  __default_export extends B {}";
    QTest::newRow("export const") << "export const a = 1"
                                  << "__export(\"a\", () => a); const a = 1";
    QTest::newRow("export function") << "export async function* f() {}"
                                     << "__export(\"f\", () => f); async function* f() {}";
    QTest::newRow("export list") << "export { a, b as c };"
                                 << "__export(\"a\", () => a);__export(\"c\", () => b);;";
    QTest::newRow("export from") << "export { a } from 'm'"
                                 << "__exportAll(require('m'));";
    QTest::newRow("export all") << "export * from 'm'"
                                << "__exportAll(require('m'));";
    QTest::newRow("hashbang") << "#!/usr/bin/env node\na"
                              << "///usr/bin/env node\na";

    QTest::newRow("in a string") << "'import a from \"b\"'"
                                 << "'import a from \"b\"'";
    QTest::newRow("in a comment") << "// import a from 'b'\n/* export default 1 */"
                                  << "// import a from 'b'\n/* export default 1 */";
    QTest::newRow("in a template") << "`import a from 'b' ${x} export default`"
                                   << "`import a from 'b' ${x} export default`";
    QTest::newRow("in a regex") << "x = /import a from 'b'/"
                                << "x = /import a from 'b'/";
    QTest::newRow("as a property") << "a.import; a.export; ({ import: 1, export: 2 })"
                                   << "a.import; a.export; ({ import: 1, export: 2 })";
    QTest::newRow("not at the top") << "{ export default 1 }"
                                    << "{ export default 1 }";
    QTest::newRow("unfinished") << "import a"
                                << "import a";
    QTest::newRow("unfinished list") << "import { a"
                                     << "import { a";
}

void ScriptRewriteTest::rewrites()
{
    QFETCH(QString, source);
    QFETCH(QString, expected);
    QCOMPARE(rewriteModule(source), expected);
}

void ScriptRewriteTest::keepsLines_data()
{
    QTest::addColumn<QString>("source");
    QTest::newRow("import") << "import {\n  a,\n  b\n} from 'm'\nlast";
    QTest::newRow("import with a comment") << "import a // why\n  from 'm'\nlast";
    QTest::newRow("export list") << "export {\n  a,\n  b as c\n}\nlast";
    QTest::newRow("export default") << "export\ndefault\nfunction () {\n}\nlast";
}

void ScriptRewriteTest::keepsLines()
{
    QFETCH(QString, source);
    const QString result = rewriteModule(source);
    QCOMPARE(result.count(QLatin1Char('\n')), source.count(QLatin1Char('\n')));
    QVERIFY(result.endsWith(QLatin1String("\nlast")));
}

QTEST_GUILESS_MAIN(ScriptRewriteTest)
#include "tst_scriptrewrite.moc"
