// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One topic over either transport. What was published before the page came is asked for first, so
// that the charts begin full; from there on nothing may be missing.

import { CLOSED, CONNECTING, Live, OPEN, address, headers, wake } from '/demo/demo.js';

const pollFor = 20; // seconds that a poll waits for the first event
const tryAgainAfter = 2000;
const replayWithin = 120; // ms after onopen; what was missed is written at once

/**
 * Emits `state`, `remark` ({text}) and `event` ({type, data, lastEventId, value, isHistory, isReplay}).
 * `missed` is told by the holes in the events' own numbers `n`.
 */
export class Topic extends EventTarget {
  #live = null;
  #polling = null;
  #pollState = CLOSED;
  #pollProblem = '';
  #openedAt = -Infinity;
  #newest = 0;

  constructor({ name, title, path, type }) {
    super();
    Object.assign(this, {
      name,
      title,
      path,
      type,
      lastEventId: '',
      received: 0,
      missed: 0,
      reconnects: 0,
      isWanted: true,
    });
  }

  get readyState() {
    return this.#polling ? this.#pollState : (this.#live?.readyState ?? CLOSED);
  }
  get problem() {
    return this.#polling ? this.#pollProblem : (this.#live?.problem ?? '');
  }
  get url() {
    return this.#polling ? address('/api/events', { endpoint: this.path }) : address(this.path);
  }

  /** Receives by @p transport, 'eventsource' or 'polling', from where it was. */
  async open(transport) {
    this.close();
    const polling = { controller: new AbortController() };
    this.#polling = polling;
    this.#setPollState(CONNECTING);
    if (this.lastEventId === '') await this.#ask(polling, { isHistory: true }).catch(() => {});
    if (this.#polling !== polling) return;
    if (transport === 'polling') {
      this.#poll(polling);
    } else {
      this.#polling = null;
      this.#stream();
    }
  }

  close() {
    this.#polling?.controller.abort();
    this.#polling = null;
    this.#live?.close();
    this.#live = null;
    this.#emit('state');
  }

  #stream() {
    const live = new Live(this.path, { types: [this.type], resume: true });
    live.lastEventId = this.lastEventId;
    live.addEventListener('state', () => {
      if (this.#live === live) this.#emit('state');
    });
    live.addEventListener('remark', ({ detail }) => this.#emit('remark', detail));
    live.addEventListener('opened', () => {
      this.#openedAt = live.opened > 1 ? performance.now() : -Infinity;
      if (live.opened > 1) this.reconnects += 1;
    });
    live.addEventListener('event', ({ detail }) => {
      if (this.#live !== live) return;
      this.#take(detail, { isReplay: performance.now() - this.#openedAt < replayWithin });
    });
    this.#live = live;
    live.open();
  }

  async #poll(polling) {
    let failures = 0;
    while (this.#polling === polling) {
      try {
        await this.#ask(polling, { wait: pollFor, isReplay: failures > 0 });
        failures = 0;
      } catch (error) {
        if (this.#polling !== polling) return;
        failures += 1;
        this.#setPollState(
          CONNECTING,
          `The poll failed (${error.message}). Trying again every ${tryAgainAfter / 1000} s.`,
        );
        await new Promise((resolve) => {
          setTimeout(resolve, tryAgainAfter);
        });
        await wake();
        if (failures === 1) this.reconnects += 1;
      }
    }
  }

  /** One request for what came after the last id. */
  async #ask(polling, { wait, isHistory = false, isReplay = false }) {
    const url = address('/api/events', { endpoint: this.path, after: this.lastEventId, wait });
    const sent = isHistory ? undefined : setTimeout(() => this.#setPollState(OPEN), 300);
    try {
      const response = await fetch(url, {
        cache: 'no-store',
        headers: headers(),
        signal: polling.controller.signal,
      });
      if (!response.ok) throw new Error(`the server answered ${response.status}`);
      const events = await response.json();
      if (this.#polling !== polling) return;
      if (!isHistory) this.#setPollState(OPEN);
      for (const { id, event, data } of events) {
        this.#take({ type: event, data, lastEventId: id ?? '' }, { isHistory, isReplay });
      }
    } finally {
      clearTimeout(sent);
    }
  }

  #take(event, { isHistory = false, isReplay = false }) {
    if (event.lastEventId) this.lastEventId = event.lastEventId;
    if (event.type !== this.type) return; // somebody else's, by poll
    let value;
    try {
      value = JSON.parse(event.data);
    } catch {
      return;
    }
    if (!isHistory) this.received += 1;
    if (Number.isInteger(value.n)) {
      if (this.#newest > 0 && value.n > this.#newest + 1) this.missed += value.n - this.#newest - 1;
      this.#newest = value.n;
    }
    this.#emit('event', { ...event, value, isHistory, isReplay });
  }

  #setPollState(state, problem = '') {
    if (this.#pollState === state && this.#pollProblem === problem) return;
    this.#pollState = state;
    this.#pollProblem = problem;
    this.#emit('state');
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
