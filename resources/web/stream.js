// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An event stream read with fetch(). EventSource hands over only the event types one has named
// beforehand and hides comments and statuses; a console has to show them all. The decoding and the
// reconnecting follow the WHATWG HTML standard, 9.2.

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSED = 2;

/** Decodes an event stream (9.2.6). Where the text was split never matters. */
export class Parser {
  #line = '';
  #afterCarriageReturn = false;
  #atStart = true;
  #type = '';
  #data = [];
  #id;

  constructor({ lastEventId = '', onEvent, onComment = () => {}, onRetry = () => {} }) {
    this.lastEventId = lastEventId;
    this.#id = lastEventId;
    this.onEvent = onEvent;
    this.onComment = onComment;
    this.onRetry = onRetry;
  }

  feed(text) {
    if (text === '') return;
    let from = 0;
    if (this.#atStart) {
      this.#atStart = false;
      if (text.charCodeAt(0) === 0xfeff) from = 1;
    }
    if (this.#afterCarriageReturn && text[from] === '\n') from += 1;
    this.#afterCarriageReturn = false;
    for (let at = from; at < text.length; at += 1) {
      const character = text[at];
      if (character !== '\n' && character !== '\r') continue;
      const line = this.#line + text.slice(from, at);
      this.#line = '';
      this.#takeLine(line);
      if (character === '\r') {
        if (at + 1 === text.length) this.#afterCarriageReturn = true;
        else if (text[at + 1] === '\n') at += 1;
      }
      from = at + 1;
    }
    this.#line += text.slice(from);
  }

  #takeLine(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      this.onComment(line.slice(1));
      return;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    let value = colon < 0 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (name === 'event') this.#type = value;
    else if (name === 'data') this.#data.push(value);
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^[0-9]+$/.test(value)) this.onRetry(Number(value));
  }

  #dispatch() {
    this.lastEventId = this.#id;
    if (this.#data.length > 0) {
      this.onEvent({
        type: this.#type || 'message',
        data: this.#data.join('\n'),
        lastEventId: this.lastEventId,
      });
    }
    this.#type = '';
    this.#data = [];
  }
}

const longestWait = 30_000;
const longestTimer = 2 ** 31 - 1; // setTimeout() does not wait at all beyond that

/**
 * Keeps one stream open. Emits on itself:
 * `state` (readyState changed), `event`, `comment`, `problem` ({message, fatal, wait}).
 */
export class Stream extends EventTarget {
  #abort = new AbortController();
  #timer = 0;
  #failures = 0;
  #retry = 3000;
  #lastEventId = '';

  constructor(url, headers = {}) {
    super();
    this.url = url;
    this.headers = headers;
    this.readyState = CLOSED;
  }

  open() {
    this.#setState(CONNECTING);
    this.#run();
  }

  close() {
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#setState(CLOSED);
  }

  async #run() {
    try {
      const headers = { Accept: 'text/event-stream', ...this.headers };
      if (this.#lastEventId) headers['Last-Event-ID'] = this.#headerValue(this.#lastEventId);
      const response = await fetch(this.url, { headers, cache: 'no-store', signal: this.#abort.signal });
      const refusal = await refusalOf(response);
      if (refusal) {
        this.#abort.abort();
        this.#setState(CLOSED);
        this.#emit('problem', { message: refusal, fatal: true, status: response.status });
        return;
      }
      this.#failures = 0;
      this.#setState(OPEN);
      await this.#read(response.body);
      this.#reconnect('The server ended the stream.');
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#reconnect(`The connection failed (${error.message}).`);
    }
  }

  async #read(body) {
    const parser = new Parser({
      lastEventId: this.#lastEventId,
      onEvent: (event) => {
        this.#lastEventId = event.lastEventId;
        this.#emit('event', event);
      },
      onComment: (text) => this.#emit('comment', { text }),
      onRetry: (milliseconds) => { this.#retry = milliseconds; },
    });
    // ignoreBOM leaves the mark to the parser, which knows the rule.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const reader = body.getReader();
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        parser.feed(decoder.decode(value, { stream: true }));
      }
    } finally {
      this.#lastEventId = parser.lastEventId;
    }
  }

  #reconnect(message) {
    const wait = Math.min(this.#retry * 2 ** this.#failures, Math.max(this.#retry, longestWait), longestTimer);
    this.#failures += 1;
    this.#setState(CONNECTING);
    this.#emit('problem', { message, fatal: false, wait });
    this.#timer = setTimeout(() => this.#run(), wait);
  }

  /** The id as the bytes of its UTF-8, the way EventSource sends it (9.2.3). */
  #headerValue(id) {
    return String.fromCharCode(...new TextEncoder().encode(id));
  }

  #setState(state) {
    if (this.readyState === state) return;
    this.readyState = state;
    this.#emit('state', { state });
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Why an answer is no event stream, or '' when it is one. */
async function refusalOf(response) {
  if (response.status === 204) return 'The server answered 204: it asks clients to stay away.';
  if (response.status !== 200) {
    return `The server answered ${response.status}. ${await refusalMessage(response)}`.trim();
  }
  const type = response.headers.get('Content-Type') ?? '';
  if (type.split(';')[0].trim().toLowerCase() === 'text/event-stream') return '';
  return `The answer is ${type || 'of no type'}, not text/event-stream.`;
}

/** The sentence inside a JSON refusal, or ''. */
export async function refusalMessage(response) {
  try {
    return (await response.json()).error?.message ?? '';
  } catch {
    return '';
  }
}
