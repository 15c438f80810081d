// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scenarios in the program: run, serve --scenario, tutorial programs as they are pasted, and what
// goes wrong with them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { run, serve } from './support/heliograph.mjs';
import { openStream, publish, request } from './support/http.mjs';
import { poll } from './support/waiting.mjs';

const programs = fileURLToPath(new URL('../scenario/programs/', import.meta.url));

function fileWith(t, text, name = 'scenario.js') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heliograph-scenario-'));
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}

const connections = async (server) => (await request(`${server.url}/api/connections`)).json;

test('run ends with its script; console goes where it belongs', async (t) => {
  const file = fileWith(t, `
    console.log('one', { two: 2 });
    const receipt = await publish({ event: 'tick', data: { n: 1 } });
    console.log(JSON.stringify([receipt.id, receipt.recipients]));
    console.error('done');`);
  const { code, stdout, stderr } = await run(t, ['run', '--port', '0', file]);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^one \{ two: 2 \}\n\["1",0\]\n$/);
  assert.match(stderr, /^Listening on http:.*\ndone\n$/);
});

for (const [name, text, message] of [
  ['a syntax error', 'const a = 1;\nconst b = ;\n', /scenario\.js:2.*SyntaxError/],
  ['a throw', '\n\nnull.x;\n', /scenario\.js:3.*TypeError/],
  ['a throw in a timer', '\nsetTimeout(() => {\n  undefined();\n}, 1);\n', /scenario\.js:3.*TypeError/],
  ['a loop that never yields', 'for (;;) {}\n', /scenario\.js.*did not yield/],
  ['what a shim lacks', "require('http').request('http://x/');\n", /http\.request is not supported/],
  ['a module there is not', "require('left-pad');\n", /left-pad/],
]) {
  test(`run ends with 1 and file, line and message for ${name}`, async (t) => {
    const { code, stderr } = await run(t, ['run', '--port', '0', fileWith(t, text)]);
    assert.equal(code, 1, stderr);
    assert.match(stderr, message);
  });
}

test('a scenario that is not there ends with 1, and nothing is served', async (t) => {
  for (const args of [['run', '/no/such.js'], ['serve', '--port', '0', '--scenario', '/no/such.js']]) {
    const { code, stderr, stdout } = await run(t, args);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /such\.js/);
    assert.equal(stdout, '');
  }
});

test('raw http, as it is pasted', async (t) => {
  const server = await serve(t, '--scenario', path.join(programs, 'raw-http.js'));
  const stream = await openStream(t, `${server.url}/events`);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  await stream.body.until(/data: .*\n\n[^]*data: .*\n\n/);
});

test('an Express clock, as it is pasted', async (t) => {
  const server = await serve(t, '--scenario', path.join(programs, 'express-clock.js'));
  const page = await request(`${server.url}/`);
  assert.match(page.headers['content-type'], /^text\/html/);
});

test('Koa with PassThrough, as it is pasted', async (t) => {
  const server = await serve(t, '--scenario', path.join(programs, 'koa-passthrough.js'));
  assert.equal((await request(`${server.url}/hello`)).text, 'ok');
  const stream = await openStream(t, `${server.url}/sse`);
  await stream.body.until(/retry: 10000\n[^]*event: test\nid: 4\ndata: 4\n\nevent: pause\ndata: 5\n\n/);
  const [client] = await connections(server);
  assert.equal(client.endpoint, '/sse');
  stream.close();
  await server.err.until(/client of \/sse has gone/);
});

test('its streams are clients like any other: events can be pushed between its own', async (t) => {
  const file = fileWith(t, `
    export default function handler(request, response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: begun');
      request.on('close', () => console.log('gone'));
      globalThis.finish = () => response.write('\\n\\n');
    }
    setInterval(() => globalThis.finish?.(), 50);`);
  const server = await serve(t, '--scenario', `${file}@/mine`);
  const stream = await openStream(t, `${server.url}/mine`);
  await stream.body.until(/data: begun/);
  const { json } = await publish(server, { endpoint: '/mine', data: 'pushed' });
  assert.equal(json.recipients >= 1, true);
  await stream.body.until(/data: begun\n\n[^]*data: pushed\n\n/);
  const { id, events } = (await connections(server)).at(-1);
  assert.equal(events, 2);
  await request(`${server.url}/api/connections/${id}`, { method: 'DELETE' });
  await server.err.until(/gone/);
});

test('a scenario that changes on disk is restarted', async (t) => {
  const program = (word) => `require('http').createServer((q, s) => s.end('${word}')).listen(1);`;
  const file = fileWith(t, program('first'));
  const server = await serve(t, '--scenario', `${file}@/word`);
  const word = async (expected) => poll(
    async () => (await request(`${server.url}/word`)).text === expected, expected);
  await word('first');
  // As editors do: a new file takes the place of the old.
  fs.writeFileSync(`${file}.new`, program('second'));
  fs.renameSync(`${file}.new`, file);
  await word('second');
  fs.writeFileSync(file, program('third'));
  await word('third');
});

test('two scenarios that want one path are refused with both names', async (t) => {
  const text = "require('express')().get('/same', (q, s) => s.send('x')).listen(1);";
  const server = await serve(t, '--scenario', fileWith(t, text, 'first.js'),
    '--scenario', fileWith(t, text, 'second.js'));
  await server.err.until(/problem: .*(first\.js.*second\.js|second\.js.*first\.js).*\/same/);
});

test('a bad scenario ends its own streams and delays nobody', { timeout: 60_000 }, async (t) => {
  const loop = fileWith(t, `
    require('http').createServer((request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: x\\n\\n');
      setTimeout(() => { for (;;) {} }, 50);
    }).listen(1);`, 'loop.js');
  const timers = fileWith(t, `
    let fired = 0;
    for (let i = 0; i < 1000; ++i) setInterval(() => { fired += 1; }, 1);
    setTimeout(() => console.log('timers', fired > 1000), 500);`, 'timers.js');
  const server = await serve(t, '--scenario', `${loop}@/loop`, '--scenario', timers);
  const bad = await openStream(t, `${server.url}/loop`);
  await bad.body.until(/data: x\n\n/);

  // Another stream, while the loop holds its own thread: no event takes anywhere near the 2 s that
  // the loop is left alone for.
  const good = await openStream(t, `${server.url}/events`);
  let worst = 0;
  let rounds = 0;
  while (!/did not yield/.test(server.err.text)) {
    const begun = performance.now();
    await publish(server, { data: `n${rounds}` });
    await good.body.until((body) => body.includes(`data: n${rounds}\n`), 'the event');
    worst = Math.max(worst, performance.now() - begun);
    rounds += 1;
  }
  t.diagnostic(`${rounds} events beside the loop, the slowest took ${worst.toFixed(1)} ms`);
  assert.ok(rounds > 20, `${rounds} events`);
  await bad.body.all();
  await server.err.until(/timers\.js: timers true/);
  assert.match(server.err.text, /problem: .*loop\.js/);
});

test('fetch is bounded to http and https', async (t) => {
  const file = fileWith(t, `
    for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1/', 'data:,x']) {
      try { await fetch(url); console.log('fetched', url); } catch (error) { console.log('refused'); }
    }
    try { require('fs').readFileSync('/etc/passwd'); console.log('read'); } catch { console.log('refused'); }
    try { require('child_process'); console.log('spawn'); } catch { console.log('refused'); }`);
  const { code, stdout, stderr } = await run(t, ['run', '--port', '0', file]);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, 'refused\n'.repeat(5));
});
