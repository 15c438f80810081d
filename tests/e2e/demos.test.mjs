// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Each demo as a person opens it: its page starts the scenario, and the live thing shows.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertFits, numberAtLeast, openDemo, openPill, serveDemos } from './support/demos.mjs';
import { openStream, publish, request } from './support/http.mjs';
import { poll } from './support/waiting.mjs';

const pages = [
  '',
  'koa-stream',
  'clock',
  'chat',
  'now-showing',
  'pause-after-five',
  'dashboard',
  'planned-reconnect',
  'llm-tokens',
  'compare',
];

test('the index leads to every demo', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, '');
  const links = await page
    .locator('#demos a')
    .evaluateAll((all) => all.map((link) => new URL(link.href).pathname));
  assert.deepEqual(
    links.sort(),
    pages
      .filter(Boolean)
      .map((name) => `/demo/${name}/`)
      .sort(),
  );
  for (const link of links) assert.equal((await request(`${server.url}${link}`)).status, 200, link);
  assert.deepEqual(page.complaints, []);
});

test('every page fits a phone of 360 pixels', async (t) => {
  const server = await serveDemos(t);
  for (const name of pages) {
    const page = await openDemo(t, server, name, { viewport: { width: 360, height: 740 } });
    if (name !== '') await page.locator('#wire > summary').click();
    await assertFits(page);
    assert.deepEqual(page.complaints, [], name);
    await page.context().close();
  }
});

test('Koa stream: each message becomes a paragraph, and the handlers are counted', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'koa-stream');
  await openPill(page).waitFor();
  await page.locator('#messages p', { hasText: 'Hello, world!' }).nth(1).waitFor();
  await numberAtLeast(page, '#onmessage', 2);
  assert.equal(await page.locator('#onopen').textContent(), '1');
  const stream = await openStream(t, `${server.url}/sse`);
  assert.equal(stream.status, 200);
  assert.match(stream.headers['content-type'], /^text\/event-stream/);
  await stream.body.until(/data: \{"event":"update","data":"Hello, world!"\}\n\n/);

  await page.getByRole('button', { name: 'Close' }).click();
  await page.locator('.pill.closed[data-ready-state="2"]').waitFor();
  assert.deepEqual(page.complaints, []);
});

test('clock and counter: four formats, updated in place', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'clock');
  for (const [format, payload] of [
    ['Text', /^\d{4}-.*Z$/],
    ['JSON', /^\{"time":"/],
    ['XML', /^<\?xml version="1.0"\?>\n<time>/],
    ['HTML', /^<strong class="time">/],
  ]) {
    await page.getByRole('radio', { name: format }).check({ force: true });
    await poll(
      async () => payload.test(await page.locator('#clock-payload').textContent()),
      `a payload in ${format}`,
    );
    assert.match(await page.locator('#clock').textContent(), /^\d{1,2}:\d\d:\d\d/);
  }
  await numberAtLeast(page, '#counter', 2);
  const counter = await openStream(t, `${server.url}/counter`, { headers: { 'Last-Event-ID': '41' } });
  await counter.body.until(/^id: 42\ndata: 42\n\n/);
  assert.equal((await request(`${server.url}/clock?format=yaml`)).status, 400);
  assert.deepEqual(page.complaints, []);
});

test('chat: one page posts, the other receives, and so does a shell', async (t) => {
  const server = await serveDemos(t);
  const [writer, reader] = [await openDemo(t, server, 'chat'), await openDemo(t, server, 'chat')];
  await openPill(writer).waitFor();
  await openPill(reader).waitFor();
  await reader.locator('#people', { hasText: /^\d+ are here$/ }).waitFor();
  await writer.getByLabel('Name').fill('Ada');
  await writer.getByLabel('Message').last().fill('hello <b>there</b>');
  await writer.getByRole('button', { name: 'Send' }).click();
  const said = (page, text) => page.locator('#messages li', { hasText: text });
  await said(reader, 'hello <b>there</b>').waitFor();
  await said(writer, 'hello <b>there</b>').waitFor();

  const answer = await request(`${server.url}/chat/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: 'name=shell&text=from+curl',
  });
  assert.equal(answer.status, 201);
  await said(reader, 'from curl').waitFor();
  assert.equal((await request(`${server.url}/chat/messages`, { method: 'POST' })).status, 400);

  const late = await openDemo(t, server, 'chat');
  await said(late, 'from curl').waitFor();
  assert.deepEqual([...writer.complaints, ...reader.complaints, ...late.complaints], []);
});

test('now showing: the list is fetched and drawn, and only event streams are answered', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'now-showing');
  await page.locator('#films h3', { hasText: 'Metropolis' }).waitFor();
  assert.ok((await page.locator('#films li').count()) >= 3);
  await page.locator('#updated time').waitFor();
  const refused = await request(`${server.url}/now-showing`, { headers: { Accept: 'text/html' } });
  assert.equal(refused.status, 406);
  const away = `${server.url}/now-showing?source=http://192.0.2.1/films.json`;
  assert.equal((await request(away, { headers: { Accept: 'text/event-stream' } })).status, 400);
  const broken = await openStream(t, `${server.url}/now-showing?source=/demo/now-showing/none.json`);
  await broken.body.until(/event: problem\ndata: .*404/);
  assert.deepEqual(page.complaints, []);
});

test('pause after five: the page closes when the server asks for it', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'pause-after-five');
  await openPill(page).waitFor();
  const raw = await openStream(t, `${server.url}/pause`);
  await page.locator('#steps .paused').waitFor();
  await page.locator('.pill.closed[data-ready-state="2"]').waitFor();
  assert.equal(await page.locator('#steps .reached').count(), 5);
  assert.match(await page.locator('#last-id').textContent(), /^1\d{12}$/);
  await raw.body.until(/retry: 10000\nevent: pause\nid: \d{13}\ndata: 5\n\n: heartbeat/);
  await page.getByRole('button', { name: 'Open' }).click();
  await page.locator('#steps .reached').first().waitFor();
  assert.deepEqual(page.complaints, []);
});

test('planned reconnect: over two planned closes nothing is missed', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'planned-reconnect');
  await openPill(page).waitFor();
  await page.locator('#seconds').selectOption('3');
  await numberAtLeast(page, '#closes', 2);
  await numberAtLeast(page, '#replayed', 2);
  const before = await numberAtLeast(page, '#received', 1);
  await numberAtLeast(page, '#received', before + 3);
  assert.equal(await page.locator('#missed').textContent(), '0');
  assert.deepEqual(page.complaints, []);
});

test('LLM tokens: both dialects, and a pace that changes while it streams', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'llm-tokens');
  await openPill(page).waitFor();
  await numberAtLeast(page, '#tokens', 5);
  const set = async (name, value) => {
    await page.locator(`input[name=${name}]`).fill(String(value));
    await poll(
      async () => (await request(`${server.url}/llm/settings`)).json[name] === value,
      `${name} to be ${value}`,
    );
  };
  await set('ttft', 0);
  await set('tokensPerSecond', 100);
  await page.locator('#ending', { hasText: '[DONE]' }).waitFor();
  assert.match(
    await page.locator('#answer').textContent(),
    /^A heliograph sends with sunlight\..*request of its own\.$/s,
  );

  await page.getByRole('radio', { name: 'Anthropic' }).check({ force: true });
  await page.locator('#ending', { hasText: 'message_stop' }).waitFor();
  assert.match(await page.locator('#answer').textContent(), /^A heliograph .*request of its own\.$/s);

  const openai = await openStream(t, `${server.url}/v1/chat/completions`);
  const lines = (await openai.body.all()).split('\n\n').filter(Boolean);
  assert.equal(lines.at(-1), 'data: [DONE]');
  assert.equal(JSON.parse(lines.at(-2).slice(6)).choices[0].finish_reason, 'stop');
  const anthropic = await openStream(t, `${server.url}/v1/messages`, {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json' },
  });
  const types = [...(await anthropic.body.all()).matchAll(/^event: (.*)$/gm)].map(([, type]) => type);
  assert.deepEqual(
    [types[0], types[1], types.at(-3), types.at(-2), types.at(-1)],
    ['message_start', 'content_block_start', 'content_block_stop', 'message_delta', 'message_stop'],
  );
  assert.equal(
    (
      await request(`${server.url}/llm/settings`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{"jitter": 5}',
      })
    ).status,
    400,
  );
  assert.deepEqual(page.complaints, []);
});

// --- Dashboard ---

const alert = {
  endpoint: '/events/alerts',
  event: 'alert',
  data: { at: new Date().toISOString(), level: 'critical', title: 'Out of paper', text: 'In hall 2' },
};

test('dashboard: charts, toasts, badge, data sets and topics by EventSource', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'dashboard');
  await openPill(page).waitFor();
  assert.match(await page.locator('#pill').textContent(), /EventSource/);
  await numberAtLeast(page, '#metrics-received', 4);
  const drawn = await page.locator('#rows-chart').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  assert.ok(drawn > 20, `the chart has ${drawn} colours only`);
  await page.locator('#tile-rows .value', { hasText: /\d,\d{3}/ }).waitFor();
  await page.locator('#load-gauge .number', { hasText: /^\d+ %$/ }).waitFor();
  await page.locator('#sets li').first().waitFor();

  assert.equal((await publish(server, alert)).status, 202);
  await page.locator('.toast', { hasText: 'Out of paper' }).waitFor();
  await numberAtLeast(page, '#unread', 1);
  await page.getByRole('button', { name: /^Notifications/ }).click();
  await page.locator('#notices h3', { hasText: 'Out of paper' }).waitFor();
  assert.ok(await page.locator('#unread').isHidden());
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#centre').isHidden());

  await page.getByLabel('Metrics').uncheck();
  await page.locator('#row-metrics .pill.closed').waitFor();
  await page.getByLabel('Metrics').check();
  await page.locator('#row-metrics .pill.open').waitFor();
  assert.equal(await page.locator('#metrics-missed').textContent(), '0');
  assert.deepEqual(page.complaints, []);
});

test('dashboard: a connection that is cut comes back without a gap', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'dashboard');
  await numberAtLeast(page, '#metrics-received', 2);
  const { json } = await request(`${server.url}/api/connections`);
  const own = json.filter(({ endpoint }) => endpoint === '/events/metrics');
  assert.ok(own.length > 0);
  for (const { id } of own) await request(`${server.url}/api/connections/${id}`, { method: 'DELETE' });
  await page.locator('#row-metrics .pill.connecting').waitFor();
  await numberAtLeast(page, '#metrics-reconnects', 1);
  await page.locator('#row-metrics .pill.open').waitFor();
  const before = await numberAtLeast(page, '#metrics-received', 3);
  await numberAtLeast(page, '#metrics-received', before + 3);
  assert.equal(await page.locator('#metrics-missed').textContent(), '0');

  await page.getByRole('button', { name: 'Cut connections' }).click();
  await numberAtLeast(page, '#metrics-reconnects', 2);
  await numberAtLeast(page, '#alerts-reconnects', 1);
  assert.equal(await page.locator('#metrics-missed').textContent(), '0');
});

test('dashboard: polls when asked to, and where there is no EventSource', async (t) => {
  const server = await serveDemos(t);
  const asked = await openDemo(t, server, 'dashboard', { query: '?transport=polling' });
  const without = await openDemo(t, server, 'dashboard', {
    init: () => {
      delete window.EventSource;
    },
  });
  for (const page of [asked, without]) {
    await page.locator('#pill.open', { hasText: 'polling' }).waitFor();
    await numberAtLeast(page, '#metrics-received', 4);
    assert.equal(await page.locator('#metrics-missed').textContent(), '0');
    assert.deepEqual(page.complaints, []);
  }
  await publish(server, alert);
  await asked.locator('.toast', { hasText: 'Out of paper' }).waitFor();
  await asked.getByRole('radio', { name: 'EventSource' }).check({ force: true });
  await asked.locator('#pill.open', { hasText: 'EventSource' }).waitFor();
  const before = await numberAtLeast(asked, '#metrics-received', 4);
  await numberAtLeast(asked, '#metrics-received', before + 3);
  assert.equal(await asked.locator('#metrics-missed').textContent(), '0');
  assert.ok(await without.getByRole('radio', { name: 'EventSource' }).isDisabled());
});

test('compare: three ways with requests, bytes and delay', async (t) => {
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'compare');
  await page.locator('#every').selectOption('200');
  for (const way of ['polling', 'long', 'sse']) {
    await numberAtLeast(page, `#${way}-received`, 10);
    await numberAtLeast(page, `#${way}-bytes`, 1000);
    await numberAtLeast(page, `#${way}-delay`, 0.1);
  }
  assert.equal(await page.locator('#sse-requests').textContent(), '1');
  const requests = await numberAtLeast(page, '#long-requests', 10);
  assert.ok(requests > (await numberAtLeast(page, '#polling-requests', 2)));
  await page.getByRole('button', { name: 'Start over' }).click();
  await page.waitForFunction(() => Number(document.querySelector('#sse-received').textContent) < 10);
  assert.deepEqual(page.complaints, []);
});

test('a page whose server went says so, and goes on when it is back', async (t) => {
  if (process.env.HELIOGRAPH_DEMO_URL) return; // the server is somebody else's
  const { start } = await import('./support/heliograph.mjs');
  const server = await serveDemos(t);
  const page = await openDemo(t, server, 'koa-stream');
  await numberAtLeast(page, '#onmessage', 1);
  server.signal('SIGTERM');
  assert.equal(await server.ended(), 0);
  await page.locator('.pill:not(.open)').waitFor();
  await page.locator('.problem', { hasText: /reconnects|again/ }).waitFor();
  const again = start(t, ['serve', '--port', String(server.port)]);
  assert.equal(await again.out.next(), `Listening on ${server.url}`);
  await openPill(page).waitFor();
  await numberAtLeast(page, '#onopen', 2);
});
