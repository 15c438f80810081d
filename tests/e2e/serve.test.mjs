// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line: what is promised about output, exit codes and signals.
import assert from 'node:assert/strict';
import net from 'node:net';
import { test } from 'node:test';

import { run, serve, start } from './support/heliograph.mjs';
import { openStream, publish, request } from './support/http.mjs';
import { event } from './support/waiting.mjs';

test('the version and the help need no display and end with 0', async (t) => {
  const version = await run(t, ['--version']);
  assert.equal(version.code, 0);
  assert.match(version.stdout, /\d+\.\d+\.\d+/);

  const help = await run(t, ['--help']);
  assert.equal(help.code, 0);
  for (const command of ['serve', 'publish', 'subscribe', 'record', 'replay']) assert.match(help.stdout, new RegExp(command));
});

for (const [command, options] of [
  ['serve', ['--host', '--port', '--endpoint', '--history', '--history-age', '--max-history-bytes', '--max-queue',
    '--slow-readers', '--pause-limit',
    '--max-connections', '--heartbeat', '--cors', '--allow-host', '--token', '--private-streams']],
  ['publish', ['--server', '--endpoint', '--event', '--id', '--no-id', '--retry']],
  ['record', ['URL', 'FILE', '--force', '--header', '--last-event-id', '--method', '--body', '--max-events',
    '--timeout', '--idle-timeout', '--no-reconnect']],
  ['replay', ['FILE', '--speed', '--loop', '--endpoint', '--from', '--interval', '--wait', '--stay', '--host', '--port',
    '--cors', '--token']],
  ['subscribe', ['--jsonl', '--header', '--last-event-id', '--method', '--body', '--max-events',
    '--timeout', '--idle-timeout', '--no-reconnect']],
]) {
  test(`${command} --help names each option`, async (t) => {
    const { code, stdout } = await run(t, [command, '--help']);
    assert.equal(code, 0);
    for (const option of options) assert.ok(stdout.includes(option), `${option} is not in the help`);
  });
}

for (const args of [
  ['serve', '--no-such-option'],
  ['serve', '--port', 'many'],
  ['serve', '--port', '65536'],
  ['serve', '--history', '-1'],
  ['serve', '--history', ''],
  ['serve', '--history', '99999999999'],
  ['serve', '--history-age', '0'],
  ['serve', '--slow-readers', 'shout'],
  ['serve', '--pause-limit', '0'],
  ['serve', '--max-connections', '0'],
  ['publish', '--retry', 'soon', 'x'],
  ['publish', '--id', '1', '--no-id', 'x'],
  ['subscribe'],
  ['subscribe', 'http://127.0.0.1:1/', '--max-events', '-1'],
  ['subscribe', 'not a url'],
  ['subscribe', 'http://127.0.0.1:1/', '--header', 'no colon'],
  ['subscribe', 'http://127.0.0.1:1/', '--idle-timeout', 'long'],
]) {
  test(`wrong usage ends with 2 and says why: ${args.join(' ')}`, async (t) => {
    const { code, stdout, stderr } = await run(t, args);
    assert.equal(code, 2, stderr);
    assert.notEqual(stderr.trim(), '');
    assert.equal(stdout, '');
  });
}

test('a taken port ends serve with 1 and advice', async (t) => {
  const first = await serve(t);
  const second = await run(t, ['serve', '--port', String(first.port)]);
  assert.equal(second.code, 1);
  assert.match(second.stderr, new RegExp(`${first.port}`));
  assert.match(second.stderr, /in use/i);
  assert.equal(second.stdout, '');
});

test('serve tells on standard error who comes and goes', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`, { headers: { 'User-Agent': 'probe/1' } });
  const came = await server.err.next();
  assert.match(came, /\/events/);
  stream.close();
  const went = await server.err.next();
  assert.match(went, /\/events|clos|gone|left|disconnect/i);
});

for (const signal of ['SIGTERM', 'SIGINT']) {
  test(`${signal} ends serve with 0, and its streams cleanly`, async (t) => {
    const server = await serve(t);
    const stream = await openStream(t, `${server.url}/events`);
    server.signal(signal);
    await stream.body.all();
    assert.equal(stream.isComplete(), true, 'the stream must end with its last chunk');
    assert.equal(await server.ended(), 0);
  });
}

test('publish sends its argument and prints the receipt', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events/orders`);
  const { code, stdout, stderr } = await run(t, ['publish', '--server', server.url,
    '--endpoint', '/events/orders', '--event', 'order.paid', '--id', 'a-1', '--retry', '2500', '{"n":1}']);
  assert.equal(code, 0, stderr);
  const { sequence, ...receipt } = JSON.parse(stdout);
  assert.equal(typeof sequence, 'number');
  assert.deepEqual(receipt, { id: 'a-1', endpoint: '/events/orders', recipients: 1 });
  const [block] = await stream.body.until(/(?:^|\n\n)((?:event|id|retry|data)[^]*?\n\n)/);
  for (const line of ['event: order.paid', 'id: a-1', 'retry: 2500', 'data: {"n":1}']) {
    assert.ok(block.includes(`${line}\n`), `${line} is not in ${JSON.stringify(block)}`);
  }
});

test('publish - sends standard input, byte for byte', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  const { code, stderr } = await run(t, ['publish', '--server', server.url, '--no-id', '-'],
    { input: 'first\nsecond Łódź 🌞' });
  assert.equal(code, 0, stderr);
  await stream.body.until(/data: first\ndata: second Łódź 🌞\n\n/);
  assert.doesNotMatch(stream.body.text, /^id:/m);
});

test('publish without a server, or with a refused event, ends with 1 and a sentence', async (t) => {
  const listener = net.createServer();
  listener.listen(0, '127.0.0.1');
  await event(listener, 'listening');
  const { port } = listener.address();
  listener.close();
  await event(listener, 'close');
  const nobody = await run(t, ['publish', '--server', `http://127.0.0.1:${port}`, 'x']);
  assert.equal(nobody.code, 1);
  assert.notEqual(nobody.stderr.trim(), '');

  const server = await serve(t);
  const refused = await run(t, ['publish', '--server', server.url, '--endpoint', '/nowhere', 'x']);
  assert.equal(refused.code, 1);
  assert.notEqual(refused.stderr.trim(), '');
});

test('publish with a line break in the event name is refused', async (t) => {
  const server = await serve(t);
  const { code, stderr } = await run(t, ['publish', '--server', server.url, '--event', 'a\nb', 'x']);
  assert.notEqual(code, 0);
  assert.notEqual(stderr.trim(), '');
});

test('a token guards the API; publish takes it too', async (t) => {
  const server = await serve(t, '--token', 'sesame');
  assert.equal((await publish(server, { data: 'x' })).status, 401);
  assert.equal((await publish(server, { data: 'x' }, { Authorization: 'Bearer wrong' })).status, 401);
  assert.equal((await publish(server, { data: 'x' }, { Authorization: 'Bearer sesame' })).status, 202);
  assert.equal((await request(`${server.url}/api/status?access_token=sesame`)).status, 200);
  const stream = await openStream(t, `${server.url}/events`);
  assert.equal(stream.status, 200, 'streams stay open without --private-streams');
});

test('SIGINT ends subscribe with 0, leaving no half line', async (t) => {
  const server = await serve(t);
  const subscriber = start(t, ['subscribe', `${server.url}/events`, '--jsonl']);
  assert.deepEqual(JSON.parse(await subscriber.out.next()).type, 'open');
  subscriber.signal('SIGINT');
  assert.equal(await subscriber.ended(), 0);
  assert.match(subscriber.out.text, /\n$/);
});
