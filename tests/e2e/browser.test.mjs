// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real Chromium: its EventSource, and the start page as a person uses it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { chromium } from 'playwright-core';

import { serve, start } from './support/heliograph.mjs';
import { listen, publish } from './support/http.mjs';

let browser;
before(async () => {
  const executablePath = process.env.HELIOGRAPH_BROWSER ?? execFileSync('sh', ['-c',
    'command -v chromium || command -v chromium-browser || command -v google-chrome'],
  { encoding: 'utf8' }).trim();
  browser = await chromium.launch({
    executablePath,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'],
  });
});
after(() => browser?.close());

/** A page for the duration of test @p t; whatever it complains about fails the test. */
async function open(t, url, { complaints = [] } = {}) {
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  t.after(() => context.close());
  const page = await context.newPage();
  page.complaints = complaints;
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(message.text());
  });
  await page.goto(url);
  return page;
}

async function connect(page) {
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.locator('#state.open').waitFor();
}

const row = (page, text) => page.locator('#log li.event', { hasText: text });

test('EventSource in a page receives types, ids, lines and characters', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  await page.evaluate(() => new Promise((resolve) => {
    window.received = [];
    window.source = new EventSource('/events/orders');
    for (const type of ['message', 'order.paid']) {
      window.source.addEventListener(type, ({ data, lastEventId }) => {
        window.received.push({ type, data, lastEventId });
      });
    }
    window.source.onopen = resolve;
  }));
  await publish(server, [
    { endpoint: '/events/orders', event: 'order.paid', data: 'Łódź\n🌞' },
    { endpoint: '/events/orders', data: ' spaced ', id: 'own' },
  ]);
  await page.waitForFunction(() => window.received.length === 2);
  assert.deepEqual(await page.evaluate(() => window.received), [
    { type: 'order.paid', data: 'Łódź\n🌞', lastEventId: '1' },
    { type: 'message', data: ' spaced ', lastEventId: 'own' },
  ]);
});

test('a page of another local origin receives too, with credentials', async (t) => {
  const server = await serve(t);
  const other = await listen(t, (request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><link rel="icon" href="data:,"><title>other</title>');
  });
  const page = await open(t, other.replace('127.0.0.1', 'localhost'));
  await page.evaluate((url) => new Promise((resolve, reject) => {
    window.source = new EventSource(url, { withCredentials: true });
    window.source.onopen = resolve;
    window.source.onerror = () => reject(new Error('refused'));
    window.source.onmessage = ({ data }) => { window.received = data; };
  }), `${server.url}/events`);
  await publish(server, { data: 'across' });
  await page.waitForFunction(() => window.received === 'across');
});

test('the start page shows what is published, and breaks none of its own policy', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  await connect(page);
  assert.equal(await page.locator('#state').getAttribute('data-ready-state'), '1');
  await publish(server, { event: 'order.paid', data: { order: 1842, city: 'Łódź' } });
  await row(page, 'order.paid').waitFor();
  await row(page, 'order.paid').locator('summary').click();
  assert.match(await row(page, 'order.paid').locator('pre').textContent(), /"order": 1842,\n/);
  await page.locator('#status-connections', { hasText: '1' }).waitFor();

  await page.getByRole('button', { name: 'Disconnect' }).click();
  assert.equal(await page.locator('#state').getAttribute('data-ready-state'), '2');
  assert.deepEqual(page.complaints, []);
});

test('what one page publishes, another one sees', async (t) => {
  const server = await serve(t);
  const [writer, reader] = [await open(t, server.url), await open(t, server.url)];
  await connect(reader);
  await connect(writer);
  await writer.getByLabel('Event', { exact: true }).fill('greeting');
  await writer.getByLabel('Data').fill('hello from\nthe other page');
  await writer.getByLabel('Data').press('Control+Enter');
  await row(reader, 'greeting').waitFor();
  await row(writer, 'greeting').waitFor();
  assert.match(await writer.locator('#publish-answer').textContent(), /id 1 .*2 clients/);
  await row(reader, 'greeting').locator('summary').click();
  assert.equal(await row(reader, 'greeting').locator('pre').textContent(), 'hello from\nthe other page');
  assert.deepEqual([...writer.complaints, ...reader.complaints], []);
});

test('the page says why an event was refused, and where', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  await page.getByLabel('Retry, ms').fill('soon');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.locator('#publish-answer.bad').waitFor();
  assert.equal(await page.getByLabel('Retry, ms').getAttribute('aria-invalid'), 'true');
});

test('the page filters, pauses, clears, and shows comments when asked', async (t) => {
  const server = await serve(t, '--heartbeat', '1');
  const page = await open(t, server.url);
  await connect(page);
  await publish(server, [{ event: 'a', data: 'apple' }, { event: 'b', data: 'pear' }]);
  await row(page, 'pear').waitFor();
  await page.getByLabel('Filter events').fill('apple');
  await row(page, 'pear').waitFor({ state: 'hidden' });
  assert.ok(await row(page, 'apple').isVisible());
  await page.getByLabel('Filter events').fill('');
  await page.getByLabel('Comments').check();
  await page.locator('#log li.comment').first().waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await publish(server, { data: 'plum' });
  await page.locator('#count', { hasText: /paused, [1-9]/ }).waitFor();
  assert.equal(await row(page, 'plum').count(), 0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await row(page, 'plum').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await row(page, 'plum').waitFor({ state: 'detached' });
});

test('the list of rows is bounded', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  await connect(page);
  for (let batch = 0; batch < 12; batch += 1) {
    await publish(server, Array.from({ length: 100 }, (_, n) => ({ data: `row ${batch * 100 + n}` })));
  }
  await row(page, /row 1199$/).waitFor();
  assert.ok(await page.locator('#log li').count() <= 1000);
  assert.match(await page.locator('#count').textContent(), /1,200 events/);
});

test('the page waits for a server that went, and resumes where it was', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  await connect(page);
  await publish(server, { id: 'x1', retry: 100, data: 'before' });
  await row(page, 'before').waitFor();
  server.signal('SIGTERM');
  assert.equal(await server.ended(), 0);
  await page.locator('#state.connecting').waitFor();
  await page.locator('#problem', { hasText: /Reconnecting in/ }).waitFor();
  const again = start(t, ['serve', '--port', String(server.port)]);
  assert.equal(await again.out.next(), `Listening on ${server.url}`);
  await page.locator('#state.open').waitFor();
  await publish(server, { data: 'after' });
  await row(page, 'after').waitFor();
});

test('an endpoint that is none is said so, and not tried again', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  await page.getByLabel('Endpoint or channel').fill('/nowhere');
  await page.getByLabel('Endpoint or channel').press('Enter');
  await page.locator('#problem', { hasText: '404' }).waitFor();
  assert.equal(await page.locator('#state').getAttribute('data-ready-state'), '2');
});

test('the console decodes the format by the book, however it is split', async (t) => {
  const server = await serve(t);
  const page = await open(t, server.url);
  const decode = (chunks) => page.evaluate(async (parts) => {
    const { Parser } = await import('/assets/stream.js');
    const seen = [];
    const parser = new Parser({
      onEvent: ({ type, data, lastEventId }) => seen.push([type, data, lastEventId]),
      onComment: (text) => seen.push(['comment', text]),
      onRetry: (milliseconds) => seen.push(['retry', milliseconds]),
    });
    for (const part of parts) parser.feed(part);
    return seen;
  }, chunks);
  const stream = '\uFEFF: hi\r\nretry: 10\rretry: 1x\nid: 1\ndata:a\r\ndata:  b\r\n\r\n'
    + 'event: x\ndata\n\nid: n\0\ndata: c\r\rid\n\ndata: d\n\ndata: lost';
  const expected = [['comment', ' hi'], ['retry', 10], ['message', 'a\n b', '1'], ['x', '', '1'],
    ['message', 'c', '1'], ['message', 'd', '']];
  assert.deepEqual(await decode([stream]), expected);
  assert.deepEqual(await decode([...stream]), expected);
});
