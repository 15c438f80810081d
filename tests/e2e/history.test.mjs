// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The history file: what was acknowledged outlives the program, however it ends.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { run, serve, start } from './support/heliograph.mjs';
import { openStream, publish, request } from './support/http.mjs';

const rounds = Number(process.env.HELIOGRAPH_KILL_ROUNDS ?? 3);

function folder(t) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), 'heliograph-history-'));
  t.after(() => fs.rmSync(made, { recursive: true, force: true }));
  return made;
}

async function end(server) {
  server.signal('SIGTERM');
  assert.equal(await server.ended(), 0, server.err.text);
}

const held = async (server, endpoint) =>
  (await request(`${server.url}/api/events?endpoint=${encodeURIComponent(endpoint)}`)).json;
const status = async (server) => (await request(`${server.url}/api/status`)).json;

test('a restart loses neither events nor numbers, on endpoints and channels', async (t) => {
  const file = path.join(folder(t), 'events.db');
  const first = await serve(t, '--history', file, '--endpoint', '/prices');
  for (const endpoint of ['/events', '/events/orders', '/prices']) {
    for (const data of ['a', 'b\nc', 'd']) {
      assert.equal((await publish(first, { endpoint, event: 'tick', data })).status, 202);
    }
  }
  assert.equal((await publish(first, { id: 'own', data: 'e' })).json.id, 'own');
  assert.equal((await publish(first, { to: [99], data: 'secret' })).json.id, '4');
  await end(first);

  const second = await serve(t, '--history', file, '--endpoint', '/prices');
  const stream = await openStream(t, `${second.url}/events`, { headers: { 'Last-Event-ID': '1' } });
  await stream.body.until(/id: own\n/);
  assert.ok(stream.body.text.includes('event: tick\nid: 2\ndata: b\ndata: c\n'), stream.body.text);
  assert.ok(!stream.body.text.includes('data: a\n'));
  assert.ok(!stream.body.text.includes('secret'));
  assert.equal((await publish(second, { data: 'next' })).json.id, '5');
  await stream.body.until(/data: next\n/);
  assert.deepEqual((await held(second, '/prices')).map(({ id, data }) => [id, data]),
    [['1', 'a'], ['2', 'b\nc'], ['3', 'd']]);
  const channel = await openStream(t, `${second.url}/events/orders?lastEventId=2`);
  await channel.body.until(/data: d\n/);
  assert.equal((await publish(second, { endpoint: '/events/orders', data: 'x' })).json.id, '4');
});

test('the bounds of count and bytes hold in the file too', async (t) => {
  const file = path.join(folder(t), 'events.db');
  const options = ['--history', file, '--history', '5'];
  const first = await serve(t, ...options);
  for (let n = 1; n <= 20; ++n) await publish(first, { data: `${n}` });
  await end(first);
  const second = await serve(t, '--history', file);
  const ids = (await held(second, '/events')).map(({ id }) => id);
  // What leaves with an event goes from the file with the next one.
  assert.deepEqual(ids.slice(-5), ['16', '17', '18', '19', '20']);
  assert.ok(ids.length <= 6, ids.join());
});

/** Publishes on one connection until the server dies; what was acknowledged goes into @p acked. */
async function publishUntilDeath(server, endpoint, round, name, acked, onAck) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  for (let n = 0; ; ++n) {
    const data = `${round}/${name}/${n}`;
    const answer = await new Promise((resolve) => {
      const sent = http.request(`${server.url}/api/publish`, {
        method: 'POST', agent, headers: { 'Content-Type': 'application/json' },
      }, (response) => {
        let text = '';
        response.on('data', (chunk) => { text += chunk; });
        response.on('end', () => resolve(response.complete ? { status: response.statusCode, text } : null));
        response.on('error', () => resolve(null));
      });
      sent.on('error', () => resolve(null));
      sent.end(JSON.stringify({ endpoint, data }));
    });
    if (!answer) break;
    assert.equal(answer.status, 202, answer.text);
    const { id, stored } = JSON.parse(answer.text);
    assert.notEqual(stored, false, answer.text);
    acked.push({ id: Number(id), data });
    onAck();
  }
  agent.destroy();
}

test(`kill -9 under load, ${rounds} times: nothing acknowledged is missing or doubled`,
  { timeout: 170_000 }, async (t) => {
    const file = path.join(folder(t), 'events.db');
    const endpoints = ['/events', '/events/a', '/events/b'];
    const acked = new Map(endpoints.map((endpoint) => [endpoint, []]));
    for (let round = 0; round < rounds; ++round) {
      const server = await serve(t, '--history', file, '--history', '1000000');
      let count = 0;
      const enough = 200 + (round * 137) % 400;
      const publishers = [];
      for (const endpoint of endpoints) {
        for (let name = 0; name < 4; ++name) {
          publishers.push(publishUntilDeath(server, endpoint, round, name, acked.get(endpoint), () => {
            if (++count === enough) server.signal('SIGKILL');
          }));
        }
      }
      await Promise.all(publishers);
      assert.equal(await server.ended(), 'SIGKILL');

      const again = await serve(t, '--history', file, '--history', '1000000');
      for (const endpoint of endpoints) {
        const found = await held(again, endpoint);
        const ids = found.map(({ id }) => Number(id));
        for (let i = 1; i < ids.length; ++i) assert.ok(ids[i] > ids[i - 1], `${ids[i - 1]}, ${ids[i]}`);
        assert.equal(new Set(found.map(({ data }) => data)).size, found.length, 'an event is doubled');
        const byId = new Map(found.map(({ id, data }) => [Number(id), data]));
        for (const { id, data } of acked.get(endpoint)) assert.equal(byId.get(id), data, `event ${id}`);
        const next = await publish(again, { endpoint, data: `after ${round}` });
        assert.ok(Number(next.json.id) > ids.at(-1));
        acked.get(endpoint).push({ id: Number(next.json.id), data: `after ${round}` });
      }
      again.signal('SIGKILL');
      await again.ended();
    }
    t.diagnostic(`${rounds} rounds, ${[...acked.values()].flat().length} acknowledged events`);
  });

test('a file that cannot grow: a problem, and serving goes on in memory', async (t) => {
  const file = path.join(folder(t), 'events.db');
  // The shell bounds the size of files instead of a full disk; its limit is in blocks of 512 bytes.
  const server = start(t, ['-c', 'trap "" XFSZ; ulimit -f 400; exec "$0" "$@"',
    process.env.HELIOGRAPH_BIN, 'serve', '--port', '0', '--history', file], { executable: '/bin/sh' });
  const line = await server.out.next();
  server.url = /http:\S+/.exec(line)[0];
  const data = 'x'.repeat(20_000);
  let stored = 0;
  let answer;
  do {
    answer = await publish(server, { data });
    assert.equal(answer.status, 202);
  } while (answer.json.stored !== false && ++stored < 100);
  assert.equal(answer.json.stored, false);
  await server.err.until(/problem: .*events\.db.*memory/s);
  const stream = await openStream(t, `${server.url}/events`, { headers: { 'Last-Event-ID': '1' } });
  const { id } = (await publish(server, { data: 'still here' })).json;
  assert.equal(Number(id), stored + 2);
  await stream.body.until(/data: still here\n/);
  const { history } = await status(server);
  assert.equal(history.storing, false);
  assert.ok(history.unsaved >= 1);
  assert.notEqual(history.problem, null);
  server.signal('SIGKILL');
  await server.ended();

  // What was stored before is whole.
  const again = await serve(t, '--history', file);
  assert.ok((await held(again, '/events')).length >= stored);
});

test('a damaged file is told, left alone and served without', async (t) => {
  const file = path.join(folder(t), 'events.db');
  const garbage = Buffer.alloc(8192, 'garbage ');
  fs.writeFileSync(file, garbage);
  const server = await serve(t, '--history', file);
  await server.err.until(/problem: .*events\.db/s);
  assert.equal((await publish(server, { data: 'x' })).json.stored, false);
  assert.equal((await status(server)).history.storing, false);
  await end(server);
  assert.deepEqual(fs.readFileSync(file), garbage);
});

test('a file of a newer version is refused with advice', async (t) => {
  const file = path.join(folder(t), 'events.db');
  await end(await serve(t, '--history', file));
  const bytes = fs.readFileSync(file);
  bytes.writeUInt32BE(999, 60); // user_version, in the header of an SQLite file
  fs.writeFileSync(file, bytes);
  const { code, stderr, stdout } = await run(t, ['serve', '--port', '0', '--history', file]);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /events\.db.*newer/s);
  assert.equal(stdout, '');
  assert.deepEqual(fs.readFileSync(file), bytes);
});

test('two programs never write one file', async (t) => {
  const file = path.join(folder(t), 'events.db');
  await serve(t, '--history', file);
  const { code, stderr } = await run(t, ['serve', '--port', '0', '--history', file]);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /events\.db/);
});

test('a file that cannot be made ends with 1 and advice', async (t) => {
  const file = path.join(folder(t), 'no', 'such', 'events.db');
  const { code, stderr } = await run(t, ['serve', '--port', '0', '--history', file]);
  assert.equal(code, 1, stderr);
  assert.match(stderr, /events\.db/);
});
