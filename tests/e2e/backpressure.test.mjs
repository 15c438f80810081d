// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One client stops reading. What becomes of it, of the others, and of who publishes.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serve } from './support/heliograph.mjs';
import { openStream, publish, rawConnection, request } from './support/http.mjs';
import { poll } from './support/waiting.mjs';

const bound = 256 * 1024;
const size = 64 * 1024;
const total = 50 * 1024 * 1024;

/** A client of `/events` that reads its head and then nothing. */
async function stalled(t, server) {
  const { socket } = await rawConnection(t, server);
  socket.write('GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n');
  socket.removeAllListeners('data');
  socket.pause();
  await poll(async () => (await connections(server)).length > 0, 'the stalled client');
  return socket;
}

const connections = async (server) => (await request(`${server.url}/api/connections`)).json;
const status = async (server) => (await request(`${server.url}/api/status`)).json;
const payload = (n) => `${String(n).padStart(8, '0')}${'x'.repeat(size - 8)}`;
const idsIn = (text) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

/** Publishes 50 MB; @p each sees every receipt. */
async function flood(server, each = async () => {}) {
  let last = 0;
  for (let sent = 0; sent < total; sent += size) {
    const { json, status: code } = await publish(server, { data: payload(last + 1) });
    assert.equal(code, 202);
    last = Number(json.id);
    await each(last);
  }
  return last;
}

test('disconnect: the stalled client is closed at its bound, the other gets all', async (t) => {
  const server = await serve(t, '--max-queue', String(bound), '--history', '5');
  await stalled(t, server);
  const good = await openStream(t, `${server.url}/events`);
  let most = 0;
  const last = await flood(server, async (id) => {
    if (id % 20 === 0) {
      for (const { queuedBytes } of await connections(server)) most = Math.max(most, queuedBytes);
    }
  });
  await good.body.until((text) => text.includes(`id: ${last}\n`), 'the last event');
  const ids = idsIn(good.body.text);
  assert.deepEqual([ids.length, ids[0], ids.at(-1)], [last, 1, last]);
  assert.ok(most <= bound, `${most} bytes were queued`);
  assert.equal((await status(server)).tooSlow, 1);
  await server.err.until(/client 1 left .*too slowly/s);
  assert.equal((await connections(server)).length, 1);
});

test('drop: the stalled client keeps its stream and loses whole events', async (t) => {
  const server = await serve(t, '--max-queue', String(bound), '--slow-readers', 'drop');
  const socket = await stalled(t, server);
  const good = await openStream(t, `${server.url}/events`);
  let most = 0;
  const last = await flood(server, async (id) => {
    if (id % 20 === 0) {
      for (const { queuedBytes } of await connections(server)) most = Math.max(most, queuedBytes);
    }
  });
  await good.body.until((text) => text.includes(`id: ${last}\n`), 'the last event');
  assert.equal(idsIn(good.body.text).length, last);
  assert.ok(most <= bound, `${most} bytes were queued`);
  const [slow] = await connections(server);
  assert.ok(slow.dropped > 100 && slow.queuedBytes > 0 && slow.oldestUnsentMs >= 0, JSON.stringify(slow));
  assert.ok(slow.unsentBytes > 0);
  assert.equal((await status(server)).dropped, slow.dropped);

  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => { text += chunk; });
  socket.resume();
  await poll(() => text.includes(`id: ${last}\n`), 'the last event at the slow client');
  const blocks = text.split('\n\n').filter((block) => block.includes('data: '));
  for (const block of blocks) assert.match(block, /data: \d{8}x+$/m);
  const ids = idsIn(text);
  assert.equal(ids.length, last - slow.dropped);
  for (let i = 1; i < ids.length; ++i) assert.ok(ids[i] > ids[i - 1]);
});

test('pause: who publishes waits, and nobody misses anything', async (t) => {
  const server = await serve(t, '--max-queue', String(bound), '--slow-readers', 'pause',
    '--pause-limit', '60');
  const socket = await stalled(t, server);
  const good = await openStream(t, `${server.url}/events`);
  const flooded = flood(server);
  await poll(async () => (await status(server)).heldPublishes === 1, 'a publisher that waits');
  const [slow] = await connections(server);
  assert.ok(slow.queuedBytes > 0 && slow.queuedBytes <= bound, JSON.stringify(slow));

  let text = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk) => { text += chunk; });
  socket.resume();
  const last = await flooded;
  await poll(() => text.includes(`id: ${last}\n`), 'the last event at the slow client');
  await good.body.until((body) => body.includes(`id: ${last}\n`), 'the last event');
  for (const ids of [idsIn(text), idsIn(good.body.text)]) {
    assert.deepEqual([ids.length, ids[0], ids.at(-1)], [last, 1, last]);
  }
  const { dropped, tooSlow, heldPublishes } = await status(server);
  assert.deepEqual({ dropped, tooSlow, heldPublishes }, { dropped: 0, tooSlow: 0, heldPublishes: 0 });
});

test('pause ends at its limit: the stalled client is closed and publishing goes on', async (t) => {
  const server = await serve(t, '--max-queue', String(bound), '--slow-readers', 'pause',
    '--pause-limit', '0.5');
  await stalled(t, server);
  const last = await flood(server);
  assert.equal(last, total / size);
  assert.equal((await status(server)).tooSlow, 1);
  await server.err.until(/client 1 left /);
});
