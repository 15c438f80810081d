// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the demo pages share: a stream that is never given up, its state as a pill, and the panel
// that tells what happens on the wire.

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSED = 2;
const stateNames = ['connecting', 'open', 'closed'];

const retryAfter = 3000;
const slowAfter = 4000;
const wireEntries = 30;

export const at = (id) => document.getElementById(id);
export const stillness = matchMedia('(prefers-reduced-motion: reduce)');

/** An element with properties and children: element('p', { className: 'x' }, 'text', child). */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

const page = new URL(location.href);
const token = page.searchParams.get('access_token');

/** @p path on this server, with the page's access token where there is one. */
export function address(path, parameters = {}) {
  const url = new URL(path, location.origin);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(name, value);
  }
  if (token) url.searchParams.set('access_token', token);
  url.search = url.search.replaceAll('%2F', '/'); // as allowed, and easier to read
  return url.href;
}

/** Headers for requests that are no streams. */
export const headers = (more = {}) => (token ? { Authorization: `Bearer ${token}`, ...more } : more);

/** Asks for this page once more: the server starts a demo's scenario when its page is opened. */
export async function wake() {
  try {
    await fetch(location.pathname, { cache: 'no-store', headers: headers() });
  } catch {
    // The server is away; the next attempt tells.
  }
}

/**
 * An EventSource that comes back even after an answer that was no stream. Emits on itself
 * `state`, `opened`, `lost`, `event` ({type, data, lastEventId}) and `remark` ({text}): what a log
 * would say.
 */
export class Live extends EventTarget {
  #source = null;
  #timer = 0;
  #slow = 0;
  #lost = false;

  /** @p types: the event types to listen to. @p resume: a new EventSource goes on after the last id. */
  constructor(path, { types = ['message'], parameters = {}, resume = false } = {}) {
    super();
    Object.assign(this, { path, types, parameters, resume, lastEventId: '', problem: '', opened: 0 });
  }

  get readyState() {
    return this.#source?.readyState ?? CLOSED;
  }
  get url() {
    return address(this.path, this.parameters);
  }

  /** Whether it is closed because somebody called close(). */
  get isDone() {
    return this.#source === null && this.#timer === 0;
  }

  open() {
    this.close();
    const after = this.resume ? { lastEventId: this.lastEventId } : {};
    const source = new EventSource(address(this.path, { ...this.parameters, ...after }));
    this.#source = source;
    source.onopen = () => this.#onOpen();
    source.onerror = () => this.#onError(source);
    for (const type of this.types) source.addEventListener(type, (event) => this.#onEvent(event));
    this.#slow = setTimeout(
      () =>
        this.#tell(
          'No answer yet. A browser opens at most six connections to ' +
            'one server: close other pages that listen to it.',
        ),
      slowAfter,
    );
    this.#emit('state');
  }

  close() {
    clearTimeout(this.#timer);
    clearTimeout(this.#slow);
    this.#timer = 0;
    const wasOpen = this.#source !== null;
    this.#source?.close();
    this.#source = null;
    this.problem = '';
    if (wasOpen) this.#emit('state');
  }

  #onOpen() {
    clearTimeout(this.#slow);
    this.opened += 1;
    this.problem = '';
    this.#emit('remark', { text: `onopen: ${this.url}` });
    this.#emit('opened');
    this.#emit('state');
    if (this.#lost) wake(); // a server that was started anew has no scenario yet
    this.#lost = false;
  }

  #onError(source) {
    clearTimeout(this.#slow);
    this.#lost = true;
    this.#emit('lost');
    if (source.readyState === CONNECTING) {
      this.#emit('remark', { text: 'onerror: the connection ended; the browser reconnects by itself' });
      this.#tell('The connection ended. The browser reconnects by itself.');
      return;
    }
    this.#emit('remark', { text: 'onerror: the answer was no event stream' });
    this.#tell(`The stream is not there. Trying again every ${retryAfter / 1000} s.`);
    this.#timer = setTimeout(async () => {
      await wake();
      if (this.#source === source) this.open();
    }, retryAfter);
  }

  #onEvent({ type, data, lastEventId }) {
    if (lastEventId) this.lastEventId = lastEventId;
    this.#emit('event', { type, data, lastEventId });
  }

  #tell(problem) {
    this.problem = problem;
    this.#emit('state');
  }

  #emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

/** Shows readyState @p state in the pill @p target; @p by is said of an open one. */
export function showPill(target, state, { failed = false, by = '' } = {}) {
  const text = failed ? 'closed, retrying' : stateNames[state];
  target.className = `pill ${failed ? 'failed' : stateNames[state]}`;
  target.dataset.readyState = state;
  const remark = state === OPEN && by ? ` by ${by}` : '';
  if (target.textContent === text + remark) return; // nothing to announce
  target.replaceChildren(text, element('span', { className: 'by', textContent: remark }));
}

/** Fills @p target with the state of @p live: pill, readyState, address, and a button to end or begin. */
export function showConnection(target, live) {
  const pill = element('span', { className: 'pill' });
  const state = element('code');
  const url = element('code', { className: 'url' });
  const button = element('button', { type: 'button' });
  const problem = element('p', { className: 'problem', hidden: true });
  problem.setAttribute('role', 'status');
  target.className = 'connection';
  target.append(pill, state, url, button);
  target.after(problem);
  button.addEventListener('click', () => (live.isDone ? live.open() : live.close()));
  const show = () => {
    const failed = live.readyState === CLOSED && !live.isDone;
    showPill(pill, live.readyState, { failed });
    state.textContent = `readyState ${live.readyState}`;
    url.textContent = live.url;
    button.textContent = live.isDone ? 'Open' : 'Close';
    problem.hidden = live.problem === '';
    problem.classList.toggle('bad', failed);
    problem.textContent = live.problem;
  };
  live.addEventListener('state', show);
  show();
}

/** The panel "What happens on the wire", in a <details>. */
export class Wire {
  #list = element('pre', { tabIndex: 0 });
  #code = element('code');
  #waiting = [];

  constructor(details, { curl, note } = {}) {
    this.details = details;
    details.className = 'wire';
    const copy = element('button', { type: 'button', textContent: 'Copy' });
    copy.addEventListener('click', () => copyText(copy, this.#code));
    this.#list.setAttribute('aria-label', 'The last events');
    details.append(
      element('summary', { textContent: 'What happens on the wire' }),
      element(
        'div',
        {},
        element('div', { className: 'curl' }, this.#code, copy),
        this.#list,
        element('p', {
          textContent:
            note ??
            'As EventSource hands it over: comments and "retry" stay hidden from a page. curl shows every byte.',
        }),
      ),
    );
    this.curl = curl;
    details.addEventListener('toggle', () => this.#draw());
  }

  set curl(text) {
    this.#code.textContent = text;
  }

  /** Writes down what @p live receives. */
  follow(live) {
    live.addEventListener('event', ({ detail }) => this.addEvent(detail));
    live.addEventListener('remark', ({ detail }) => this.addRemark(detail.text));
  }

  addEvent({ type, data, lastEventId }) {
    const lines = [];
    if (type && type !== 'message') lines.push(['event', type]);
    if (lastEventId) lines.push(['id', lastEventId]);
    for (const line of data.split('\n')) lines.push(['data', line]);
    this.#add(() => {
      const block = element('div');
      for (const [name, value] of lines) {
        block.append(element('span', { className: 'field', textContent: `${name}: ` }), `${value}\n`);
      }
      block.append('\n');
      return block;
    });
  }

  addRemark(text) {
    this.#add(() => element('div', { className: 'remark', textContent: `${text}\n\n` }));
  }

  #add(make) {
    this.#waiting.push(make);
    if (this.#waiting.length > wireEntries) this.#waiting.shift();
    if (this.details.open && this.#waiting.length === 1) requestAnimationFrame(() => this.#draw());
    else if (this.details.open) this.#draw();
  }

  #draw() {
    if (!this.details.open) return;
    const follow = this.#list.scrollTop + this.#list.clientHeight >= this.#list.scrollHeight - 40;
    this.#list.append(...this.#waiting.map((make) => make()));
    this.#waiting = [];
    while (this.#list.childElementCount > wireEntries) this.#list.firstElementChild.remove();
    if (follow) this.#list.scrollTop = this.#list.scrollHeight;
  }
}

async function copyText(button, source) {
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = 'Copied';
  } catch {
    // No clipboard outside of a secure context: select it, so that Ctrl+C does the rest.
    getSelection().selectAllChildren(source);
    button.textContent = 'Selected';
  }
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 1500);
}

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A curl line for @p url, to be pasted into a shell. */
export const curlLine = (url, options = '') => `curl -N ${options ? `${options} ` : ''}${shellQuoted(url)}`;

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
});

/** A time of day as <time>. */
export function timeElement(date = new Date()) {
  return element('time', { dateTime: date.toISOString(), textContent: clock.format(date) });
}

/** Puts @p child first into @p list and keeps the newest @p count. */
export function prepend(list, child, count) {
  child.classList.add('arriving');
  list.prepend(child);
  while (list.childElementCount > count) list.lastElementChild.remove();
}
