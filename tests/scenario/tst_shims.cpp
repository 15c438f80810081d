// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenariorun.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace heliograph;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

class ShimsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nameWhatTheyLack_data();
    void nameWhatTheyLack();
    void work_data();
    void work();
    void readFiles();
    void readFilesOfPresets();
    void requireFiles();
    void answerWithExpress_data();
    void answerWithExpress();
    void answerWithKoa_data();
    void answerWithKoa();
    void tellRoutes_data();
    void tellRoutes();
    void reportWhatFrameworksCatch_data();
    void reportWhatFrameworksCatch();
    void keepResponsesHonest_data();
    void keepResponsesHonest();
};

void ShimsTest::nameWhatTheyLack_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *script, const char *message) {
        QTest::newRow(script) << text(script) << text(message);
    };
    row("require('net')",
        "require('net') is not supported in a scenario; use http.createServer or fetch(url)");
    row("require('child_process')",
        "require('child_process') is not supported in a scenario; a scenario starts no programs");
    row("require('left-pad')",
        "require('left-pad') is not supported in a scenario; there are no packages here");
    row("import net from 'node:net'", "require('node:net') is not supported in a scenario");
    row("await import('ws')", "require('ws') is not supported in a scenario");
    row("require('./none')",
        "Cannot find module './none': a scenario requires files of its own folder only");
    row("require('http').request('http://x')",
        "http.request is not supported in a scenario; use fetch(url)");
    row("require('http').get('http://x')",
        "http.get is not supported in a scenario; use fetch(url)");
    row("require('http').validateHeaderName('x')",
        "http.validateHeaderName is not supported in a scenario");
    row("require('https').createServer({})",
        "https.createServer is not supported in a scenario; use http.createServer");
    row("require('http').createServer().getConnections()",
        "server.getConnections is not supported in a scenario");
    row("require('fs').writeFileSync('a', 'b')",
        "fs.writeFileSync is not supported in a scenario; a scenario reads files of its own folder "
        "only");
    row("require('fs').readdir('.')", "fs.readdir is not supported in a scenario");
    row("await require('fs/promises').unlink('a')",
        "fs.promises.unlink is not supported in a scenario");
    row("require('fs').watch('a')",
        "fs.watch is not supported in a scenario; a scenario starts again when its file is saved");
    row("require('fs').readFileSync('/etc/passwd')", "save the scenario first");
    row("require('path').matchesGlob('a')", "path.matchesGlob is not supported in a scenario");
    row("require('url').domainToASCII('a')", "url.domainToASCII is not supported in a scenario");
    row("require('util').parseArgs()", "util.parseArgs is not supported in a scenario");
    row("require('crypto').createHash('md5')", "crypto.createHash is not supported in a scenario");
    row("require('uuid').v1()", "uuid.v1 is not supported in a scenario; use uuid.v4");
    row("require('stream').addAbortSignal()",
        "stream.addAbortSignal is not supported in a scenario");
    row("require('timers/promises').scheduler.yield()", "scheduler.yield is not a function");
    row("require('express')().engine('pug')", "app.engine is not supported in a scenario");
    row("require('express').request()", "express.request is not supported in a scenario");
    row("require('express').Router().param('x')", "router.param is not supported in a scenario");
    row("new (require('koa'))().createContext()",
        "app.createContext is not supported in a scenario");
    row("new (require('@koa/router'))().redirect('/a', '/b')",
        "router.redirect is not supported in a scenario");
    row("require('request').jar()", "request.jar is not supported in a scenario; use fetch(url)");
    row("require('axios').create()", "axios.create is not supported in a scenario; use fetch(url)");
    row("process.kill(1)", "process.kill is not supported in a scenario");
    row("Buffer.from('x').readUInt32BE(0)", "Buffer.readUInt32BE is not supported in a scenario");
    row("new TextDecoder('utf-16le')", "TextDecoder('utf-16le') is not supported in a scenario");
    row("require('express')().get('/a', undefined)", "the handler of '/a' must be a function");
    row("setTimeout('code', 1)", "setTimeout: the first argument must be a function");
}

void ShimsTest::nameWhatTheyLack()
{
    QFETCH(QString, script);
    QFETCH(QString, message);
    ScenarioRun run(script);
    QVERIFY(run.waitForEnd());
    QVERIFY(run.failure);
    QVERIFY2(run.failure->message.contains(message), qPrintable(run.failure->message));
    QCOMPARE(run.failure->line, 1);
}

void ShimsTest::work_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("console");
    const auto row = [](const char *name, const char *script, const char *console) {
        QTest::newRow(name) << text(script) << text(console);
    };
    row("events",
        "const E = require('events'); const e = new E()\n"
        "e.once('a', x => console.log('once', x)); e.on('a', x => console.log('on', x))\n"
        "e.emit('a', 1); e.emit('a', 2); console.log(e.listenerCount('a'), e.emit('b'))\n"
        "class Mine extends require('node:events').EventEmitter {}; new Mine().emit('x')\n",
        "once 1\non 1\non 2\n1 false");
    row("passthrough",
        "const { PassThrough } = require('stream'); const p = new PassThrough()\n"
        "p.write('a'); p.on('data', d => console.log(d)); p.on('end', () => console.log('end'))\n"
        "p.write('b'); p.end('c')\n",
        "a\nb\nc\nend");
    row("transform",
        "const { Transform, Readable, pipeline } = require('stream')\n"
        "const up = new Transform({ transform(chunk, enc, done) { done(null, "
        "String(chunk).toUpperCase()) } })\n"
        "Readable.from(['a', 'b']).pipe(up)\nlet all = ''\nfor await (const c of up) all += "
        "c\nconsole.log(all)",
        "AB");
    row("writable",
        "const { Writable } = require('stream')\n"
        "const w = new Writable({ write(chunk, enc, done) { console.log('got', chunk); done() } "
        "})\n"
        "w.on('finish', () => console.log('finish')); w.write('x'); w.end()",
        "got x\nfinish");
    row("streams from before classes",
        "const { Transform } = require('stream'); const { inherits } = require('util'); const E = "
        "require('events')\n"
        "inherits(Sse, Transform)\n"
        "function Sse(options) { if (!(this instanceof Sse)) return new Sse(options); "
        "Transform.call(this, options) }\n"
        "Sse.prototype._transform = function (data, enc, cb) { this.push('data: ' + "
        "data.toString('utf8') + '\\n'); cb() }\n"
        "function Mine() { E.call(this) }\nMine.prototype = Object.create(E.prototype)\n"
        "new Mine().on('x', y => console.log('x', y)).emit('x', 1)\n"
        "const sse = Sse(); sse.on('data', d => console.log(d.trim())); sse.write('a'); sse.end()",
        "x 1\ndata: a");
    row("path",
        "const p = require('path')\n"
        "console.log(p.join('/a', '../b', 'c.txt'), p.basename('/a/b.js', '.js'), "
        "p.extname('x.tar.gz'), p.dirname('/a/b'))",
        "/b/c.txt b .gz /a");
    row("url",
        "const u = new URL('http://User@Example.com:80/a/../b?x=1&y=a+b#h')\n"
        "console.log(u.href, u.host, u.searchParams.get('y')); u.searchParams.set('x', 'é'); "
        "console.log(u.search)\n"
        "console.log(new URL('c?d', 'http://h:81/a/b').href, URL.canParse('x'), "
        "require('url').parse('/p?q=1', true).query.q)",
        "http://User@example.com/b?x=1&y=a+b#h example.com a b\n?x=%C3%A9&y=a+b\nhttp://h:81/a/c?d "
        "false 1");
    row("buffer",
        "const b = Buffer.from('h\\u00e9')\n"
        "console.log(b, b.length, b.toString('hex'), b.toString('base64'), Buffer.from('aMOp', "
        "'base64').toString())\n"
        "console.log(Buffer.concat([b, Buffer.alloc(2, 'x')]).toString(), "
        "Buffer.byteLength('\\u20ac'), Buffer.isBuffer(b))",
        "<Buffer 68 c3 a9> 3 68c3a9 aMOp h\u00e9\nh\u00e9xx 3 true");
    row("encoding",
        "const d = new TextDecoder()\n"
        "console.log(new TextEncoder().encode('\\u20ac').length, d.decode(new Uint8Array([0xe2, "
        "0x82]), { stream: true })"
        " + d.decode(new Uint8Array([0xac])) === '\\u20ac', atob(btoa('hi')))",
        "3 true hi");
    row("util",
        "const util = require('util')\n"
        "console.log(await util.promisify((a, done) => done(null, a + 1))(1), util.format('%s=%d "
        "%j %%', 'a', 1, { b: 2 }), util.inspect('x'))",
        "2 a=1 {\"b\":2} % 'x'");
    row("inspect",
        "const o = { f() {}, n: null, d: { e: { g: { h: 1 } } }, m: new Map([['a', 1]]), s: new "
        "Set([1]) }; o.self = o\n"
        "console.log(o, [undefined, -0, 10n, Symbol('s')], class A {}, new Error('e').message)",
        "{\n  f: [Function: f],\n  n: null,\n  d: { e: { g: [Object] } },\n  m: Map(1) { 'a' => 1 "
        "},\n  s: Set(1) { 1 },\n"
        "  self: [Circular *1]\n} [ undefined, -0, 10n, Symbol(s) ] [class A] e");
    row("console",
        "console.group('g'); console.info('i'); console.groupEnd(); console.count(); "
        "console.count()\n"
        "console.assert(1 === 2, 'no'); console.error('%o', 'x'); console.table([1])",
        "g\n  i\ndefault: 1\ndefault: 2\nAssertion failed: no\n'x'\n0: 1");
    row("process",
        "process.on('SIGINT', () => {}); console.log(process.env.HOME, process.argv.length, "
        "process.env.PORT || 3000)",
        "undefined 2 3000");
    row("uuid",
        "const { v4 } = require('uuid'); console.log(v4().length, require('crypto').randomUUID() "
        "!== crypto.randomUUID(), require('crypto').randomBytes(4).length)",
        "36 true 4");
    row("timers/promises",
        "import { setTimeout as wait, setInterval as every } from 'node:timers/promises'\n"
        "let n = 0; for await (const x of every(1, 'x')) { if (++n === 3) break "
        "}\nconsole.log(await wait(1, 'v'), n)",
        "v 3");
    row("modern syntax",
        "class A { #x = 1; get x() { return this.#x } static { this.y = 2 } }\n"
        "const o = { ...{ a: 1 }, b: null }; o.b ?"
        "?= 3; console.log(new A().x, A.y, o, [1, "
        "2].at(-1), o?.c?.d)",
        "1 2 { a: 1, b: 3 } 2 undefined");
    row("no-op middleware",
        "for (const m of ['cors', 'morgan', 'helmet', 'compression']) require(m)()({}, {}, () => "
        "console.log(m))\n"
        "require('dotenv').config()",
        "cors\nmorgan\nhelmet\ncompression");
    row("await inside a handler of its own",
        "const once = require('events').once; const e = new (require('events'))()\n"
        "setTimeout(() => e.emit('go', 5), 1); console.log(await once(e, 'go'))",
        "[ 5 ]");
}

void ShimsTest::work()
{
    QFETCH(QString, script);
    QFETCH(QString, console);
    ScenarioRun run(script);
    QVERIFY(run.waitForEnd());
    QVERIFY2(
        !run.failure,
        qPrintable(run.failure ? run.failure->toString() + u'\n' + run.failure->stack : QString()));
    QVERIFY(run.reports.isEmpty());
    QCOMPARE(run.console(), console);
}

void ShimsTest::readFiles()
{
    QTemporaryDir dir;
    QFile file(dir.filePath(text("list.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[1]");
    file.close();
    ScenarioRun run(
        text(
            "const fs = require('fs')\n"
            "console.log(fs.readFileSync('list.json', 'utf8'), fs.readFileSync(__dirname + "
            "'/list.json'))\n"
            "console.log(fs.existsSync('none'), (await fs.promises.readFile('list.json')).length)\n"
            "fs.readFile('none', (error) => console.log(error.code, error.message))\n"
            "fs.readFile('list.json', 'utf8', (error, data) => {\n"
            "  console.log(error, data)\n"
            "  fs.createReadStream('list.json', 'utf8').on('data', d => console.log('chunk', "
            "d)).on('end', () => console.log('end'))\n"
            "})\n"),
        {}, dir.filePath(text("s.js")));
    QVERIFY(run.waitForEnd());
    QVERIFY2(!run.failure, qPrintable(run.failure ? run.failure->toString() : QString()));
    QCOMPARE(run.console(),
             text("[1] <Buffer 5b 31 5d>\nfalse 3\nENOENT ENOENT: no such file, open 'none'\nnull "
                  "[1]\nchunk [1]\nend"));
}

void ShimsTest::readFilesOfPresets()
{
    // The shims are resources too, registered by the first scenario.
    QVERIFY(ScenarioRun(QString()).waitForEnd());
    ScenarioRun run(
        text("const path = require('path')\n"
             "const type = require('fs').readFileSync(path.join(__dirname, 'uuid.js'), 'utf8')\n"
             "console.log(type.includes('SPDX'), __dirname, path.resolve(__dirname, 'a'))\n"),
        {}, text(":/heliograph/scenario/preset.js"));
    QVERIFY(run.waitForEnd());
    QVERIFY2(!run.failure, qPrintable(run.failure ? run.failure->toString() : QString()));
    QCOMPARE(run.console(), text("true :/heliograph/scenario :/heliograph/scenario/a"));
}

void ShimsTest::requireFiles()
{
    QTemporaryDir dir;
    const auto write = [&dir](const char *name, const char *contents) {
        QFile file(dir.filePath(text(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(contents);
    };
    write("data.json", "{\"a\": 1}");
    write(
        "lib.mjs",
        "import data from './data.json'\nexport const twice = (x) => x * 2\nexport default data\n");
    write("broken.js", "let a\n\nlet b = = 1\n");
    write("throws.js", "exports.f = () => {\n  throw new Error('deep')\n}\n");
    const QString path = dir.filePath(text("s.js"));
    ScenarioRun good(text("import data, { twice } from './lib.mjs'\nconsole.log(data.a, twice(4), "
                          "require('./lib').twice === twice)"),
                     {}, path);
    QVERIFY(good.waitForEnd());
    QVERIFY2(!good.failure, qPrintable(good.failure ? good.failure->toString() : QString()));
    QCOMPARE(good.console(), text("1 8 true"));

    ScenarioRun broken(text("require('./broken')"), {}, path);
    QVERIFY(broken.waitForEnd());
    QVERIFY(broken.failure);
    QVERIFY(broken.failure->file.endsWith(text("broken.js")));
    QCOMPARE(broken.failure->line, 3);

    ScenarioRun throws(text("const { f } = require('./throws')\nf()"), {}, path);
    QVERIFY(throws.waitForEnd());
    QVERIFY(throws.failure);
    QVERIFY(throws.failure->file.endsWith(text("throws.js")));
    QCOMPARE(throws.failure->line, 2);
    QVERIFY(throws.failure->stack.contains(text("s.js:2:")));
}

void ShimsTest::answerWithExpress_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *method, const char *url, const char *answer) {
        QTest::addRow("%s %s", method, url)
            << QByteArray(method) << QByteArray(url) << QByteArray(answer);
    };
    row("GET", "/", "200 text/html; charset=utf-8 <p>hi</p>");
    row("GET", "/json?a=1", "200 application/json; charset=utf-8 {\"a\":\"1\"}");
    row("GET", "/item/7/x%20y", "200 text/html; charset=utf-8 7,x y");
    row("GET", "/api/deep", "200 text/html; charset=utf-8 /deep,/api,/api/deep");
    row("POST", "/json", "404 text/plain; charset=utf-8 Cannot POST /json\n");
    row("DELETE", "/all", "204  ");
    row("GET", "/move", "302 text/plain; charset=utf-8 Found. Redirecting to /");
    row("GET", "/status", "418 text/plain; charset=utf-8 I'm a Teapot");
    row("GET", "/next", "200 text/html; charset=utf-8 first second");
    row("GET", "/fails", "500  caught: broken");
    row("GET", "/async", "500  caught: later");
    row("GET", "/none", "404 text/plain; charset=utf-8 Cannot GET /none\n");
}

void ShimsTest::answerWithExpress()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, answer);
    ScenarioRun run(text(
        "const express = require('express'); const app = express(); const api = express.Router()\n"
        "app.use((req, res, next) => { req.seen = 'first'; next() })\n"
        "app.get('/', (req, res) => res.send('<p>hi</p>'))\n"
        "app.get('/json', (req, res) => res.json(req.query))\n"
        "app.get('/item/:id/:name', (req, res) => res.send(Object.values(req.params).join()))\n"
        "api.get('/deep', (req, res) => res.send([req.url, req.baseUrl, req.originalUrl].join()))\n"
        "app.use('/api', api)\n"
        "app.all('/all', (req, res) => res.status(204).end())\n"
        "app.get('/move', (req, res) => res.redirect('/'))\n"
        "app.get('/status', (req, res) => res.sendStatus(418))\n"
        "app.get('/next', (req, res, next) => next(), (req, res) => res.send(req.seen + ' "
        "second'))\n"
        "app.get('/fails', () => { throw new Error('broken') })\n"
        "app.route('/async').get(async () => { await sleep(1); throw new Error('later') })\n"
        "app.use((error, req, res, next) => res.status(500).end('caught: ' + error.message))\n"
        "app.listen(1)\n"));
    QVERIFY(run.waitForRoutes());
    ScenarioRequest request;
    request.method = method;
    request.url = url;
    const quint64 id = run.send(request);
    QVERIFY(run.waitForResponse(id));
    const SeenResponse &seen = run.response(id);
    QCOMPARE(QByteArray::number(seen.head->status) + ' ' + seen.header("content-type") + ' '
                 + seen.body,
             answer);
    QVERIFY(!run.failure);
}

void ShimsTest::answerWithKoa_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("answer");
    const auto row = [](const char *url, const char *answer) {
        QTest::newRow(url) << QByteArray(url) << QByteArray(answer);
    };
    row("/text", "200 text/plain; charset=utf-8 hi after");
    row("/html", "200 text/html; charset=utf-8 <p>");
    row("/json?a=1", "200 application/json; charset=utf-8 {\"a\":\"1\",\"x\":\"\"}");
    row("/stream", "200 text/event-stream data: 1\n\n");
    row("/raw", "202  raw");
    row("/item/7", "200 text/plain; charset=utf-8 7");
    row("/throw", "403 text/plain; charset=utf-8 not you");
    row("/none", "404 text/plain; charset=utf-8 Not Found");
}

void ShimsTest::answerWithKoa()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, answer);
    ScenarioRun run(
        text("const Koa = require('koa'); const Router = require('@koa/router'); const { Readable "
             "} = require('stream')\n"
             "const app = new Koa(); const router = new Router({ prefix: '/item' })\n"
             "router.get('/:id', (ctx) => { ctx.body = ctx.params.id })\n"
             "app.use(async (ctx, next) => { await next(); if (ctx.path === '/text') ctx.body += ' "
             "after' })\n"
             "app.use(router.routes()).use(router.allowedMethods())\n"
             "app.use(async (ctx) => {\n"
             "  if (ctx.path === '/text') ctx.body = 'hi'\n"
             "  if (ctx.path === '/html') ctx.body = '<p>'\n"
             "  if (ctx.path === '/json') ctx.body = { ...ctx.query, x: ctx.get('X-None') }\n"
             "  if (ctx.path === '/stream') { ctx.set('Content-Type', 'text/event-stream'); "
             "ctx.body = Readable.from(['data: 1\\n\\n']) }\n"
             "  if (ctx.path === '/raw') { ctx.respond = false; ctx.res.writeHead(202); "
             "ctx.res.end('raw') }\n"
             "  if (ctx.path === '/throw') ctx.throw(403, 'not you')\n"
             "})\n"
             "require('http').createServer(app.callback()).listen(1)\n"));
    QVERIFY(run.waitForRoutes());
    const quint64 id = run.get(url);
    QVERIFY(run.waitForResponse(id));
    const SeenResponse &seen = run.response(id);
    QCOMPARE(QByteArray::number(seen.head->status) + ' ' + seen.header("content-type") + ' '
                 + seen.body,
             answer);
    QVERIFY(!run.failure && run.reports.isEmpty());
}

void ShimsTest::tellRoutes_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QString>("mountPath");
    QTest::addColumn<QString>("routes");
    const auto row = [](const char *name, const char *script, const char *mountPath,
                        const char *routes) {
        QTest::newRow(name) << text(script) << text(mountPath) << text(routes);
    };
    row("handler at its file's name", "export default () => {}", "", " /test");
    row("handler where it is mounted", "export default () => {}", "/sse", " /sse");
    row("server", "require('http').createServer(() => {}).listen(1)", "", " /*");
    row("server, mounted", "require('http').createServer(() => {}).listen(1)", "/sse",
        " /sse,  /sse/*");
    row("server that closed and another",
        "const h = require('http'); h.createServer(() => {}).listen(1).close(); const e = "
        "require('express')()\n"
        "e.get('/b', () => {}); e.listen(2)",
        "", "GET /b");
    row("express",
        "const a = require('express')(); a.get('/a', () => {}); a.post(['/b', '/c/:id'], () => "
        "{})\n"
        "a.use(require('express').json()); a.use('/d', () => {}); a.listen(1)",
        "", "GET /a, POST /b, POST /c/:id,  /d,  /d/*");
    row("express with a static folder",
        "const e = require('express'); const a = e(); a.use(e.static('public')); a.get('/a', () => "
        "{}); a.listen(1)",
        "", "GET /*, GET /a");
    row("express with middleware only",
        "const a = require('express')(); a.use((req, res) => res.end()); a.listen(1)", "", " /*");
    row("express router",
        "const e = require('express'); const a = e(); const r = e.Router(); r.get('/x', () => {}); "
        "a.use('/r', r); a.listen(1)",
        "", "GET /r/x");
    row("express exported",
        "const a = require('express')(); a.get('/a', () => {}); module.exports = a", "", "GET /a");
    row("express on http",
        "const a = require('express')(); a.get('/a', () => {}); "
        "require('http').createServer(a).listen(1)",
        "", "GET /a");
    row("koa router",
        "const R = require('koa-router'); const r = R(); r.get('/a', () => {}); const K = "
        "require('koa'); new K().use(r.routes()).listen(1)",
        "", "GET /a");
    row("koa", "const K = require('koa'); new K().use(() => {}).listen(1)", "", " /*");
}

void ShimsTest::tellRoutes()
{
    QFETCH(QString, script);
    QFETCH(QString, mountPath);
    QFETCH(QString, routes);
    ScenarioRun run(script, {}, {}, mountPath);
    QVERIFY(run.waitForRoutes());
    QStringList told;
    for (const ScenarioRoute &route : run.routes)
        told.append(QString::fromLatin1(route.method) + u' ' + route.pattern);
    QCOMPARE(told.join(text(", ")), routes);
}

void ShimsTest::reportWhatFrameworksCatch_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("express") << text(
        "const app = require('express')()\n"
        "app.get('/a', () => {\n  throw new Error('mine') })\napp.listen(1)");
    QTest::newRow("koa") << text(
        "const app = new (require('koa'))()\n"
        "app.use(async () => {\n  throw new Error('mine') })\napp.listen(1)");
}

void ShimsTest::reportWhatFrameworksCatch()
{
    QFETCH(QString, script);
    ScenarioRun run(script);
    QVERIFY(run.waitForRoutes());
    const quint64 id = run.get("/a");
    QVERIFY(run.waitForResponse(id));
    QCOMPARE(run.response(id).head->status, 500);
    QTRY_COMPARE(run.reports.size(), 1);
    QCOMPARE(run.reports.at(0).message, text("Error: mine"));
    QCOMPARE(run.reports.at(0).line, 3);
    QVERIFY(!run.failure);
}

void ShimsTest::keepResponsesHonest_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("console");
    const auto row = [](const char *name, const char *body, const char *console) {
        QTest::newRow(name) << text(body) << text(console);
    };
    row("headers after the head", "res.write('x'); res.setHeader('A', 'b')",
        "Cannot set headers after they are sent to the client");
    row("a second head", "res.writeHead(200); res.writeHead(200)",
        "Cannot write headers after they are sent to the client");
    row("a header that forges", "res.setHeader('A', 'b\\r\\nC: d')",
        "Invalid character in header content [\"A\"]");
    row("a name that forges", "res.setHeader('A B', 'c')",
        "Header name must be a valid HTTP token [\"A B\"]");
    row("no value", "res.setHeader('A', undefined)",
        "Invalid value \"undefined\" for header \"A\"");
    row("a status that is none", "res.writeHead(20)", "Invalid status code: 20");
    row("a chunk that is none", "res.write({})",
        "response.write: the chunk must be a string or a Buffer, not object");
    row("headers",
        "res.setHeader('A', 1); console.log(res.getHeader('a'), res.hasHeader('A'), "
        "res.getHeaderNames()); res.removeHeader('A'); console.log(res.getHeaders())",
        "1 true [ 'a' ]\n{}");
    row("its states",
        "console.log(res.headersSent, res.writableEnded); res.flushHeaders(); "
        "console.log(res.headersSent); res.end(); console.log(res.writableEnded, res.finished)",
        "false false\ntrue\ntrue true");
    row("its events",
        "for (const e of ['finish', 'close']) res.on(e, () => console.log(e)); req.on('close', () "
        "=> console.log('req close')); res.end('x', () => console.log('done'))",
        "finish\ndone\nclose\nreq close");
}

void ShimsTest::keepResponsesHonest()
{
    QFETCH(QString, body);
    QFETCH(QString, console);
    ScenarioRun run(text("export default (req, res) => { try { %1 } catch (e) { "
                         "console.log(e.message) } finally { res.end() } }")
                        .arg(body));
    QVERIFY(run.waitForRoutes());
    const quint64 id = run.get("/test");
    QVERIFY(run.waitForResponse(id));
    QTRY_COMPARE(run.console(), console);
    QVERIFY(!run.failure);
}

QTEST_GUILESS_MAIN(ShimsTest)
#include "tst_shims.moc"
