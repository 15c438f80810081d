// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings played to other people's clients: npm eventsource, and node's http for the bytes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';

import { createSession } from 'better-sse';
import { EventSource } from 'eventsource';

import { run } from './support/heliograph.mjs';
import { listen, openStream } from './support/http.mjs';
import {
  folder, greatestDifference, leastDifference, readRecording, recordingHead, recordingOf, replay,
  sendsWithGaps,
} from './support/recordings.mjs';
import { deadline } from './support/waiting.mjs';

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

/** What an EventSource at @p url gets until its stream ends: [{type, data, id, at}]. */
function eventsFrom(t, url, types) {
  const source = new EventSource(url);
  t.after(() => source.close());
  const events = [];
  for (const type of types) {
    source.addEventListener(type, ({ data, lastEventId: id }) => {
      events.push({ type, data, id, at: performance.now() });
    });
  }
  return deadline(new Promise((resolve) => {
    source.addEventListener('error', () => {
      source.close();
      resolve(events);
    });
  }), `the end of ${url}`);
}

/** Each chunk of a stream with its time, until it ends: {text, times of each block}. */
async function timedBlocks(t, url) {
  const request = http.get(url, { agent: false });
  t.after(() => request.destroy());
  const [response] = await once(request, 'response');
  let text = '';
  const times = [];
  for await (const chunk of response) {
    const blocks = chunk.toString().split('\n\n').length - 1;
    for (let i = 0; i < blocks; ++i) times.push(performance.now());
    text += chunk;
  }
  return { text, times };
}

// In milliseconds; bursts, gaps shorter than a tick, and longer ones.
const gaps = [0, 40, 5, 120, 0, 0, 7, 250, 33, 400, 1, 60];

test('a stream of better-sse is played with its events, ids and times', async (t) => {
  const least = await leastDifference(async () => {
    const sent = [];
    const url = await listen(t, async (request, response) => {
      const session = await createSession(request, response);
      for (const [number, gap] of gaps.entries()) {
        if (gap > 0) await pause(gap);
        sent.push({ type: number % 2 ? 'odd' : 'message', data: JSON.stringify({ number }),
          id: `id-${number}`, at: performance.now() });
        session.push({ number }, sent.at(-1).type, sent.at(-1).id);
      }
    });
    const file = (await folder(t))('a.sse');
    assert.equal((await run(t, ['record', `${url}/`, file, '--max-events', String(gaps.length)])).code, 0);
    const server = await replay(t, file);
    const events = await eventsFrom(t, `${server.url}/events`, ['message', 'odd']);
    assert.equal(await server.ended(), 0);
    assert.match(server.err.text, /Waiting for a client at http.*\/events\nPlaying ".*"\.\nPlayed 12 events\.\n/);
    const facts = (list) => list.map(({ type, data, id }) => ({ type, data, id }));
    assert.deepEqual(facts(events), facts(sent));
    return greatestDifference(events.map(({ at }) => at), sent.map(({ at }) => at));
  });
  t.diagnostic(`the times differ by ${least.toFixed(1)} ms at most`);
  assert.ok(least <= 20, `the times differ by ${least} ms`);
});

for (const [speed, scale] of [['2', 0.5], ['0.5', 2]]) {
  test(`--speed ${speed}: the same bytes, at other times`, async (t) => {
    const parts = gaps.map((gap, i) => [gap, `id: ${i}\nfoo: bar\ndata: ${i}\n\n`]);
    const source = await sendsWithGaps(t, parts);
    const file = (await folder(t))('a.sse');
    assert.equal((await run(t, ['record', source.url, file, '--max-events', '12'])).code, 0);
    const least = await leastDifference(async () => {
      const server = await replay(t, '--speed', speed, file);
      const { text, times } = await timedBlocks(t, `${server.url}/events`);
      assert.equal(await server.ended(), 0);
      assert.equal(text, parts.map(([, bytes]) => bytes).join(''));
      return greatestDifference(times, source.sent, scale);
    });
    t.diagnostic(`the times differ by ${least.toFixed(1)} ms at most`);
    assert.ok(least <= 20, `the times differ by ${least} ms`);
  });
}

test('every byte of the stream comes, notes do not', async (t) => {
  const bytes = ['data: a\r\n\r\n', ': at home\ndata: b\rdata: c\n\n', 'id: 3\nretry: 10\nfoo\ndata\n\n'];
  const file = await recordingOf(t, `${recordingHead}: at 0\n${bytes[0]}: at 0.01\n`
    + `: heliograph note connection lost: x\n\n: at 0.01\n${bytes[1]}: at 0.02\n${bytes[2]}`);
  const server = await replay(t, file);
  const stream = await openStream(t, `${server.url}/events`);
  assert.equal(await stream.body.all(), bytes.join(''));
  assert.ok(stream.isComplete(), 'the stream ends cleanly');
  assert.equal(await server.ended(), 0);
});

test('--loop begins anew until it is stopped', async (t) => {
  const file = await recordingOf(t, `${recordingHead}: at 0\ndata: a\n\n: at 1\ndata: b\n\n`);
  const server = await replay(t, '--loop', '--speed', '20', file);
  const stream = await openStream(t, `${server.url}/events`);
  await stream.body.until(/^(data: a\n\ndata: b\n\n){2}data: a\n\n/);
  server.signal('SIGINT');
  assert.equal(await server.ended(), 0);
  await stream.body.all();
  assert.ok(stream.isComplete());
});

for (const [name, text, events, line] of [
  ['a time that is none', ': at 0\ndata: a\n\n: at 0.01\ndata: b\n\n: at soon\ndata: c\n\n', 2, 9],
  ['a time that goes back', ': at 5\ndata: a\n\n: at 4\ndata: b\n\n', 1, 6],
  ['an end inside an event', ': at 0\ndata: a\n\n: at 0.01\ndata: b\n', 1, 6],
  ['bytes that are no text', `: at 0\ndata: a\n\n${'\0'.repeat(4096)}\n\n`, 1, 6],
]) {
  test(`a damaged file is played up to the fault: ${name}`, async (t) => {
    const file = await recordingOf(t, recordingHead + text);
    const server = await replay(t, '--speed', '100', file);
    const stream = await openStream(t, `${server.url}/events`);
    const all = await stream.body.all();
    assert.equal(all.split('data: ').length - 1, events);
    assert.ok(stream.isComplete());
    assert.equal(await server.ended(), 1);
    assert.match(server.err.text, new RegExp(`is damaged. Line ${line}: .* before it can be played\\.`));
  });
}

for (const [name, text, message] of [
  ['of a newer version', ': heliograph recording 2\n\n', /is a recording of version 2; this program reads version 1/],
  ['that is not there', undefined, /Cannot open .*: No such file or directory/],
]) {
  test(`a file ${name} ends it with 1 before it listens`, async (t) => {
    const at = await folder(t);
    const file = text === undefined ? at('none.sse') : await recordingOf(t, text);
    const { code, stdout, stderr } = await run(t, ['replay', '--port', '0', file]);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  });
}

test('what is no file is refused before it listens', async (t) => {
  const at = await folder(t);
  execFileSync('mkfifo', [at('pipe')]);
  for (const [file, message] of [[at('pipe'), /is a pipe or a device\. Save what comes from it to a file/],
    [at('.'), /is a folder\. Choose a file in it\./]]) {
    const { code, stdout, stderr } = await run(t, ['replay', '--port', '0', file]);
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
});

for (const args of [
  [],
  [''],
  ['a.sse', 'b.sse'],
  ['a.sse', '--speed', '0'],
  ['a.sse', '--speed', '0.09'],
  ['a.sse', '--speed', '101'],
  ['a.sse', '--speed', 'fast'],
  ['a.sse', '--speed', 'nan'],
  ['a.sse', '--interval', '-1'],
  ['a.sse', '--wait', 'some'],
  ['a.sse', '--wait', '1', '--per-client'],
  ['a.sse', '--from', '-1'],
  ['a.sse', '--endpoint', 'events'],
  ['a.sse', '--port', '65536'],
  ['a.sse', '--scenario', 'x.js'],
]) {
  test(`wrong usage ends with 2 and says why: replay ${args.join(' ')}`, async (t) => {
    const { code, stdout, stderr } = await run(t, ['replay', ...args]);
    assert.equal(code, 2, stderr);
    assert.notEqual(stderr.trim(), '');
    assert.equal(stdout, '');
  });
}

test('a plain event stream is played at once, or with --interval', async (t) => {
  const text = 'id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n';
  const file = await recordingOf(t, text);
  const atOnce = await replay(t, file);
  assert.equal((await timedBlocks(t, `${atOnce.url}/events`)).text, text);
  const slowly = await replay(t, '--interval', '100', file);
  const { text: got, times } = await timedBlocks(t, `${slowly.url}/events`);
  assert.equal(got, text);
  assert.ok(times[2] - times[0] >= 190, `${times[2] - times[0]} ms`);
});

test('--endpoint, --from and --wait say where, from when and for whom', async (t) => {
  const file = await recordingOf(t, `${recordingHead}: at 0\ndata: a\n\n: at 60\ndata: b\n\n: at 60.1\ndata: c\n\n`);
  const server = await replay(t, '--endpoint', '/prices,retry=1500', '--from', '59.9', '--wait', '2', file);
  const first = await openStream(t, `${server.url}/prices`);
  const second = await openStream(t, `${server.url}/prices`);
  for (const stream of [first, second]) {
    assert.match(await stream.body.all(), /^retry: 1500\n\ndata: b\n\ndata: c\n\n$/);
  }
  assert.equal(await server.ended(), 0);
  assert.match(server.err.text, /Waiting for 2 clients at http.*\/prices/);
});

test('--wait 0 plays for nobody', async (t) => {
  const file = await recordingOf(t, 'data: a\n\n');
  const server = await replay(t, '--wait', '0', file);
  assert.equal(await server.ended(), 0);
  assert.match(server.err.text, /Played 1 event\./);
});

test('with nothing to play it waits for its client and ends', async (t) => {
  const file = await recordingOf(t, '');
  const server = await replay(t, file);
  assert.equal((await timedBlocks(t, `${server.url}/events`)).text, '');
  assert.equal(await server.ended(), 0);
  const past = await replay(t, '--from', '99', await recordingOf(t, 'data: a\n\n'));
  assert.equal((await timedBlocks(t, `${past.url}/events`)).text, '');
  assert.equal(await past.ended(), 0);
});

test('--stay serves on, and what was played is sent again by Last-Event-ID', async (t) => {
  const file = await recordingOf(t, 'id: x1\ndata: a\n\nid: x2\ndata: b\n\nid: x3\ndata: c\n\n');
  const server = await replay(t, '--stay', file);
  const stream = await openStream(t, `${server.url}/events`);
  await stream.body.until(/data: c\n\n$/);
  await server.err.until(/Played 3 events\./);
  const again = await openStream(t, `${server.url}/events`, { headers: { 'Last-Event-ID': 'x1' } });
  await again.body.until(/^id: x2\ndata: b\n\nid: x3\ndata: c\n\n$/);
  server.signal('SIGTERM');
  assert.equal(await server.ended(), 0);
});

test('--per-client plays to each from the start, at its own time', async (t) => {
  const text = 'id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n';
  const server = await replay(t, '--per-client', '--interval', '60', await recordingOf(t, text));
  const first = await openStream(t, `${server.url}/events`);
  await first.body.until(/data: a/);
  const second = await openStream(t, `${server.url}/events`);
  const gone = await openStream(t, `${server.url}/events`);
  await gone.body.until(/data: a/);
  gone.close();
  for (const stream of [first, second]) {
    assert.equal(await stream.body.all(), text);
    assert.ok(stream.isComplete());
  }
  assert.equal((await timedBlocks(t, `${server.url}/events`)).text, text);
  server.signal('SIGINT');
  assert.equal(await server.ended(), 0);
  assert.match(server.err.text, /Waiting for clients at .*\nPlaying ".*" to client 1\.\n/);
});

test('--per-client with --stay leaves streams open, and tells of damage when it is stopped', async (t) => {
  const file = await recordingOf(t, 'data: a\n\ndata: b');
  const server = await replay(t, '--per-client', '--stay', file);
  const stream = await openStream(t, `${server.url}/events`);
  await stream.body.until(/data: a\n\n/);
  await server.err.until(/is damaged\. Line 3: .*\nPlayed 1 event to client 1\./);
  assert.equal(stream.body.ended, false);
  server.signal('SIGINT');
  assert.equal(await server.ended(), 1);
});

test('a recording of a replay has the bytes of the recording', async (t) => {
  const file = await recordingOf(t, `${recordingHead}: at 0.000000\nid: 1\ndata: a\n\n: at 0.050000\n: c\n\n`
    + ': at 0.100000\nevent: e\r\ndata: b\r\n\r\n');
  const server = await replay(t, file);
  const copy = (await folder(t))('copy.sse');
  await run(t, ['record', `${server.url}/events`, copy, '--max-events', '2']);
  const blocks = async (name) => readRecording(await readFile(name, 'utf8')).blocks.map(({ bytes }) => bytes);
  assert.deepEqual(await blocks(copy), await blocks(file));
});

// HELIOGRAPH_LARGE_MB says how many megabytes; any number needs no more memory.
const megabytes = Number(process.env.HELIOGRAPH_LARGE_MB ?? 110);

test(`${megabytes} MB need less than 100 MB of memory`, { skip: !existsSync('/proc/self/status') }, async (t) => {
  const file = (await folder(t))('large.sse');
  const out = createWriteStream(file);
  const event = `: at 0.500000\nid: 1234567\ndata: ${'x'.repeat(60)}\n\n`;
  const many = event.repeat(10_000);
  const count = Math.ceil(megabytes * 1e6 / many.length) * 10_000;
  out.write(recordingHead);
  for (let i = 0; i < count; i += 10_000) if (!out.write(many)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');

  const server = await replay(t, '--stay', file);
  const request = http.get(`${server.url}/events`, { agent: false });
  t.after(() => request.destroy());
  const [response] = await once(request, 'response');
  let bytes = 0;
  response.on('data', (chunk) => { bytes += chunk.length; });
  const end = once(response, 'end');
  await server.err.until(new RegExp(`Played ${count} events\\.`));
  const status = await readFile(`/proc/${server.child.pid}/status`, 'utf8');
  const most = Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) / 1024;
  server.signal('SIGINT');
  assert.equal(await server.ended(), 0);
  await end;
  t.diagnostic(`${Math.round(bytes / 1e6)} MB were played with ${Math.round(most)} MB of memory`);
  assert.equal(bytes, count * (event.length - ': at 0.500000\n'.length));
  assert.ok(most < 100, `${most} MB`);
});
