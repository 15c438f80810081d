// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The start page: listens to one endpoint, publishes to any, shows how the server is doing.

import { Log } from './log.js';
import { OPEN, Stream, refusalMessage } from './stream.js';

const stateNames = ['CONNECTING', 'OPEN', 'CLOSED'];
const pollEvery = 2000;
const at = (id) => document.getElementById(id);

const page = new URL(location.href);
let token = page.searchParams.get('access_token') ?? '';
let stream = null;
let countdown = 0;

const log = new Log({ list: at('log'), count: at('count'), live: at('live') });
log.onFirst = () => { at('empty').hidden = true; };

// --- Requests ---

function headersWithToken(headers = {}) {
  return token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
}

async function api(path, options = {}) {
  const response = await fetch(path, { ...options, headers: headersWithToken(options.headers) });
  if (response.status === 401) at('token-form').hidden = false;
  return response;
}

/** An endpoint as people type it ("/events/orders", or just "orders") as a path. */
function pathOf(text) {
  const path = text.trim() || '/events';
  return path.startsWith('/') ? path : `/events/${encodeURIComponent(path)}`;
}

// --- Stream ---

function showState() {
  const state = stream?.readyState ?? 2;
  const badge = at('state');
  badge.dataset.readyState = state;
  badge.className = `badge ${stateNames[state].toLowerCase()}`;
  at('state-name').textContent = `${state} ${stateNames[state]}`;
  at('connect-button').textContent = state === 2 ? 'Connect' : 'Disconnect';
  at('connect-button').classList.toggle('primary', state === 2);
  at('stream-url').textContent = stream ? stream.url : '';
}

function showProblem(text, waiting = false) {
  const problem = at('problem');
  problem.hidden = text === '';
  problem.textContent = text;
  problem.classList.toggle('waiting', waiting);
}

function countDown(message, wait) {
  clearInterval(countdown);
  const until = performance.now() + wait;
  const show = () => {
    const left = Math.max(0, until - performance.now());
    showProblem(`${message} Reconnecting in ${(left / 1000).toFixed(1)} s.`, true);
    if (left === 0) clearInterval(countdown);
  };
  countdown = setInterval(show, 100);
  show();
}

function disconnect() {
  clearInterval(countdown);
  showProblem('');
  stream?.close();
  showState();
}

function connect() {
  disconnect();
  const url = new URL(pathOf(at('endpoint').value), location.origin);
  const current = new Stream(url.href, headersWithToken());
  stream = current;
  const whenCurrent = (handler) => ({ detail }) => { if (stream === current) handler(detail); };
  current.addEventListener('state', whenCurrent(({ state }) => {
    showState();
    if (state === OPEN) {
      clearInterval(countdown);
      showProblem('');
      log.addNote(`Open: ${current.url}`, 'good');
    }
  }));
  current.addEventListener('event', whenCurrent((event) => {
    rememberType(event.type);
    log.addEvent(event);
  }));
  current.addEventListener('comment', whenCurrent(({ text }) => log.addComment(text)));
  current.addEventListener('problem', whenCurrent(({ message, fatal, wait, status }) => {
    log.addNote(message, 'bad');
    if (status === 401) at('token-form').hidden = false;
    if (fatal) {
      at('state').classList.add('failed');
      showProblem(message);
    } else {
      countDown(message, wait);
    }
  }));
  current.open();
  showState();
}

const seenTypes = new Set();
function rememberType(type) {
  if (seenTypes.has(type) || seenTypes.size >= 100) return;
  seenTypes.add(type);
  at('event-list').append(new Option(type, type));
}

at('connect').addEventListener('submit', (event) => {
  event.preventDefault();
  if (stream && stream.readyState <= OPEN) {
    log.addNote('Disconnected.');
    disconnect();
  } else {
    connect();
  }
});
at('endpoint').addEventListener('change', () => choose(at('endpoint').value));
at('endpoint').addEventListener('keydown', (event) => {
  // Enter always means "listen to this one"; only the button disconnects.
  if (event.key !== 'Enter') return;
  event.preventDefault();
  choose(at('endpoint').value);
  if (!stream || stream.readyState > OPEN) connect();
});
at('filter').addEventListener('input', (event) => { log.filter = event.target.value; });
at('comments').addEventListener('change', (event) => {
  log.showComments = event.target.checked;
  log.refresh();
});
at('clear').addEventListener('click', () => log.clear());
at('pause').addEventListener('click', () => {
  log.paused = !log.paused;
  at('pause').setAttribute('aria-pressed', String(log.paused));
  at('pause').textContent = log.paused ? 'Resume' : 'Pause';
  if (log.paused) log.refresh();
  else log.resume();
});

/** Makes @p endpoint the one to listen to; an open stream moves there. */
function choose(endpoint) {
  const path = pathOf(endpoint);
  at('endpoint').value = path;
  at('publish-endpoint').value = path;
  showSnippets();
  showPreview();
  if (stream && stream.readyState <= OPEN && new URL(stream.url).pathname !== path) connect();
  markCurrent();
}

// --- Publish ---

const fields = {
  endpoint: at('publish-endpoint'), event: at('publish-event'), id: at('publish-id'),
  retry: at('publish-retry'), data: at('publish-data'),
};

function composed() {
  const event = { endpoint: pathOf(fields.endpoint.value), data: fields.data.value };
  if (fields.event.value) event.event = fields.event.value;
  const mode = at('publish-id-mode').value;
  if (mode === 'none') event.id = null;
  if (mode === 'own') event.id = fields.id.value;
  const retry = fields.retry.value.trim();
  // What is no number goes as it is, so that the server's answer says what is wrong with it.
  if (retry) event.retry = /^[0-9]+$/.test(retry) ? Number(retry) : retry;
  return event;
}

function showPreview() {
  const event = composed();
  const mode = at('publish-id-mode').value;
  const lines = [];
  if (event.event) lines.push(`event: ${event.event}`);
  if (mode === 'auto') lines.push('id: (next number)');
  if (mode === 'own') lines.push(`id: ${event.id}`);
  if (event.retry !== undefined) lines.push(`retry: ${event.retry}`);
  for (const line of event.data.split(/\r\n|\r|\n/)) lines.push(`data: ${line}`);
  at('wire').textContent = `${lines.join('\n')}\n\n`;
  showDataHint(event.data);
  fields.retry.setAttribute('aria-invalid', String(typeof event.retry === 'string'));
}

function showDataHint(data) {
  const bytes = new TextEncoder().encode(data).length;
  const size = `${bytes.toLocaleString()} ${bytes === 1 ? 'byte' : 'bytes'}`;
  let kind = '';
  try {
    JSON.parse(data);
    kind = 'valid JSON, ';
  } catch {
    kind = '';
  }
  at('data-hint').textContent = kind + size;
}

function showAnswer(text, tone, field = '') {
  at('publish-answer').textContent = text;
  at('publish-answer').className = `answer ${tone}`;
  for (const [name, input] of Object.entries(fields)) {
    input.setAttribute('aria-invalid', String(name === field));
  }
}

async function publish() {
  const hint = setTimeout(() => showAnswer('Still waiting. A browser opens at most six connections to one'
    + ' server: close other pages that listen to it.', ''), 3000);
  try {
    const response = await api('/api/publish', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(composed()),
    });
    clearTimeout(hint);
    if (response.ok) {
      const receipt = await response.json();
      const people = receipt.recipients === 1 ? '1 client' : `${receipt.recipients.toLocaleString()} clients`;
      const id = receipt.id === null ? 'without an id' : `with id ${receipt.id}`;
      showAnswer(`Sent ${id} to ${people}.`, 'good');
    } else {
      const refusal = await response.clone().json().catch(() => ({}));
      const message = await refusalMessage(response);
      showAnswer(message || `The server answered ${response.status}.`, 'bad', refusal.error?.field);
    }
  } catch (error) {
    clearTimeout(hint);
    showAnswer(`The server cannot be reached (${error.message}).`, 'bad');
  }
}

at('publish').addEventListener('submit', (event) => {
  event.preventDefault();
  publish();
});
at('publish').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    publish();
  }
});
at('publish').addEventListener('input', () => {
  at('publish-id-field').hidden = at('publish-id-mode').value !== 'own';
  showPreview();
  showSnippets();
});

// --- Snippets ---

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function showSnippets() {
  const listen = new URL(pathOf(at('endpoint').value), location.origin).href;
  const header = token ? ` -H ${shellQuoted(`Authorization: Bearer ${token}`)}` : '';
  at('snippet-listen').textContent = `curl -N${header} ${shellQuoted(listen)}`;
  at('snippet-publish').textContent = `curl${header} ${shellQuoted(`${location.origin}/api/publish`)}`
    + ` --json ${shellQuoted(JSON.stringify(composed()))}`;
  at('snippet-page').textContent = `const source = new EventSource(${JSON.stringify(listen)});\n`
    + 'source.onmessage = (event) => console.log(event.data);';
}

async function copy(button) {
  const source = at(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = 'Copied';
  } catch {
    // No clipboard outside of a secure context: select it, so that Ctrl+C does the rest.
    getSelection().selectAllChildren(source);
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = 'Copy'; }, 1500);
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', () => copy(button));
}

// --- Server ---

function uptime(seconds) {
  const whole = Math.floor(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function showStatus(status) {
  for (const name of ['connections', 'published', 'delivered']) {
    at(`status-${name}`).textContent = (status[name] ?? 0).toLocaleString();
  }
  at('status-uptime').textContent = uptime(status.uptimeSeconds ?? 0);
  at('status-version').textContent = status.version ?? '';
}

let shownEndpoints = '';
function showEndpoints(endpoints) {
  const text = JSON.stringify(endpoints);
  if (text === shownEndpoints) return;
  shownEndpoints = text;
  const focused = document.activeElement?.dataset?.endpoint;
  at('endpoint-list').replaceChildren(...endpoints.map(({ path }) => new Option(path, path)));
  at('endpoints').replaceChildren(...endpoints.map(({ path, clients }) => {
    const item = document.createElement('li');
    const button = document.createElement('button');
    const count = document.createElement('span');
    button.type = 'button';
    button.dataset.endpoint = path;
    button.title = `Listen to ${path}`;
    button.textContent = path;
    count.textContent = ` ${clients ?? 0}`;
    count.title = 'connected clients';
    button.append(count);
    button.addEventListener('click', () => {
      choose(path);
      if (!stream || stream.readyState > OPEN) connect();
    });
    item.append(button);
    return item;
  }));
  if (focused) document.querySelector(`[data-endpoint="${CSS.escape(focused)}"]`)?.focus();
  markCurrent();
}

function markCurrent() {
  const path = pathOf(at('endpoint').value);
  for (const button of document.querySelectorAll('[data-endpoint]')) {
    button.setAttribute('aria-pressed', String(button.dataset.endpoint === path));
  }
}

let listsEndpoints = true;
async function poll() {
  if (document.hidden) return;
  try {
    const response = await api('/api/status');
    at('status').classList.toggle('lost', !response.ok);
    if (!response.ok) return;
    showStatus(await response.json());
    if (!listsEndpoints) return;
    const list = await api('/api/endpoints');
    listsEndpoints = list.status !== 404;
    showEndpoints(list.ok ? await list.json() : [{ path: '/events' }]);
  } catch {
    at('status').classList.add('lost');
  }
}

at('token-form').addEventListener('submit', (event) => {
  event.preventDefault();
  token = at('token').value.trim();
  at('token-form').hidden = true;
  showSnippets();
  poll();
  if (stream) connect();
});

async function pollForever() {
  await poll();
  setTimeout(pollForever, pollEvery);
}
document.addEventListener('visibilitychange', poll);

const wanted = page.searchParams.get('endpoint');
choose(wanted ?? '/events');
showState();
pollForever();
if (wanted) connect();
