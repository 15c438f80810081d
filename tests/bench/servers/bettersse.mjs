// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// better-sse on Node's own HTTP server.
import { fileURLToPath } from 'node:url';

import { accepting, freePort, start, stop } from '../process.mjs';

const program = fileURLToPath(new URL('./bettersse-server.mjs', import.meta.url));

export async function startBetterSse({ log }) {
  const port = await freePort();
  const child = start(process.execPath, [program, String(port)], { log, env: { NODE_ENV: 'production' } });
  await accepting(child, port);
  return { subscribe: '/events', publish: '/publish', port, pid: child.pid, stop: () => stop(child) };
}
