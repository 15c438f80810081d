// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Processes of the bench: started, waited for, and ended by their own id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const alive = new Set();
// Politely: who is killed leaves children of its own behind (nginx its worker).
process.on('exit', () => {
  for (const child of alive) child.kill('SIGTERM');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Starts @p command; what it says on standard error goes to @p log. */
export function start(command, args, { log, env = {}, stdio = [] }) {
  const errors = fs.openSync(log, 'a');
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', stdio[1] ?? 'ignore', errors, ...stdio.slice(3)],
  });
  fs.closeSync(errors);
  alive.add(child);
  child.ended = once(child, 'exit').then(([code]) => code, () => -1).finally(() => alive.delete(child));
  return child;
}

/** Ends @p child, by force when it does not go by itself. */
export async function stop(child) {
  child.kill('SIGTERM');
  const patience = new AbortController();
  await Promise.race([child.ended, sleep(5000, undefined, { signal: patience.signal }).catch(() => {})]);
  patience.abort();
  if (alive.has(child)) child.kill('SIGKILL');
  await child.ended;
}

/** A port nobody listens on. */
export async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until @p child accepts connections on @p port. */
export async function accepting(child, port) {
  const end = Date.now() + 20_000;
  while (Date.now() < end && alive.has(child)) {
    const socket = net.connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(() => true, () => false);
    socket.destroy();
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error(`${child.spawnfile} does not listen on port ${port}`);
}

/** Runs @p command to its end: {code, stdout}. Standard error goes through. */
export async function run(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  alive.add(child);
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
  const [code] = await once(child, 'close');
  alive.delete(child);
  return { code, stdout };
}
