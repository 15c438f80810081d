// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// HTTP itself: stream headers, methods, statuses, who gets in, the pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { serve } from './support/heliograph.mjs';
import { exchange, openStream, publish, request } from './support/http.mjs';

test('an event stream has the promised headers, at once', async (t) => {
  const server = await serve(t);
  const stream = await openStream(t, `${server.url}/events`);
  assert.equal(stream.status, 200);
  assert.match(stream.headers['content-type'], /^text\/event-stream(;|$)/);
  assert.equal(stream.headers['cache-control'], 'no-cache, no-transform');
  assert.equal(stream.headers['x-accel-buffering'], 'no');
  assert.equal(stream.headers['transfer-encoding'], 'chunked');
  assert.equal(stream.headers['x-content-type-options'], 'nosniff');
  assert.equal(stream.headers['content-length'], undefined);
});

test('silence is filled with comments', async (t) => {
  const server = await serve(t, '--heartbeat', '1');
  const stream = await openStream(t, `${server.url}/events`);
  await stream.body.until(/^:.*\n[^]*^:.*\n/m);
  assert.doesNotMatch(stream.body.text, /^data/m);
});

test('the start page and its files come with a strict policy', async (t) => {
  const server = await serve(t);
  const page = await request(`${server.url}/`);
  assert.equal(page.status, 200);
  assert.match(page.headers['content-type'], /^text\/html/);
  assert.match(page.headers['content-security-policy'], /default-src 'none'/);
  assert.match(page.headers['content-security-policy'], /script-src 'self'/);
  assert.doesNotMatch(page.headers['content-security-policy'], /unsafe/);
  assert.equal(page.headers['x-content-type-options'], 'nosniff');
  const files = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
  assert.ok(files.length >= 3);
  const types = { js: /javascript/, css: /^text\/css/, svg: /^image\/svg\+xml/ };
  for (const path of new Set(files)) {
    const file = await request(server.url + path);
    assert.equal(file.status, 200, path);
    assert.match(file.headers['content-type'], types[path.split('.').at(-1)], path);
    assert.equal(file.headers['x-content-type-options'], 'nosniff', path);
  }
});

for (const [method, path, allowed] of [
  ['POST', '/', ['GET', 'HEAD']],
  ['POST', '/events', ['GET', 'HEAD']],
  ['PUT', '/events/orders', ['GET', 'HEAD']],
  ['GET', '/api/publish', ['POST']],
  ['DELETE', '/api/status', ['GET', 'HEAD']],
  ['POST', '/api/connections', ['GET', 'HEAD']],
  ['GET', '/api/connections/1', ['DELETE']],
]) {
  test(`405 with Allow for ${method} ${path}`, async (t) => {
    const server = await serve(t);
    const answer = await request(server.url + path, { method });
    assert.equal(answer.status, 405);
    const named = answer.headers.allow.split(',').map((name) => name.trim());
    for (const name of allowed) assert.ok(named.includes(name), `${name} is not in ${named}`);
    assert.ok(!named.includes(method));
    assert.equal(typeof answer.json.error.message, 'string');
  });
}

for (const path of ['/nowhere', '/api', '/api/nothing', '/assets/../index.html', '/assets/%2e%2e/index.html',
  '/assets/nothing.js', '/eventsx']) {
  test(`404 for ${path}`, async (t) => {
    const server = await serve(t);
    // As raw bytes, because a URL class would tidy the path.
    const text = await exchange(t, server,
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    assert.match(text, /^HTTP\/1\.1 404 /);
    assert.match(text, /"message":"[^"]+"/);
  });
}

test('an encoded slash leads out of no folder', async (t) => {
  const server = await serve(t);
  const text = await exchange(t, server,
    'GET /assets/..%2f..%2fetc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
  assert.match(text, /^HTTP\/1\.1 (400|404) /);
});

for (const path of ['/', '/events', '/api/status']) {
  test(`HEAD ${path} answers like GET, without a body`, async (t) => {
    const server = await serve(t);
    const answer = await request(server.url + path, { method: 'HEAD' });
    assert.equal(answer.status, 200);
    assert.equal(answer.text, '');
    if (path === '/events') assert.match(answer.headers['content-type'], /^text\/event-stream/);
  });
}

test('a loopback origin is reflected, on streams and on the API', async (t) => {
  const server = await serve(t);
  const headers = { Origin: 'http://localhost:3000' };
  const stream = await openStream(t, `${server.url}/events`, { headers });
  assert.equal(stream.headers['access-control-allow-origin'], 'http://localhost:3000');
  assert.equal(stream.headers['access-control-allow-credentials'], 'true');
  assert.match(stream.headers.vary, /Origin/i);
  const answer = await publish(server, { data: 'x' }, headers);
  assert.equal(answer.status, 202);
  assert.equal(answer.headers['access-control-allow-origin'], 'http://localhost:3000');
});

test('a foreign origin gets a stream without CORS headers, and 403 on the API', async (t) => {
  const server = await serve(t);
  const headers = { Origin: 'https://evil.example' };
  const stream = await openStream(t, `${server.url}/events`, { headers });
  assert.equal(stream.headers['access-control-allow-origin'], undefined);
  const answer = await publish(server, { data: 'x' }, headers);
  assert.equal(answer.status, 403);
  assert.equal((await request(`${server.url}/api/status`, { headers })).status, 403);
});

test('--cors lets an origin in', async (t) => {
  const server = await serve(t, '--cors', 'https://app.example');
  const headers = { Origin: 'https://app.example' };
  assert.equal((await publish(server, { data: 'x' }, headers)).status, 202);
  const stream = await openStream(t, `${server.url}/events`, { headers });
  assert.equal(stream.headers['access-control-allow-origin'], 'https://app.example');
});

test('a preflight is answered for allowed origins', async (t) => {
  const server = await serve(t);
  const answer = await request(`${server.url}/api/publish`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://localhost:5173',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'content-type',
    },
  });
  assert.ok([200, 204].includes(answer.status));
  assert.equal(answer.headers['access-control-allow-origin'], 'http://localhost:5173');
  assert.match(answer.headers['access-control-allow-methods'], /POST/);
  assert.match(answer.headers['access-control-allow-headers'], /content-type/i);
});

test('OPTIONS on a stream allows what EventSource polyfills send', async (t) => {
  const server = await serve(t);
  const answer = await request(`${server.url}/events`, {
    method: 'OPTIONS',
    headers: {
      Origin: 'http://127.0.0.1:4000',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'cache-control,last-event-id,authorization',
    },
  });
  assert.ok([200, 204].includes(answer.status));
  for (const name of ['cache-control', 'last-event-id', 'authorization']) {
    assert.match(answer.headers['access-control-allow-headers'].toLowerCase(), new RegExp(name));
  }
});

for (const host of ['evil.example', 'evil.example:8080', '169.254.1.1', '127.0.0.1.evil.example']) {
  test(`403 for Host: ${host}`, async (t) => {
    const server = await serve(t);
    for (const path of ['/', '/events', '/api/status']) {
      assert.equal((await request(server.url + path, { headers: { Host: host } })).status, 403, path);
    }
  });
}

for (const host of ['localhost', '127.0.0.1', '[::1]', 'app.localhost']) {
  test(`Host: ${host} is a name of ours`, async (t) => {
    const server = await serve(t);
    const answer = await request(`${server.url}/api/status`, { headers: { Host: `${host}:${server.port}` } });
    assert.equal(answer.status, 200);
  });
}

test('--allow-host lets a name in', async (t) => {
  const server = await serve(t, '--allow-host', 'sse.test');
  assert.equal((await request(`${server.url}/api/status`, { headers: { Host: 'sse.test' } })).status, 200);
});

test('--private-streams asks streams for the token too', async (t) => {
  const server = await serve(t, '--token', 'sesame', '--private-streams');
  assert.equal((await request(`${server.url}/events`)).status, 401);
  const byQuery = await openStream(t, `${server.url}/events?access_token=sesame`);
  assert.equal(byQuery.status, 200);
  const byHeader = await openStream(t, `${server.url}/events`, { headers: { Authorization: 'Bearer sesame' } });
  assert.equal(byHeader.status, 200);
});
