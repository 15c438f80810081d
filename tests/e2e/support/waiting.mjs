// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
import { once } from 'node:events';

const patience = 20_000;

/** @p promise, or an error that says what was awaited. */
export async function deadline(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Waited ${patience / 1000} s for ${typeof what === 'function' ? what() : what}`));
    }, patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Text that grows, and waiting for what it will contain. */
export class Text {
  text = '';
  ended = false;
  #waiters = new Set();

  constructor(readable, name) {
    this.name = name;
    readable.setEncoding('utf8');
    readable.on('data', (chunk) => this.#change(() => { this.text += chunk; }));
    for (const end of ['end', 'close', 'error']) {
      readable.on(end, () => this.#change(() => { this.ended = true; }));
    }
  }

  #change(apply) {
    apply();
    for (const waiter of [...this.#waiters]) waiter();
  }

  /** Resolves with the first truthy value of @p probe(text). */
  until(probe, what = probe) {
    return deadline(new Promise((resolve, reject) => {
      const check = () => {
        const found = probe instanceof RegExp ? probe.exec(this.text) : probe(this.text);
        if (!found && !this.ended) return;
        this.#waiters.delete(check);
        if (found) resolve(found);
        else reject(new Error(`${this.name} ended before ${what}; it held: ${this.text}`));
      };
      this.#waiters.add(check);
      check();
    }), () => `${what} in ${this.name}; it holds: ${this.text}`);
  }

  /** Resolves with everything once it has ended. */
  all() {
    return deadline(new Promise((resolve) => {
      const check = () => {
        if (!this.ended) return;
        this.#waiters.delete(check);
        resolve(this.text);
      };
      this.#waiters.add(check);
      check();
    }), () => `the end of ${this.name}; it holds: ${this.text}`);
  }
}

/** A text read line by line. */
export class Lines extends Text {
  #read = 0;

  /** The next complete line, without its end. */
  async next() {
    const end = await this.until(
      (text) => text.indexOf('\n', this.#read) + 1, 'another line');
    const line = this.text.slice(this.#read, end - 1);
    this.#read = end;
    return line.replace(/\r$/, '');
  }
}

/** Asks @p probe again whenever @p again resolves, until it gives something truthy. */
export async function poll(probe, what) {
  const until = Date.now() + patience;
  for (;;) {
    const found = await probe();
    if (found) return found;
    if (Date.now() > until) throw new Error(`Waited ${patience / 1000} s for ${what}`);
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

export const event = (emitter, name) => deadline(once(emitter, name), `'${name}'`);
