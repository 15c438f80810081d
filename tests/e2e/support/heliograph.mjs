// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The built program as a process. Everything waits for a condition, never for a length of time.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';

import { Lines, deadline } from './waiting.mjs';

const program = process.env.HELIOGRAPH_BIN;
assert.ok(program, 'HELIOGRAPH_BIN must name the built program');

const alive = new Set();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/** A running heliograph: lines of both outputs, and `exit`, a promise of its exit code. */
export class Program {
  constructor(args, { input, env = {}, executable = program } = {}) {
    this.child = spawn(executable, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // No display at all: the commands must not need one.
      env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', QT_QPA_PLATFORM: '', ...env },
    });
    alive.add(this.child);
    this.out = new Lines(this.child.stdout, `standard output of ${args[0]}`);
    this.err = new Lines(this.child.stderr, `standard error of ${args[0]}`);
    this.exit = new Promise((resolve, reject) => {
      this.child.on('error', reject);
      this.child.on('close', (code, signal) => {
        alive.delete(this.child);
        resolve(signal ?? code);
      });
    });
    if (input !== undefined) this.child.stdin.end(input);
  }

  signal(name) { this.child.kill(name); }

  /** The exit code, or the name of the signal that ended it. */
  ended() { return deadline(this.exit, () => `the program to end; it said: ${this.err.text}`); }

  async stop() {
    this.child.kill('SIGKILL');
    await this.exit;
  }
}

/** Starts the program for the duration of test @p t. */
export function start(t, args, options) {
  const started = new Program(args, options);
  t.after(() => started.stop());
  return started;
}

/** Runs the program to its end: {code, stdout, stderr}. */
export async function run(t, args, options) {
  const started = start(t, args, options);
  const code = await started.ended();
  return { code, stdout: started.out.text, stderr: started.err.text };
}

/** Starts `serve` on a free port; `url` is what it says it listens on. */
export async function serve(t, ...options) {
  const server = start(t, ['serve', '--port', '0', ...options]);
  const line = await server.out.next();
  const [, url] = /^Listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line) ?? [];
  assert.ok(url, `the first line must name the address, but was: ${line}`);
  server.url = url;
  server.port = Number(new URL(url).port);
  return server;
}

/** Starts `subscribe --jsonl`; `next()` gives the next line as an object. */
export function subscribe(t, url, ...options) {
  const subscriber = start(t, ['subscribe', url, '--jsonl', ...options]);
  subscriber.next = async () => JSON.parse(await subscriber.out.next());
  return subscriber;
}
