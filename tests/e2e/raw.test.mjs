// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Bytes on a socket: framing, limits, deadlines, and requests no decent client sends.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serve } from './support/heliograph.mjs';
import { exchange, openStream, publish, rawConnection, request } from './support/http.mjs';

const post = (body, extra = '') => 'POST /api/publish HTTP/1.1\r\nHost: localhost\r\n'
  + `Content-Type: application/json\r\n${extra}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const statuses = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

test('HTTP/1.0 gets a stream without chunks, until close', async (t) => {
  const server = await serve(t);
  const connection = await rawConnection(t, server);
  connection.send('GET /events HTTP/1.0\r\n\r\n');
  const head = (await connection.in.until(/^HTTP[^]*?\r\n\r\n/))[0];
  assert.match(head, /^HTTP\/1\.[01] 200 /);
  assert.doesNotMatch(head, /transfer-encoding/i);
  await publish(server, { data: 'plain', id: null });
  await connection.in.until(/data: plain\n\n/);
  assert.doesNotMatch(connection.in.text, /^[0-9a-f]+\r\n/m, 'no chunk sizes');
  server.signal('SIGTERM');
  await connection.in.all();
});

test('pipelined publishes are answered, and sent, in order', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  const connection = await rawConnection(t, server);
  const count = 20;
  connection.send(Array.from({ length: count }, (_, n) => post(`{"data":"p${n}"}`)).join(''));
  await connection.in.until((text) => statuses(text).length === count, `${count} answers`);
  assert.deepEqual(new Set(statuses(connection.in.text)), new Set([202]));
  const ids = [...connection.in.text.matchAll(/"id":"(\d+)"/g)].map(([, id]) => Number(id));
  assert.deepEqual(ids, Array.from({ length: count }, (_, n) => n + 1));
  await stream.body.until(new RegExp(`data: p${count - 1}\n`));
  const data = [...stream.body.text.matchAll(/^data: p(\d+)$/gm)].map(([, n]) => Number(n));
  assert.deepEqual(data, Array.from({ length: count }, (_, n) => n));
});

test('a request that arrives byte by byte is understood', async (t) => {
  const server = await serve(t);
  const connection = await rawConnection(t, server);
  connection.socket.setNoDelay(true);
  for (const byte of Buffer.from(post('{"data":"Ł"}'))) {
    await new Promise((resolve) => { connection.socket.write(Buffer.of(byte), resolve); });
  }
  await connection.in.until(/HTTP\/1\.1 202 [^]*"recipients":0/);
});

test('a chunked request body is understood', async (t) => {
  const server = await serve(t);
  const connection = await rawConnection(t, server);
  connection.send('POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    + 'Transfer-Encoding: chunked\r\n\r\n9\r\n{"data":"\r\n');
  connection.send('4;note=1\r\nchun\r\n5\r\nked"}\r\n0\r\nTrailer: x\r\n\r\n');
  await connection.in.until(/HTTP\/1\.1 202 /);
});

test('Expect: 100-continue is answered before the body', async (t) => {
  const server = await serve(t);
  const connection = await rawConnection(t, server);
  connection.send('POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
    + 'Expect: 100-continue\r\nContent-Length: 12\r\n\r\n');
  await connection.in.until(/^HTTP\/1\.1 100 /);
  connection.send('{"data":"x"}');
  await connection.in.until(/HTTP\/1\.1 202 /);
});

test('bytes after a stream request are no request', async (t) => {
  const server = await serve(t);
  const connection = await rawConnection(t, server);
  connection.send(`GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n${post('{"data":"smuggled"}')}`);
  await connection.in.until(/HTTP\/1\.1 200 [^]*?\r\n\r\n/);
  await publish(server, { data: 'real' });
  await connection.in.until(/data: real\n/);
  assert.doesNotMatch(connection.in.text, /smuggled/);
  assert.deepEqual(statuses(connection.in.text), [200]);
});

for (const [name, bytes, status] of [
  ['garbage', 'what is this?\r\n\r\n', 400],
  ['no Host in HTTP/1.1', 'GET /events HTTP/1.1\r\n\r\n', 400],
  ['two Hosts', 'GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n', 400],
  ['conflicting lengths', 'POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n'
    + 'Content-Length: 4\r\n\r\nabcd', 400],
  ['a length and chunks', 'POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n'
    + 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400],
  ['a length that is no number', 'POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: +3\r\n\r\nabc', 400],
  ['a folded header', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n', 400],
  ['a space before the colon', 'GET / HTTP/1.1\r\nHost : localhost\r\n\r\n', 400],
  ['a chunk size that is no number', 'POST /api/publish HTTP/1.1\r\nHost: localhost\r\n'
    + 'Transfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
  ['a long request line', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 414],
  ['long headers', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
]) {
  test(`${status} and close for ${name}`, async (t) => {
    const server = await serve(t);
    const text = await exchange(t, server, bytes);
    assert.deepEqual(statuses(text), [status], text);
    assert.match(text, /"message":/);
  });
}

test('413 for a body announced too large, seen although it was being sent', async (t) => {
  const server = await serve(t);
  const size = 4 * 1024 * 1024;
  const connection = await rawConnection(t, server);
  connection.socket.on('error', () => {});
  connection.send(`POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${size}\r\n\r\n`);
  connection.send('x'.repeat(size));
  await connection.in.until(/^HTTP\/1\.1 413 [^]*"message":/);
});

test('413 for chunks that add up to too much', async (t) => {
  const server = await serve(t, '--max-body', '1000');
  const connection = await rawConnection(t, server);
  connection.send('POST /api/publish HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n');
  for (let n = 0; n < 11; n += 1) connection.send(`64\r\n${'x'.repeat(100)}\r\n`);
  await connection.in.until(/^HTTP\/1\.1 413 /);
});

test('a head that never ends is cut after its deadline', async (t) => {
  const server = await serve(t, '--header-timeout', '1');
  const connection = await rawConnection(t, server);
  connection.send('GET / HTTP/1.1\r\nHost: localhost\r\n');
  // One more header line whenever there is time: progress must not extend the deadline.
  const drip = setInterval(() => connection.send('X: y\r\n'), 100);
  t.after(() => clearInterval(drip));
  connection.socket.on('error', () => {});
  const text = await connection.in.all();
  assert.deepEqual(statuses(text), [408]);
});

test('a body that stops coming is cut after its deadline', async (t) => {
  const server = await serve(t, '--body-timeout', '1');
  const text = await exchange(t, server,
    'POST /api/publish HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"data":');
  assert.deepEqual(statuses(text), [408]);
});

test('an idle connection is closed without a word', async (t) => {
  const server = await serve(t, '--keep-alive', '1');
  const connection = await rawConnection(t, server);
  connection.send('GET /api/status HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const text = await connection.in.all();
  assert.deepEqual(statuses(text), [200]);
});

test('503 with Retry-After beyond --max-connections', async (t) => {
  const server = await serve(t, '--max-connections', '2');
  const first = await openStream(t, `${server.url}/events`);
  await openStream(t, `${server.url}/events`);
  const third = () => exchange(t, server, 'GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const text = await third();
  assert.deepEqual(statuses(text), [503]);
  assert.match(text, /^retry-after: \d+/im);
  // A place that became free is given away again.
  first.close();
  await server.err.until(/ client 1 left /);
  assert.equal((await openStream(t, `${server.url}/events`)).status, 200);
});

test('a client that does not read is closed, the others are not', async (t) => {
  const server = await serve(t, '--max-queue', '100000');
  const reader = await openStream(t, `${server.url}/events`);
  const sleeper = await rawConnection(t, server);
  sleeper.send('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await sleeper.in.until(/200 OK/);
  sleeper.socket.pause();
  const data = 'x'.repeat(500_000);
  // Enough to fill what the kernel takes on both sides, and then the queue.
  for (let n = 0; n < 40; n += 1) assert.equal((await publish(server, { data, event: `n${n}` })).status, 202);
  await server.err.until(/ client 2 left \/events: read too slowly: more than 100000 bytes /);
  await reader.body.until(/event: n39\n/);
  const { json } = await request(`${server.url}/api/connections`);
  assert.deepEqual(json.map(({ id }) => id), [1]);
});
