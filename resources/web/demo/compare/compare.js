// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Publishes to a channel of its own and receives it in three ways at once.

import { Wire, address, at, curlLine, element, headers } from '/demo/demo.js';
import { eventStream, longPolling, polling } from './ways.js';

const channel = `/events/compare-${Math.random().toString(36).slice(2, 8)}`;
const barCount = 40;

const ways = [
  { id: 'polling', name: 'Polling', text: 'Asks again and again, news or not.', run: polling },
  {
    id: 'long',
    name: 'Long polling',
    text: 'Asks once; the answer waits for the next event.',
    run: longPolling,
  },
  {
    id: 'sse',
    name: 'Server-sent events',
    text: 'Asks once; every event comes on the same answer.',
    run: eventStream,
  },
];

/** What one way has cost and brought, and its card. */
class Way {
  constructor(id, name, text) {
    this.id = id;
    this.figures = {};
    this.bars = Array.from({ length: barCount }, () => element('span'));
    this.status = element('p', { className: 'status quiet', textContent: 'connecting' });
    const fact = (key, title) => {
      this.figures[key] = element('dd', { id: `${id}-${key}`, textContent: '0' });
      return element('div', {}, element('dt', { textContent: title }), this.figures[key]);
    };
    const bars = element('div', { className: 'bars' }, ...this.bars);
    bars.setAttribute('role', 'img');
    bars.setAttribute('aria-label', 'Delay of the last events');
    this.card = element(
      'section',
      { className: 'panel way' },
      element('h2', { textContent: name }),
      element('p', { className: 'quiet', textContent: text }),
      element(
        'dl',
        { className: 'facts' },
        fact('requests', 'requests'),
        fact('bytes', 'bytes'),
        fact('received', 'events'),
        fact('delay', 'ms, median delay'),
      ),
      bars,
      this.status,
    );
    this.clear();
  }

  clear() {
    Object.assign(this, { requests: 0, bytes: 0, received: 0, delays: [] });
    this.show();
  }

  take({ id, data }) {
    this.lastId = id;
    const event = JSON.parse(data);
    if (event.run !== run) return;
    this.received += 1;
    this.delays.push(performance.now() - event.at);
    if (this.delays.length > barCount) this.delays.shift();
    this.show();
    showBars();
    if (this.id === 'sse') wire.addEvent({ type: 'message', data, lastEventId: id });
  }

  counted({ requests = 0, bytes = 0 }) {
    this.requests += requests;
    this.bytes += bytes;
    this.show();
  }

  worked() {
    this.status.textContent = 'connected';
  }
  failed(error) {
    this.status.textContent = `trying again: ${error.message}`;
  }

  show() {
    for (const name of ['requests', 'bytes', 'received'])
      this.figures[name].textContent = this[name].toLocaleString();
    const sorted = [...this.delays].sort((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)];
    this.figures.delay.textContent =
      median === undefined ? '–' : median < 10 ? median.toFixed(1) : Math.round(median).toLocaleString();
  }
}

let run = 0;
let published = 0;
const wire = new Wire(at('wire'), {
  curl: curlLine(address(channel)),
  note: 'What the event stream brings. The two others receive the same inside JSON arrays.',
});
const cards = ways.map(({ id, name, text }) => new Way(id, name, text));
at('live').append(...cards.map(({ card }) => card));

/** All three cards on one scale, or the bars could not be compared. */
function showBars() {
  const top = Math.max(20, ...cards.flatMap(({ delays }) => delays));
  for (const { bars, delays } of cards) {
    bars.forEach((bar, i) => {
      const delay = delays[i - barCount + delays.length];
      bar.style.height = delay === undefined ? '0' : `max(2px, ${(delay / top) * 100}%)`;
    });
  }
}

let timer = 0;
async function publish() {
  clearTimeout(timer);
  const every = Number(at('every').value);
  if (every === 0) return;
  timer = setTimeout(publish, every);
  try {
    const response = await fetch(address('/api/publish'), {
      method: 'POST',
      headers: headers({ 'Content-Type': 'application/json' }),
      body: JSON.stringify({ endpoint: channel, data: { n: published + 1, run, at: performance.now() } }),
    });
    if (!response.ok) {
      const hint = response.status === 401 ? '; open this page with ?access_token=' : '';
      throw new Error(`the server answered ${response.status}${hint}`);
    }
    published += 1;
    at('problem').hidden = true;
    at('published').textContent = `${published.toLocaleString()} published`;
  } catch (error) {
    at('problem').hidden = false;
    at('problem').textContent = `Cannot publish: ${error.message}`;
  }
}

function startOver() {
  run += 1;
  published = 0;
  for (const card of cards) card.clear();
  showBars();
}

at('every').addEventListener('change', publish);
at('reset').addEventListener('click', startOver);

const { signal } = new AbortController();
ways.forEach(({ run: receive }, i) => receive(cards[i], channel, signal, () => Number(at('interval').value)));
publish();
