// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// POST /api/publish: bodies, receipts, refusals, targets, replay and the polling fallback.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serve } from './support/heliograph.mjs';
import { openStream, publish, request } from './support/http.mjs';
import { poll } from './support/waiting.mjs';

const connections = async (server) => (await request(`${server.url}/api/connections`)).json;

test('a JSON event reaches the streams of its endpoint and no other', async (t) => {
  const server = await serve(t);
  const orders = await openStream(t, `${server.url}/events/orders`);
  const other = await openStream(t, `${server.url}/events/other`);
  const answer = await publish(server,
    { endpoint: '/events/orders', event: 'paid', id: 'x7', retry: 1500, data: 'one\ntwo' });
  assert.equal(answer.status, 202);
  assert.equal(answer.json.id, 'x7');
  assert.equal(answer.json.endpoint, '/events/orders');
  assert.equal(answer.json.recipients, 1);
  assert.equal(typeof answer.json.sequence, 'number');
  const [block] = await orders.body.until(/(?:event|id|retry|data): [^]*?\n\n/);
  assert.deepEqual(block.trim().split('\n').sort(),
    ['data: one', 'data: two', 'event: paid', 'id: x7', 'retry: 1500']);
  await publish(server, { endpoint: '/events/other', data: 'mine' });
  await other.body.until(/data: mine\n\n/);
  assert.doesNotMatch(other.body.text, /one/);
});

test('ids count 1, 2, 3 per endpoint; null sends none', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  assert.equal((await publish(server, { data: 'a' })).json.id, '1');
  assert.equal((await publish(server, { data: 'b' })).json.id, '2');
  assert.equal((await publish(server, { endpoint: '/events/own', data: 'c' })).json.id, '1');
  const none = await publish(server, { data: 'd', id: null });
  assert.equal(none.json.id, null);
  await stream.body.until(/data: d\n\n/);
  assert.equal(stream.body.text.match(/^id:/gm).length, 2);
});

for (const [name, data, expected] of [
  ['an object', { a: [1, 2.5, null], b: 'Łódź' }, '{"a":[1,2.5,null],"b":"Łódź"}'],
  ['an array', [1, 'two'], '[1,"two"]'],
  ['a number', 42, '42'],
  ['a boolean', true, 'true'],
]) {
  test(`data that is ${name} goes as compact JSON`, async (t) => {
    const server = await serve(t);
    const stream = await openStream(t, `${server.url}/events`);
    assert.equal((await publish(server, { data, id: null })).status, 202);
    const [, line] = await stream.body.until(/data: (.*)\n\n/);
    assert.deepEqual(JSON.parse(line), JSON.parse(expected));
    assert.equal(line.length, expected.length, 'it must be compact');
  });
}

test('empty data is a data line; no data is none', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  await publish(server, { data: '', id: 'empty' });
  await stream.body.until(/id: empty\n/);
  await publish(server, { event: 'nothing', id: 'bare' });
  await publish(server, { comment: 'just a remark' });
  await stream.body.until(/^: ?just a remark$/m);
  assert.equal(stream.body.text.match(/^data:/gm).length, 1);
});

test('a batch is published whole and in order', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  const answer = await publish(server, [{ data: 'b1' }, { data: 'b2' }, { data: 'b3', id: 'x' }]);
  assert.equal(answer.status, 202);
  assert.deepEqual(answer.json.map(({ id }) => id), ['1', '2', 'x']);
  assert.deepEqual(answer.json.map(({ sequence }, i) => sequence - answer.json[0].sequence - i), [0, 0, 0]);
  await stream.body.until(/data: b1\n\n[^]*data: b2\n\n[^]*data: b3\n\n/);
});

test('a batch with one bad event publishes nothing', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  const answer = await publish(server, [{ data: 'good' }, { data: 'bad', event: 'a\nb' }]);
  assert.equal(answer.status, 400);
  assert.equal(answer.json.error.field, 'event');
  const next = await publish(server, { data: 'after' });
  assert.equal(next.json.id, '1', 'a refused batch must not use up ids');
  await stream.body.until(/data: after\n\n/);
  assert.doesNotMatch(stream.body.text, /good|bad/);
});

test('a form has the same names', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events/form`);
  const answer = await request(`${server.url}/api/publish`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ endpoint: '/events/form', event: 'f', id: '9', data: 'a&b=Ł +%' }).toString(),
  });
  assert.equal(answer.status, 202, answer.text);
  await stream.body.until(/data: a&b=Ł \+%\n/);
  assert.match(stream.body.text, /event: f\n/);
});

test('any other content type: the body is the data, the query the rest', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events/raw`);
  const answer = await request(`${server.url}/api/publish?endpoint=/events/raw&event=text%20it&id=5`, {
    method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: 'line 1\r\nline 2',
  });
  assert.equal(answer.status, 202, answer.text);
  await stream.body.until(/data: line 1\ndata: line 2\n/);
  assert.match(stream.body.text, /event: text it\n/);
  assert.match(stream.body.text, /id: 5\n/);
});

for (const [name, body, field] of [
  ['no JSON', '{"data":', undefined],
  ['not an object', '"text"', undefined],
  ['nothing in it', '{}', undefined],
  ['a line feed in event', '{"event":"a\\nb","data":"x"}', 'event'],
  ['a carriage return in event', '{"event":"a\\rb","data":"x"}', 'event'],
  ['a line feed in id', '{"id":"a\\nb","data":"x"}', 'id'],
  ['a NUL in id', '{"id":"a\\u0000b","data":"x"}', 'id'],
  ['a retry that is text', '{"retry":"soon","data":"x"}', 'retry'],
  ['a retry that is negative', '{"retry":-1,"data":"x"}', 'retry'],
  ['a retry that is not whole', '{"retry":1.5,"data":"x"}', 'retry'],
  ['to is empty', '{"to":[],"data":"x"}', 'to'],
  ['to is not a list', '{"to":{"a":1},"data":"x"}', 'to'],
]) {
  test(`400 for ${name}`, async (t) => {
    const server = await serve(t);
    const answer = await publish(server, body);
    assert.equal(answer.status, 400, answer.text);
    assert.match(answer.headers['content-type'], /^application\/json/);
    assert.equal(typeof answer.json.error.code, 'string');
    assert.match(answer.json.error.message, /\w/);
    assert.equal(answer.json.error.field, field);
  });
}

test('to names connections; unknown ones are skipped; others neither get nor replay it', async (t) => {
  const server = await serve(t);
  const first = await openStream(t, `${server.url}/events`);
  const second = await openStream(t, `${server.url}/events`);
  const list = await poll(async () => {
    const all = await connections(server);
    return all.length === 2 ? all : null;
  }, 'both connections');
  const { id } = list.find(({ remote }) => remote.endsWith(`:${first.localPort}`));
  const answer = await publish(server, { to: [id, 999999], data: 'secret' });
  assert.equal(answer.status, 202, answer.text);
  assert.equal(answer.json.recipients, 1);
  await first.body.until(/data: secret\n/);
  const nobody = await publish(server, { to: [999999], data: 'lost' });
  assert.equal(nobody.json.recipients, 0);
  await publish(server, { data: 'public' });
  await second.body.until(/data: public\n/);
  assert.doesNotMatch(second.body.text, /secret|lost/);
  const polled = await request(`${server.url}/api/events?endpoint=/events`);
  assert.deepEqual(polled.json.map(({ data }) => data), ['public']);
});

test('/api/connections tells who is connected, DELETE disconnects one', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events/who`,
    { headers: { 'User-Agent': 'probe/1.0', 'Last-Event-ID': '41' } });
  const [entry] = await poll(async () => {
    const list = await connections(server);
    return list.length === 1 ? list : null;
  }, 'the connection');
  assert.equal(entry.endpoint, '/events/who');
  assert.equal(entry.userAgent, 'probe/1.0');
  assert.equal(entry.lastEventId, '41');
  assert.equal(entry.remote, `127.0.0.1:${stream.localPort}`);
  assert.equal(entry.state, 'open');
  assert.equal(typeof entry.id, 'number');
  assert.ok(Date.parse(entry.connectedAt) <= Date.now() + 1000, `connectedAt: ${entry.connectedAt}`);
  for (const counter of ['events', 'bytes', 'queuedBytes']) assert.equal(typeof entry[counter], 'number');

  await publish(server, { endpoint: '/events/who', data: 'x' });
  await stream.body.until(/data: x\n/);
  assert.equal((await connections(server))[0].events, 1);

  const gone = await request(`${server.url}/api/connections/${entry.id}`, { method: 'DELETE' });
  assert.ok([200, 202, 204].includes(gone.status), `DELETE answered ${gone.status}`);
  await stream.body.all();
  assert.deepEqual(await connections(server), []);
  const again = await request(`${server.url}/api/connections/${entry.id}`, { method: 'DELETE' });
  assert.equal(again.status, 404);
});

test('/api/status counts', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  await publish(server, { data: 'x' });
  await stream.body.until(/data: x\n/);
  const { json } = await request(`${server.url}/api/status`);
  assert.match(json.version, /^\d+\.\d+\.\d+/);
  assert.ok(json.uptimeSeconds >= 0);
  assert.equal(json.connections, 1);
  assert.equal(json.published, 1);
  assert.equal(json.delivered, 1);
  assert.equal(typeof json.refused, 'number');
});

const dataOf = (text) => [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => data);

for (const [name, path, headers, expected] of [
  ['the header', '/events', { 'Last-Event-ID': '2' }, ['3', '4', 'end']],
  ['the query', '/events?lastEventId=1', {}, ['2', '3', '4', 'end']],
  ['the header before the query', '/events?lastEventId=1', { 'Last-Event-ID': '3' }, ['4', 'end']],
  ['none', '/events', {}, ['end']],
  ['the newest', '/events', { 'Last-Event-ID': '4' }, ['end']],
]) {
  test(`replay after Last-Event-ID, from ${name}`, async (t) => {
    const server = await serve(t);
    await publish(server, ['1', '2', '3', '4'].map((data) => ({ data })));
    const stream = await openStream(t, `${server.url}${path}`, { headers });
    await publish(server, { data: 'end' });
    await stream.body.until(/data: end\n/);
    assert.deepEqual(dataOf(stream.body.text), expected);
  });
}

for (const [option, value, held] of [
  ['--history', '2', ['3', '4']],
  ['--history', '0', []],
  ['--max-history-bytes', '0', []],
]) {
  test(`${option} ${value} bounds what a replay can give`, async (t) => {
    const server = await serve(t, option, value);
    await publish(server, ['1', '2', '3', '4'].map((data) => ({ data })));
    const replays = async (id) => {
      const stream = await openStream(t, `${server.url}/events`, { headers: { 'Last-Event-ID': id } });
      await publish(server, { data: `end ${id}`, id: null });
      await stream.body.until(new RegExp(`data: end ${id}\n`));
      return dataOf(stream.body.text).filter((data) => !data.startsWith('end'));
    };
    // The event it asks to go on after must still be known, so one less than what is held.
    assert.deepEqual(await replays('3'), held.slice(1));
    assert.deepEqual(await replays('1'), []);
  });
}

test('an id that is not held is told by a comment, and nothing is replayed', async (t) => {
  const server = await serve(t);
  await publish(server, [{ data: '1' }, { data: '2' }]);
  const stream = await openStream(t, `${server.url}/events`, { headers: { 'Last-Event-ID': 'never' } });
  await stream.body.until(/^:.+\n/m);
  await publish(server, { data: 'end' });
  await stream.body.until(/data: end\n/);
  assert.deepEqual(dataOf(stream.body.text), ['end']);
});

test('replay has neither gap nor duplicate while publishing goes on', async (t) => {
  const server = await serve(t);
  const total = 400;
  await publish(server, { data: 'start', id: 'start' });
  const publishing = (async () => {
    for (let n = 1; n <= total; n += 1) await publish(server, { data: `${n}`, id: `${n}` });
  })();
  const streams = [];
  for (let n = 0; n < 10; n += 1) {
    streams.push(await openStream(t, `${server.url}/events`, { headers: { 'Last-Event-ID': 'start' } }));
  }
  await publishing;
  const expected = Array.from({ length: total }, (_, n) => `${n + 1}`);
  for (const stream of streams) {
    await stream.body.until(new RegExp(`data: ${total}\n`));
    assert.deepEqual(dataOf(stream.body.text), expected);
  }
});

test('the polling fallback gives what came after an id, and waits for the first', async (t) => {
  const server = await serve(t);
  await publish(server, [{ data: 'a' }, { data: 'b', event: 'named' }]);
  const url = `${server.url}/api/events?endpoint=/events`;
  const { json } = await request(`${url}&after=1`);
  assert.deepEqual(json, [{ id: '2', event: 'named', data: 'b' }]);
  const waiting = request(`${url}&after=2&wait=15`);
  await request(`${server.url}/api/status`);
  await publish(server, { data: 'c' });
  assert.deepEqual((await waiting).json.map(({ data }) => data), ['c']);
  assert.deepEqual((await request(`${url}&after=3`)).json, []);
});
