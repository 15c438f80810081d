// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Puts the dashboard together: three topics feed charts, tiles, cards and notices.

import {
  CLOSED,
  CONNECTING,
  OPEN,
  Wire,
  address,
  at,
  curlLine,
  element,
  headers,
  showPill,
  stillness,
} from '/demo/demo.js';
import { LineChart, Points, drawAll, learnClock, span } from './charts.js';
import { Gauge } from './gauge.js';
import { notify } from './notices.js';
import { Legend, Sets, Shares, Tile, sizeText } from './panels.js';
import { Topic } from './topic.js';

const sources = ['sensors', 'orders', 'weblogs', 'tracking'];
const sourceColours = ['--accent', '--teal', '--violet', '--warning'];
const silentAfter = 6000; // metrics come twice a second

// --- Transport ---

const hasEventSource = 'EventSource' in window;
const asked = new URL(location.href).searchParams.get('transport');
let transport = asked === 'polling' || !hasEventSource ? 'polling' : 'eventsource';

const topics = [
  new Topic({ name: 'metrics', title: 'Metrics', path: '/events/metrics', type: 'metric' }),
  new Topic({ name: 'alerts', title: 'Alerts', path: '/events/alerts', type: 'alert' }),
  new Topic({ name: 'datasets', title: 'Data sets', path: '/events/datasets', type: 'dataset' }),
];
const [metrics, alerts, datasets] = topics;

const wire = new Wire(at('wire'), { curl: curlLine(metrics.url) });

/** A topic's row: subscribe, state, address, counters. */
function topicRow(topic) {
  const check = element('input', { type: 'checkbox', checked: true, id: `topic-${topic.name}` });
  const pill = element('span', { className: 'pill' });
  const url = element('code', { className: 'url quiet' });
  const counter = (name) => {
    const value = element('b', { className: 'number', id: `${topic.name}-${name}`, textContent: '0' });
    return { value, node: element('span', { className: 'quiet counter' }, `${name} `, value) };
  };
  const counters = ['received', 'missed', 'reconnects'].map(counter);
  const state = element('code', { className: 'quiet state' });
  check.addEventListener('change', () => {
    topic.isWanted = check.checked;
    if (check.checked) topic.open(transport);
    else topic.close();
    showTopics();
  });
  at('topics').append(
    element(
      'li',
      { id: `row-${topic.name}` },
      element('label', {}, check, topic.title),
      url,
      pill,
      element('span', { className: 'counters' }, ...counters.map(({ node }) => node)),
      state,
    ),
  );
  return () => {
    showPill(pill, topic.readyState);
    state.textContent = `readyState ${topic.readyState}`;
    const { pathname, search } = new URL(topic.url);
    url.textContent = pathname + search.replace(/[?&]access_token=[^&]*/, '');
    url.title = topic.url;
    counters.forEach(({ value }, i) => {
      const number = [topic.received, topic.missed, topic.reconnects][i];
      value.textContent = number.toLocaleString();
      if (i === 1) value.className = number === 0 ? 'number good' : 'number bad';
    });
  };
}
const rows = topics.map(topicRow);

let lastMetric = performance.now();
function showTopics() {
  rows.forEach((show) => show());
  const wanted = topics.filter((topic) => topic.isWanted);
  const states = wanted.map((topic) => topic.readyState);
  const state = states.length === 0 ? CLOSED : states.every((s) => s === OPEN) ? OPEN : CONNECTING;
  showPill(at('pill'), state, { by: transport === 'polling' ? 'polling' : 'EventSource' });
  const silent =
    metrics.isWanted && metrics.readyState === OPEN && performance.now() - lastMetric > silentAfter;
  const problem =
    wanted.map((topic) => topic.problem).find(Boolean) ??
    (silent ? 'The stream is open, but no metrics come. Is the scenario "dashboard" running?' : '');
  if (at('problem').textContent !== problem) at('problem').textContent = problem;
  at('problem').hidden = problem === '';
  at('cut').disabled = transport === 'polling' || state === CLOSED;
}

function openAll() {
  for (const topic of topics) if (topic.isWanted) topic.open(transport);
  for (const input of document.querySelectorAll('#transport input')) {
    input.checked = input.value === transport;
    input.disabled = input.value === 'eventsource' && !hasEventSource;
  }
  wire.curl =
    transport === 'polling'
      ? `curl '${address('/api/events', { endpoint: metrics.path, wait: 20 })}'`
      : curlLine(address(metrics.path));
}

at('transport').addEventListener('change', ({ target }) => {
  transport = target.value;
  const url = new URL(location.href);
  url.searchParams.set('transport', transport);
  history.replaceState(null, '', url);
  openAll();
});

/** Ends the streams of these topics from the server's side, to show what a lost connection does. */
at('cut').addEventListener('click', async () => {
  try {
    const answer = await fetch(address('/api/connections'), { headers: headers() });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const paths = topics.map((topic) => topic.path);
    const own = (await answer.json()).filter(({ endpoint }) => paths.includes(endpoint));
    await Promise.all(
      own.map(({ id }) => fetch(address(`/api/connections/${id}`), { method: 'DELETE', headers: headers() })),
    );
  } catch (error) {
    notify(
      { level: 'warning', title: 'Nothing was cut', text: error.message, time: new Date() },
      { withToast: true },
    );
  }
});

// --- Metrics ---

const points = {
  bySource: new Points(),
  latency: new Points(),
  total: new Points(),
  p95: new Points(),
  errors: new Points(),
  viewers: new Points(),
};
const tiles = {
  total: new Tile(at('tile-rows'), { title: 'Rows a second', colour: '--accent', points: points.total }),
  p95: new Tile(at('tile-latency'), {
    title: 'Latency, p95',
    unit: ' ms',
    colour: '--violet',
    points: points.p95,
  }),
  errors: new Tile(at('tile-errors'), {
    title: 'Rejected rows',
    unit: ' %',
    digits: 2,
    colour: '--warning',
    points: points.errors,
  }),
  viewers: new Tile(at('tile-viewers'), { title: 'Viewers', colour: '--teal', points: points.viewers }),
};
const rowsLegend = new Legend(at('rows-legend'), sources, sourceColours);
const latencyLegend = new Legend(at('latency-legend'), ['p50', 'p95'], ['--teal', '--violet']);
const shares = new Shares(at('shares'), sources, sourceColours);
const gauge = new Gauge(at('load-gauge'), { warning: 70, bad: 85, unit: ' %' });
new LineChart(at('rows-chart'), points.bySource, sourceColours);
new LineChart(at('latency-chart'), points.latency, ['--teal', '--violet'], { fill: true });

let drawing = false;
/** A replay brings hundreds at once; the elements are written once for all of them. */
function drawSoon(value) {
  drawSoon.value = value;
  if (drawing) return;
  drawing = true;
  setTimeout(() => {
    drawing = false;
    showMetric(drawSoon.value);
  }, 30);
}

function showMetric({ rows: bySource, latency, load }) {
  for (const [name, tile] of Object.entries(tiles)) tile.show(points[name].list.at(-1).values[0]);
  rowsLegend.show(sources.map((name) => bySource[name]));
  latencyLegend.show([latency.p50, latency.p95]);
  gauge.show(load);
  const minute = points.bySource.list.filter(({ at: time }) => time > points.bySource.list.at(-1).at - span);
  shares.show(sources.map((_, i) => minute.reduce((sum, { values }) => sum + values[i] / 2, 0)));
  if (stillness.matches) drawAll();
}

metrics.addEventListener('event', ({ detail: { value, isHistory, isReplay } }) => {
  const time = Date.parse(value.at);
  const bySource = sources.map((name) => value.rows[name]);
  if (!isHistory && !isReplay) learnClock(time);
  lastMetric = performance.now();
  points.bySource.add(time, bySource, isReplay);
  points.latency.add(time, [value.latency.p50, value.latency.p95], isReplay);
  points.total.add(time, [bySource.reduce((a, b) => a + b, 0)]);
  points.p95.add(time, [value.latency.p95]);
  points.errors.add(time, [value.errors]);
  points.viewers.add(time, [value.viewers]);
  drawSoon(value);
});

// --- Alerts and data sets ---

alerts.addEventListener('event', ({ detail: { value, isHistory } }) => {
  const { level, title, text, at: time } = value;
  notify({ level, title, text, time: new Date(time) }, { isNews: !isHistory, withToast: !isHistory });
});

const sets = new Sets(at('sets'));
datasets.addEventListener('event', ({ detail: { value, isHistory } }) => {
  const time = new Date(value.at);
  sets.add(value, time);
  at('sets-count').textContent = `${value.n} so far`;
  const text = `${value.rows.toLocaleString()} rows, ${sizeText(value.bytes)}, in ${value.seconds} s`;
  notify({ level: 'dataset', title: `${value.name} is ready`, text, time }, { isNews: !isHistory });
});

for (const topic of topics) {
  topic.addEventListener('state', showTopics);
  topic.addEventListener('remark', ({ detail }) => wire.addRemark(detail.text));
  topic.addEventListener('event', ({ detail }) => {
    if (!detail.isHistory) wire.addEvent(detail);
  });
}
setInterval(showTopics, 500);
openAll();
