// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `record` writes of other people's servers: npm better-sse, and node's http sending bytes as told.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { test } from 'node:test';

import { createSession } from 'better-sse';
import { createParser } from 'eventsource-parser';

import { run, start } from './support/heliograph.mjs';
import { listen } from './support/http.mjs';
import {
  folder, greatestDifference, leastDifference, readRecording, sendsWithGaps,
} from './support/recordings.mjs';
import { poll } from './support/waiting.mjs';

const text = (file) => readFile(file, 'utf8');

test('bytes as they came, and when', async (t) => {
  const gaps = [[0, 'id: 1\ndata: a\n\n'], [40, ': ping\n\n'], [5, 'event: x\r\ndata: b\r\n\r\n'],
    [120, 'foo: unknown\ndata: c\ndata: ü\n\n'], [0, 'data:d\r\r'], [300, 'data: e\n\n']];
  const least = await leastDifference(async () => {
    const file = (await folder(t))('a.sse');
    const source = await sendsWithGaps(t, gaps);
    const { code, stderr } = await run(t, ['record', source.url, file, '--max-events', '5']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Recording http:\/\/127\.0\.0\.1:\d+\/ into .*a\.sse\.$/m);
    assert.match(stderr, /^Recorded 5 events \(\d\.\d s\) into .*a\.sse\.$/m);
    const { head, blocks, notes } = readRecording(await text(file));
    assert.match(head, new RegExp(`^: heliograph recording 1\n: source ${source.url}\n`
      + ': started \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z\n\n$'));
    assert.deepEqual(blocks.map(({ bytes }) => bytes), gaps.map(([, bytes]) => bytes));
    assert.deepEqual(notes, []);
    return greatestDifference(blocks.map(({ at }) => at * 1000), source.sent);
  });
  assert.ok(least <= 20, `the times differ by ${least} ms`);
});

test('a recording of better-sse is an event stream to another parser', async (t) => {
  const url = await listen(t, async (request, response) => {
    const session = await createSession(request, response);
    session.push({ city: 'Łódź', lines: 'a\nb' }, 'order.paid', 'id-1');
    session.push('plain', 'message', 'id-2');
    session.push([1, 2], 'numbers', 'id-3');
  });
  const file = (await folder(t))('a.sse');
  assert.equal((await run(t, ['record', `${url}/`, file, '--max-events', '3'])).code, 0);
  const events = [];
  createParser({ onEvent: (event) => events.push(event) }).feed(await text(file));
  assert.deepEqual(events.map(({ id, event }) => [id, event]),
    [['id-1', 'order.paid'], ['id-2', 'message'], ['id-3', 'numbers']]);
  assert.deepEqual(JSON.parse(events[0].data), { city: 'Łódź', lines: 'a\nb' });
});

test('a lost connection and the next one are noted', async (t) => {
  let requests = 0;
  const url = await listen(t, (request, response) => {
    ++requests;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(`\uFEFFretry: 1\nid: ${requests}\ndata: ${request.headers['last-event-id']}\n\n`);
    if (requests === 1) response.end('data: cut off');
  });
  const file = (await folder(t))('a.sse');
  assert.equal((await run(t, ['record', `${url}/`, file, '--max-events', '2'])).code, 0);
  const { blocks, notes } = readRecording(await text(file));
  assert.deepEqual(blocks.map(({ bytes }) => bytes), [
    'retry: 1\nid: 1\ndata: undefined\n\n', 'retry: 1\nid: 2\ndata: 1\n\n']);
  assert.equal(notes.length, 2);
  assert.match(notes[0].text, /^connection lost: .* \(13 bytes of an event that did not end are left out\)$/);
  assert.equal(notes[1].text, 'connected');
});

test('a connection that fails for good ends it with 1 and keeps the file', async (t) => {
  const url = await listen(t, (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.end('data: a\n\n');
  });
  const file = (await folder(t))('a.sse');
  const { code, stderr } = await run(t, ['record', `${url}/`, file, '--no-reconnect']);
  assert.equal(code, 1);
  assert.match(stderr, /ended the stream/);
  assert.match(stderr, /Recorded 1 event \(/);
  const { blocks, notes } = readRecording(await text(file));
  assert.equal(blocks[0].bytes, 'data: a\n\n');
  assert.match(notes[0].text, /^failed: /);
});

test('an existing file is not overwritten without --force', async (t) => {
  const source = await sendsWithGaps(t, [[0, 'data: a\n\n']]);
  const file = (await folder(t))('a.sse');
  await writeFile(file, 'mine');
  const refused = await run(t, ['record', source.url, file]);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /exists already.*--force/);
  assert.equal(await text(file), 'mine');
  const forced = await run(t, ['record', source.url, file, '--force', '--max-events', '1']);
  assert.equal(forced.code, 0);
  assert.match(await text(file), /^: heliograph recording 1\n/);
  await writeFile(file, '');
  assert.equal((await run(t, ['record', source.url, file, '--max-events', '1'])).code, 0);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  test(`${signal} ends a recording cleanly`, async (t) => {
    const source = await sendsWithGaps(t, [[0, 'data: a\n\ndata: unfin']]);
    const file = (await folder(t))('a.sse');
    const recorder = start(t, ['record', source.url, file]);
    await poll(async () => existsSync(file) && (await text(file)).includes('data: a'), 'the event');
    recorder.signal(signal);
    assert.equal(await recorder.ended(), 0);
    assert.match(recorder.err.text, /Recorded 1 event \(0\.0 s\) into/);
    assert.match(await text(file), /: at 0\.\d{6}\ndata: a\n\n$/);
  });
}

test('--timeout ends it with 0', async (t) => {
  const source = await sendsWithGaps(t, []);
  const file = (await folder(t))('a.sse');
  assert.equal((await run(t, ['record', source.url, file, '--timeout', '0.3'])).code, 0);
  assert.match(await text(file), /^: heliograph recording 1\n: source .*\n: started .*\n\n$/);
});

test('what came a second before the program is killed is in the file', async (t) => {
  const source = await sendsWithGaps(t, [[0, 'data: a\n\n'], [10, 'data: b\n\n']]);
  const file = (await folder(t))('a.sse');
  const recorder = start(t, ['record', source.url, file]);
  await poll(async () => existsSync(file) && (await text(file)).includes('data: b'), 'the events');
  recorder.signal('SIGKILL');
  await recorder.ended();
  assert.deepEqual(readRecording(await text(file)).blocks.map(({ bytes }) => bytes),
    ['data: a\n\n', 'data: b\n\n']);
});

test('- is standard output, readable as it comes', async (t) => {
  const source = await sendsWithGaps(t, [[0, 'data: a\n\n'], [10, 'data: b\n\n']]);
  const recorder = start(t, ['record', source.url, '-']);
  await recorder.out.until(/: at 0\.\d{6}\ndata: b\n\n$/);
  recorder.signal('SIGINT');
  assert.equal(await recorder.ended(), 0);
  assert.match(recorder.err.text, /into standard output\.$/m);
});

test('a full disk ends it with 1', { skip: !existsSync('/dev/full') }, async (t) => {
  const source = await sendsWithGaps(t, [[0, 'data: a\n\n']]);
  const { code, stderr } = await run(t, ['record', source.url, '/dev/full']);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot write to "\/dev\/full": No space left on device/);
});

test('an event that does not fit on the disk is told like any other', { skip: !existsSync('/dev/full') }, async (t) => {
  const source = await sendsWithGaps(t, [[0, `data: ${'x'.repeat(1e6)}\n\n`]]);
  const { code, stderr } = await run(t, ['record', source.url, '/dev/full']);
  assert.equal(code, 1);
  assert.match(stderr, /No space left on device/);
});

test('a closed standard output ends it with 1', { skip: process.platform === 'win32' }, async (t) => {
  const source = await sendsWithGaps(t, [[0, 'data: a\n\n']]);
  const { code, stderr } = await run(t, ['-c', 'exec "$0" record "$1" - >&-', process.env.HELIOGRAPH_BIN, source.url],
    { executable: '/bin/sh' });
  assert.equal(code, 1);
  assert.match(stderr, /Cannot write to standard output: .*\. Keep what reads it running, or record into a file\./);
});

test('a folder is no file to record into', async (t) => {
  const at = await folder(t);
  const { code, stderr } = await run(t, ['record', 'http://127.0.0.1:1/', at('.'), '--force']);
  assert.equal(code, 1);
  assert.match(stderr, /is a folder\. Name a file in it\./);
});

test('a file that cannot be made ends it with 1 before anything is asked for', async (t) => {
  const at = await folder(t);
  const { code, stderr } = await run(t, ['record', 'http://127.0.0.1:1/', at('none/a.sse')]);
  assert.equal(code, 1);
  assert.match(stderr, /Cannot write to .*a\.sse": No such file or directory/);
});

for (const args of [
  [],
  ['http://127.0.0.1:1/'],
  ['http://127.0.0.1:1/', ''],
  ['http://127.0.0.1:1/', 'a', 'b'],
  ['not a url', 'a'],
  ['http://127.0.0.1:1/', 'a', '--max-events', '0'],
  ['http://127.0.0.1:1/', 'a', '--header', 'no colon'],
  ['http://127.0.0.1:1/', 'a', '--jsonl'],
]) {
  test(`wrong usage ends with 2 and says why: record ${args.join(' ')}`, async (t) => {
    const { code, stdout, stderr } = await run(t, ['record', ...args]);
    assert.equal(code, 2, stderr);
    assert.notEqual(stderr.trim(), '');
    assert.equal(stdout, '');
  });
}

test('headers, method and body are sent as subscribe sends them', async (t) => {
  const asked = [];
  const url = await listen(t, async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push([request.method, request.headers['x-a'], request.headers['last-event-id'], body]);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: a\n\n');
  });
  const file = (await folder(t))('a.sse');
  const { code } = await run(t, ['record', '--header', 'X-A: 1', '--last-event-id', '7', '--body', 'ask',
    '--max-events', '1', `${url}/`, file]);
  assert.equal(code, 0);
  assert.deepEqual(asked, [['POST', '1', '7', 'ask']]);
  assert.ok((await stat(file)).size > 0);
});
