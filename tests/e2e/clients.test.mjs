// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Other people's clients against our server: curl and the two usual npm packages.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

import { fetchEventSource } from '@microsoft/fetch-event-source';
import { EventSource } from 'eventsource';

import { serve } from './support/heliograph.mjs';
import { publish, request } from './support/http.mjs';
import { Text, deadline, event, poll } from './support/waiting.mjs';

const text = '{"city":"Łódź","sun":"🌞"}\nsecond line';

function curl(t, ...args) {
  const child = spawn('curl', ['--silent', '--show-error', '--no-buffer', ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  return new Text(child.stdout, 'curl');
}

/** curl on a stream, once the server has it: curl itself shows nothing before the first event. */
async function curlListens(t, server, endpoint) {
  const listening = curl(t, server.url + endpoint);
  await poll(async () => (await request(`${server.url}/api/connections`)).json.length === 1, 'curl');
  return listening;
}

test('curl listens and curl publishes', async (t) => {
  const server = await serve(t);
  const listening = await curlListens(t, server, '/events/orders');
  const answer = await curl(t, `${server.url}/api/publish`, '--json',
    JSON.stringify({ endpoint: '/events/orders', event: 'order.paid', data: text })).all();
  assert.equal(JSON.parse(answer).recipients, 1);
  await listening.until(
    /event: order\.paid\n(?:id: 1\n)?data: \{"city":"Łódź","sun":"🌞"\}\ndata: second line\n/);
});

test('curl publishes a form and plain text', async (t) => {
  const server = await serve(t);
  const listening = await curlListens(t, server, '/events');
  await curl(t, `${server.url}/api/publish`, '--data-urlencode', 'data=from a form & more').all();
  await listening.until(/data: from a form & more\n/);
  await curl(t, `${server.url}/api/publish?event=note`, '-H', 'Content-Type: text/plain', '--data-binary', 'plain').all();
  await listening.until(/event: note\n[^]*data: plain\n/);
});

test('npm eventsource receives, and resumes where it was after a disconnect', async (t) => {
  const server = await serve(t);
  const requests = [];
  const source = new EventSource(`${server.url}/events`, {
    fetch: (url, init) => {
      requests.push(init.headers['Last-Event-ID']);
      return fetch(url, init);
    },
  });
  t.after(() => source.close());
  await event(asEmitter(source), 'open');
  const named = event(asEmitter(source), 'order.paid');
  await publish(server, { event: 'order.paid', id: 'a1', retry: 50, data: text });
  const [received] = await named;
  assert.equal(received.data, text);
  assert.equal(received.lastEventId, 'a1');

  const lost = event(asEmitter(source), 'error');
  const connections = await (await fetch(`${server.url}/api/connections`)).json();
  await fetch(`${server.url}/api/connections/${connections[0].id}`, { method: 'DELETE' });
  await lost;
  const missed = event(asEmitter(source), 'message');
  await publish(server, { id: 'a2', data: 'while away' });
  assert.equal((await missed)[0].data, 'while away');
  assert.equal(requests.at(-1), 'a1');
});

test('@microsoft/fetch-event-source receives comments, ids and types', async (t) => {
  // Written for browsers: it looks at the page's visibility and at window's timers.
  globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };
  globalThis.window = globalThis;
  const server = await serve(t);
  const abort = new AbortController();
  t.after(() => abort.abort());
  const messages = [];
  let opened;
  let received;
  const open = new Promise((resolve) => { opened = resolve; });
  const enough = new Promise((resolve) => { received = resolve; });
  fetchEventSource(`${server.url}/events`, {
    signal: abort.signal,
    openWhenHidden: true,
    async onopen(response) {
      assert.equal(response.status, 200);
      opened();
    },
    onmessage(message) {
      if (message.data === '') return;
      messages.push(message);
      if (messages.length === 2) received();
    },
  });
  await deadline(open, 'the stream to open');
  await publish(server, [{ event: 'typed', data: text }, { data: 'untyped', id: null }]);
  await deadline(enough, 'two messages');
  assert.deepEqual(messages.map(({ event: type, id, data }) => ({ type, id, data })), [
    { type: 'typed', id: '1', data: text },
    { type: '', id: '', data: 'untyped' },
  ]);
});

/** An EventTarget with the part of an emitter that once() needs for any event name, even 'error'. */
function asEmitter(target) {
  return {
    once: (name, handler) => target.addEventListener(name, handler, { once: true }),
    on: (name, handler) => name !== 'error' && target.addEventListener(name, handler, { once: true }),
    removeListener: (name, handler) => target.removeEventListener(name, handler),
  };
}
