// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Recordings as files, and streams whose times are known.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

import { start } from './heliograph.mjs';
import { listen } from './http.mjs';

export const recordingHead = ': heliograph recording 1\n\n';

/** A folder for the duration of test @p t: a function from a name to its path. */
export async function folder(t) {
  const at = await mkdtemp(path.join(tmpdir(), 'heliograph-'));
  t.after(() => rm(at, { recursive: true, force: true }));
  return (name) => path.join(at, name);
}

/** A recording of @p text in a file of its own; its path. */
export async function recordingOf(t, text) {
  const file = (await folder(t))('events.sse');
  await writeFile(file, text);
  return file;
}

/** The head, blocks and notes of a recording: {head, blocks: [{at, bytes}], notes: [{at, text}]}. */
export function readRecording(text) {
  const [head, ...parts] = text.split(/^(?=: at \d+\.\d{6}\n)/m);
  const blocks = [];
  const notes = [];
  for (const part of parts) {
    const [, at, bytes] = /^: at (\d+\.\d{6})\n(.*)$/s.exec(part);
    const note = /^: heliograph note (.*)\n\n$/.exec(bytes);
    if (note) notes.push({ at: Number(at), text: note[1] });
    else blocks.push({ at: Number(at), bytes });
  }
  return { head, blocks, notes };
}

/**
 * A plain node server that sends each of @p parts, [gap in ms, bytes], after its gap, and then
 * nothing more: {url, sent: the times in ms}.
 */
export async function sendsWithGaps(t, parts) {
  const sent = [];
  const url = await listen(t, async (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.flushHeaders();
    for (const [gap, bytes] of parts) {
      await new Promise((resolve) => { setTimeout(resolve, gap); });
      sent.push(performance.now());
      response.write(bytes);
    }
  });
  return { url: `${url}/`, sent };
}

/** Starts `replay` on a free port; `url` is what it says it listens on. */
export async function replay(t, ...args) {
  const server = start(t, ['replay', '--port', '0', ...args]);
  const line = await server.out.next();
  [, server.url] = /^Listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line);
  server.port = Number(new URL(server.url).port);
  return server;
}

/** By how much the gaps of two lists of times differ at most, counted from their first ones. */
export function greatestDifference(times, others, scale = 1) {
  return Math.max(...times.map((time, i) => (
    Math.abs((time - times[0]) - (others[i] - others[0]) * scale))));
}

/**
 * Runs @p measure up to three times, for a busy machine delays now and then, until the difference in
 * ms that it resolves with is within @p bound; resolves with the least.
 */
export async function leastDifference(measure, bound = 20) {
  let least = Infinity;
  for (let run = 0; run < 3 && least > bound; ++run) least = Math.min(least, await measure());
  return least;
}
