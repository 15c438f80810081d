// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The demo pages in a real Chromium. HELIOGRAPH_DEMO_URL names a server that runs already, for work
// on the pages alone; without it, the built program serves them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before } from 'node:test';

import { chromium } from 'playwright-core';

const runningAt = process.env.HELIOGRAPH_DEMO_URL;

/** A server with the demos, for the duration of test @p t: {url, port}. */
export async function serveDemos(t, ...options) {
  if (runningAt) return { url: runningAt, port: Number(new URL(runningAt).port) };
  const { serve } = await import('./heliograph.mjs');
  return serve(t, ...options);
}

let browser;
before(async () => {
  const executablePath =
    process.env.HELIOGRAPH_BROWSER ??
    execFileSync(
      'sh',
      ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'],
      { encoding: 'utf8' },
    ).trim();
  browser = await chromium.launch({
    executablePath,
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--disable-quic',
    ],
  });
});
after(() => browser?.close());

/** The demo @p name in a browser context of its own; what it complains about is in `complaints`. */
export async function openDemo(t, server, name, { query = '', init, viewport } = {}) {
  const context = await browser.newContext({ viewport: viewport ?? { width: 1440, height: 900 } });
  context.setDefaultTimeout(20_000);
  t.after(() => context.close());
  const page = await context.newPage();
  page.complaints = [];
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(message.text());
  });
  if (init) await page.addInitScript(init);
  await page.goto(`${server.url}/demo/${name === '' ? '' : `${name}/`}${query}`);
  return page;
}

/** The pill of the page, or the one inside @p within. */
export const openPill = (page, within = 'body') => page.locator(`${within} .pill.open`).first();

/** Waits until the number that @p selector shows is at least @p least; resolves with it. */
export async function numberAtLeast(page, selector, least) {
  const handle = await page.waitForFunction(
    ([where, wanted]) => {
      const text = document.querySelector(where)?.textContent ?? '';
      const number = Number(text.replaceAll(/[^\d.]/g, ''));
      return text !== '' && number >= wanted ? { number } : false;
    },
    [selector, least],
  );
  return (await handle.jsonValue()).number;
}

/** Fails when anything reaches beyond the width of the page. */
export async function assertFits(page) {
  const [wide, room] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(wide <= room, `${page.url()} is ${wide} px wide, but has ${room}`);
}
