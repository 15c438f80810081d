// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Three ways to receive the events of one channel. Each calls `take(event)` with {id, data}, and
// `counted({requests, bytes})` with what it cost.

import { Parser } from '/assets/stream.js';
import { address, headers } from '/demo/demo.js';

const requestBytes = 420; // estimate: what Chromium sends with a request of a page, without cookies
const longest = 25; // seconds that a long poll waits
const tryAgainAfter = 1000;

const encoder = new TextEncoder();
const sizeOf = (text) => encoder.encode(text).length;

/** The bytes of a response's head, from the headers that a page may read. */
function headBytes(response) {
  let bytes = sizeOf(`HTTP/1.1 ${response.status} ${response.statusText}\r\n\r\n`);
  for (const [name, value] of response.headers) bytes += sizeOf(`${name}: ${value}\r\n`);
  return bytes;
}

const pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });

/** Runs @p attempt again and again until @p signal; a failure waits a little. */
async function repeat(way, signal, attempt) {
  while (!signal.aborted) {
    try {
      await attempt();
    } catch (error) {
      if (signal.aborted) return;
      way.failed(error);
      await pause(tryAgainAfter, signal);
    }
  }
}

async function poll(way, channel, signal, wait) {
  const parameters = { endpoint: channel, after: way.lastId, wait };
  way.counted({ requests: 1, bytes: requestBytes });
  const response = await fetch(address('/api/events', parameters), {
    signal,
    cache: 'no-store',
    headers: headers(),
  });
  const text = await response.text();
  way.counted({ bytes: headBytes(response) + sizeOf(text) });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  way.worked();
  for (const { id, data } of JSON.parse(text)) way.take({ id, data });
}

export function polling(way, channel, signal, interval) {
  return repeat(way, signal, async () => {
    await poll(way, channel, signal, undefined);
    await pause(interval(), signal);
  });
}

export function longPolling(way, channel, signal) {
  return repeat(way, signal, () => poll(way, channel, signal, longest));
}

/** Read with fetch() instead of EventSource, because a page can count bytes that way. */
export function eventStream(way, channel, signal) {
  return repeat(way, signal, async () => {
    const resume = way.lastId ? { 'Last-Event-ID': way.lastId } : {};
    way.counted({ requests: 1, bytes: requestBytes });
    const response = await fetch(address(channel), {
      signal,
      cache: 'no-store',
      headers: { Accept: 'text/event-stream', ...headers(resume) },
    });
    way.counted({ bytes: headBytes(response) });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    way.worked();
    const parser = new Parser({ onEvent: ({ data, lastEventId }) => way.take({ id: lastEventId, data }) });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (let part; !(part = await reader.read()).done;) {
      way.counted({ bytes: part.value.length });
      parser.feed(decoder.decode(part.value, { stream: true }));
    }
    throw new Error('the stream ended');
  });
}
