// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ./dev bench --repeat SECONDS: one event a millisecond, from the compose panel's repetition and
// from an interval in Node, one after the other.
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { accepting, freePort, start, stop } from './process.mjs';

const intervalServer = fileURLToPath(new URL('./servers/interval-server.mjs', import.meta.url));

async function figures(program, args, log) {
  const child = start(program, args, { log, stdio: ['ignore', 'pipe'], env: { QT_QPA_PLATFORM: 'offscreen' } });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
  await once(child.stdout, 'end');
  if (await child.ended !== 0) throw new Error(`${program} failed: ${fs.readFileSync(log, 'utf8').slice(-2000)}`);
  return JSON.parse(text);
}

async function ofNode(program, seconds, log) {
  const port = await freePort();
  const server = start(process.execPath, [intervalServer, String(port)], { log });
  try {
    await accepting(server, port);
    return await figures(program, [seconds, `http://127.0.0.1:${port}/`], log);
  } finally {
    await stop(server);
  }
}

const row = (name, { perSecond, outOfOrder, gapMs }) =>
  `| ${name} | ${perSecond} | ${outOfOrder} | ${gapMs.p1} | ${gapMs.p50} | ${gapMs.p99} | ${gapMs.max} |`;

/** Measures both for @p options.repeatSeconds; gives the lines to print and the results. */
export async function repeat(options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heliograph-repeat-'));
  const log = path.join(folder, 'log');
  const seconds = String(options.repeatSeconds);
  try {
    const heliograph = await figures(options.repeatRate, [seconds], log);
    const node = await ofNode(options.repeatRate, seconds, log);
    const problems = heliograph.outOfOrder === 0 ? [] : [`${heliograph.outOfOrder} events were out of order`];
    return {
      lines: [
        `One event every millisecond for ${seconds} s, as a subscriber saw them; gaps in ms`,
        '',
        '| sender | events/s | out of order | gap p1 | p50 | p99 | longest |',
        '|---|--:|--:|--:|--:|--:|--:|',
        row('heliograph, repeat', heliograph),
        row('Node, setInterval', node),
        ...problems.map((problem) => `PROBLEM: ${problem}`),
      ],
      results: { heliograph, node, problems },
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
