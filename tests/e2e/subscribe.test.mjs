// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Our client against other people's servers: npm better-sse, and node's http sending bytes as told.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { createSession } from 'better-sse';

import { run, start, subscribe } from './support/heliograph.mjs';
import { listen } from './support/http.mjs';

const streamHead = { 'Content-Type': 'text/event-stream' };

/** A server that answers its n-th request with the n-th of @p answers (the last one from then on). */
async function scripted(t, ...answers) {
  const requests = [];
  const url = await listen(t, (request, response) => {
    requests.push(request);
    answers[Math.min(requests.length, answers.length) - 1](response, request);
  });
  return { url: `${url}/stream`, origin: url, requests };
}

const sends = (...parts) => (response) => {
  response.writeHead(200, streamHead);
  for (const part of parts) response.write(part);
};
const sendsAndEnds = (...parts) => (response) => {
  sends(...parts)(response);
  response.end();
};
const answers = (status, headers = {}, body = '') => (response) => {
  response.writeHead(status, headers);
  response.end(body);
};

const eventLine = (origin, data, id = '', type = 'message') => (
  { type: 'event', event: type, data, id, origin });

test('better-sse: every event arrives as one JSON line', async (t) => {
  const url = await listen(t, async (request, response) => {
    const session = await createSession(request, response);
    session.push({ city: 'Łódź', lines: 'a\nb' }, 'order.paid', 'id-1');
    session.push('plain', 'message', 'id-2');
    session.push([1, 2], 'numbers', 'id-3');
  });
  const subscriber = subscribe(t, `${url}/`, '--max-events', '3');
  assert.equal((await subscriber.next()).type, 'open');
  const events = [await subscriber.next(), await subscriber.next(), await subscriber.next()];
  assert.deepEqual(events.map(({ type, event, id, origin }) => ({ type, event, id, origin })), [
    { type: 'event', event: 'order.paid', id: 'id-1', origin: url },
    { type: 'event', event: 'message', id: 'id-2', origin: url },
    { type: 'event', event: 'numbers', id: 'id-3', origin: url },
  ]);
  assert.deepEqual(JSON.parse(events[0].data), { city: 'Łódź', lines: 'a\nb' });
  assert.equal(await subscriber.ended(), 0);
});

for (const [name, parts, expected] of [
  ['line feeds', ['data: a\n\n'], [['a']]],
  ['carriage returns', ['data: a\rdata: b\r\r:\n'], [['a\nb']]],
  ['both', ['data: a\r\n\r\n'], [['a']]],
  ['a byte order mark', ['\uFEFFdata: a\n\n'], [['a']]],
  ['no space, two spaces', ['data:a\n\ndata:  b\n\n'], [['a'], [' b']]],
  ['lines without a colon', ['data\ndata\n\n'], [['\n']]],
  ['comments and unknown fields', [': hi\nfoo: bar\ndata: a\n\n'], [['a']]],
  ['an id that stays, then goes', ['id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n'], [['a', '1'], ['b', '1'], ['c']]],
  ['a NUL in the id', ['id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n'], [['a', '1'], ['b', '1']]],
  ['event types', ['event: x\ndata: a\n\ndata: b\n\n'], [['a', '', 'x'], ['b']]],
  ['an event without data', ['event: x\nid: 9\n\ndata: b\n\n'], [['b', '9']]],
  ['invalid UTF-8', [Buffer.from([...Buffer.from('data: a'), 0xc3, 0x28, 0x0a, 0x0a])], [['a\uFFFD(']]],
]) {
  test(`the wire format: ${name}`, async (t) => {
    const server = await scripted(t, sends(...parts));
    const subscriber = subscribe(t, server.url, '--max-events', String(expected.length));
    assert.equal((await subscriber.next()).type, 'open');
    for (const row of expected) {
      assert.deepEqual(await subscriber.next(), eventLine(server.origin, ...row));
    }
    assert.equal(await subscriber.ended(), 0);
  });
}

test('bytes may be split anywhere', async (t) => {
  const bytes = Buffer.from('\uFEFFid: 7\r\nevent: sun\r\ndata: Ł🌞\r\n\r\n');
  const server = await scripted(t, async (response) => {
    response.writeHead(200, streamHead);
    response.socket.setNoDelay(true);
    for (const byte of bytes) {
      await new Promise((resolve) => { response.write(Buffer.of(byte), resolve); });
    }
  });
  const subscriber = subscribe(t, server.url, '--max-events', '1');
  await subscriber.next();
  assert.deepEqual(await subscriber.next(), eventLine(server.origin, 'Ł🌞', '7', 'sun'));
});

test('it asks as an EventSource does, and with what it is told', async (t) => {
  const server = await scripted(t, sends('data: x\n\n'));
  const { code } = await run(t, ['subscribe', server.url, '--jsonl', '--max-events', '1',
    '--header', 'X-Probe: one', '--header', 'Authorization: Bearer t', '--last-event-id', 'Łast']);
  assert.equal(code, 0);
  const [{ method, headers }] = server.requests;
  assert.equal(method, 'GET');
  assert.equal(headers.accept, 'text/event-stream');
  assert.match(headers['cache-control'], /no-store|no-cache/);
  assert.equal(headers['x-probe'], 'one');
  assert.equal(headers.authorization, 'Bearer t');
  assert.equal(Buffer.from(headers['last-event-id'], 'latin1').toString('utf8'), 'Łast');
});

test('--body @FILE is sent byte for byte, as a POST', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'heliograph-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'body.bin');
  const bytes = Buffer.from([0x00, 0xff, 0x0d, 0x0a, 0xc5, 0x81]);
  await writeFile(file, bytes);
  const parts = [];
  const server = await scripted(t, (response, request) => {
    request.on('data', (part) => parts.push(part));
    request.on('end', () => sends('data: x\n\n')(response));
  });
  const { code } = await run(t, ['subscribe', server.url, '--jsonl', '--max-events', '1',
    '--body', `@${file}`]);
  assert.equal(code, 0);
  assert.equal(server.requests[0].method, 'POST');
  assert.deepEqual(Buffer.concat(parts), bytes);

  const missing = await run(t, ['subscribe', server.url, '--body', `@${file}.none`]);
  assert.notEqual(missing.code, 0);
  assert.match(missing.stderr, /body\.bin\.none/);
  assert.equal(server.requests.length, 1);
});

test('--max-events counts across connections and ends with 0', async (t) => {
  const server = await scripted(t, sendsAndEnds('retry: 20\ndata: a\n\n'));
  const { code, stdout } = await run(t, ['subscribe', server.url, '--jsonl', '--max-events', '3']);
  assert.equal(code, 0);
  const events = stdout.trim().split('\n').map((line) => JSON.parse(line))
    .filter(({ type }) => type === 'event');
  assert.equal(events.length, 3);
  assert.equal(server.requests.length, 3);
});

test('--no-reconnect ends with 1 when the stream ends', async (t) => {
  const server = await scripted(t, sendsAndEnds('retry: 20\ndata: a\n\n'));
  const { code, stdout } = await run(t, ['subscribe', server.url, '--jsonl', '--no-reconnect']);
  assert.equal(code, 1);
  const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(lines.map(({ type }) => type), ['open', 'event', 'error']);
  assert.equal(lines[2].reconnecting, false);
  assert.equal(server.requests.length, 1);
});

test('--method and --body', async (t) => {
  let body = '';
  const server = await scripted(t, (response, request) => {
    request.setEncoding('utf8').on('data', (part) => { body += part; });
    request.on('end', () => sends('data: x\n\n')(response));
  });
  const { code } = await run(t, ['subscribe', server.url, '--jsonl', '--max-events', '1',
    '--method', 'POST', '--body', '{"ask":1}', '--header', 'Content-Type: application/json']);
  assert.equal(code, 0);
  assert.equal(server.requests[0].method, 'POST');
  assert.equal(server.requests[0].headers['content-type'], 'application/json');
  assert.equal(body, '{"ask":1}');
});

test('a clean end is reconnected, after the time told, with the last id', async (t) => {
  const server = await scripted(t,
    sendsAndEnds('retry: 20\nid: 41\ndata: first\n\ndata: unfinished'), sends('data: second\n\n'));
  const subscriber = subscribe(t, server.url, '--max-events', '2');
  assert.equal((await subscriber.next()).type, 'open');
  assert.deepEqual(await subscriber.next(), eventLine(server.origin, 'first', '41'));
  const lost = await subscriber.next();
  assert.equal(lost.type, 'error');
  assert.equal(lost.reconnecting, true);
  assert.match(lost.message, /\w/);
  assert.equal((await subscriber.next()).type, 'open');
  assert.deepEqual(await subscriber.next(), eventLine(server.origin, 'second', '41'));
  assert.equal(server.requests[0].headers['last-event-id'], undefined);
  assert.equal(server.requests[1].headers['last-event-id'], '41');
  assert.equal(await subscriber.ended(), 0);
});

test('a reset is reconnected', async (t) => {
  const server = await scripted(t, (response) => {
    response.writeHead(200, streamHead);
    response.write('retry: 20\nid: 1\ndata: a\n\n', () => response.socket.resetAndDestroy());
  }, sends('data: b\n\n'));
  const subscriber = subscribe(t, server.url);
  const seen = [];
  while (seen.at(-1)?.data !== 'b') seen.push(await subscriber.next());
  assert.deepEqual(seen.map(({ type }) => type), ['open', 'event', 'error', 'open', 'event']);
});

for (const [name, answer, status] of [
  ['204', answers(204), 204],
  ['500', answers(500, { 'Content-Type': 'text/plain' }, 'no'), 500],
  ['404', answers(404), 404],
  ['200 that is HTML', answers(200, { 'Content-Type': 'text/html' }, '<p>'), 200],
  ['200 without a type', answers(200), 200],
]) {
  test(`an answer of ${name} fails for good`, async (t) => {
    const server = await scripted(t, answer);
    const { code, stdout } = await run(t, ['subscribe', server.url, '--jsonl']);
    const lines = stdout.trim().split('\n').map((line) => JSON.parse(line));
    assert.equal(lines.length, 1);
    assert.equal(lines[0].type, 'error');
    assert.equal(lines[0].reconnecting, false);
    assert.equal(lines[0].status, status);
    assert.match(lines[0].message, /\w/);
    assert.equal(code, 1);
    assert.equal(server.requests.length, 1);
  });
}

test('parameters of the type are accepted', async (t) => {
  const server = await scripted(t, (response) => {
    response.writeHead(200, { 'Content-Type': 'Text/Event-Stream; charset=utf-8' });
    response.write('data: x\n\n');
  });
  assert.equal((await run(t, ['subscribe', server.url, '--jsonl', '--max-events', '1'])).code, 0);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect with ${status} is followed`, async (t) => {
    const server = await scripted(t, answers(status, { Location: '../moved?x=1' }), sends('data: x\n\n'));
    const { code, stdout } = await run(t, ['subscribe', server.url, '--jsonl', '--max-events', '1']);
    assert.equal(code, 0, stdout);
    assert.equal(server.requests[1].url, '/moved?x=1');
  });
}

test('redirects in a circle end', async (t) => {
  const server = await scripted(t, answers(302, { Location: '/stream' }));
  const { code } = await run(t, ['subscribe', server.url, '--jsonl', '--no-reconnect']);
  assert.equal(code, 1);
});

test('nobody there: reconnecting, or the end with --no-reconnect', async (t) => {
  const url = 'http://127.0.0.1:1/'; // reserved, and never listened on
  const once = await run(t, ['subscribe', url, '--jsonl', '--no-reconnect']);
  assert.equal(once.code, 1);
  assert.equal(JSON.parse(once.stdout.trim().split('\n').at(-1)).reconnecting, false);
  const patient = subscribe(t, url);
  assert.equal((await patient.next()).reconnecting, true);
});

test('--idle-timeout takes silence for a lost connection', async (t) => {
  const server = await scripted(t, sends('retry: 20\ndata: a\n\n'), sends('data: b\n\n'));
  const subscriber = subscribe(t, server.url, '--idle-timeout', '1', '--max-events', '2');
  const types = [];
  while (types.length < 5) types.push((await subscriber.next()).type);
  assert.deepEqual(types, ['open', 'event', 'error', 'open', 'event']);
  assert.equal(await subscriber.ended(), 0);
});

test('--timeout ends the run with 0', async (t) => {
  const server = await scripted(t, sends(': quiet\n\n'));
  const subscriber = subscribe(t, server.url, '--timeout', '1');
  assert.equal((await subscriber.next()).type, 'open');
  assert.equal(await subscriber.ended(), 0);
});

test('without --jsonl it is text for people', async (t) => {
  const server = await scripted(t, sends('event: paid\nid: 3\ndata: hello\n\n'));
  const subscriber = start(t, ['subscribe', server.url, '--max-events', '1']);
  await subscriber.out.until(/paid[^]*hello|hello[^]*paid/);
  assert.equal(await subscriber.ended(), 0);
});
