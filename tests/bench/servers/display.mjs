// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A display for the window where there is none. What it costs is not the window's.
import { once } from 'node:events';

import { start, stop } from '../process.mjs';

/** {name, stop()} */
export async function startDisplay(log) {
  const child = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'],
    { log, stdio: [undefined, 'pipe'] });
  const ended = child.ended.then(() => { throw new Error(`Xvfb did not start; see ${log}`); });
  ended.catch(() => {});
  const [number] = await Promise.race([once(child.stdout, 'data'), ended]);
  return { name: `:${String(number).trim()}`, stop: () => stop(child) };
}
