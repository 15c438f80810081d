// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a data platform tells its dashboard: metrics twice a second, alerts when something leaves
// its range, a notice when a data set is ready. It publishes to channels of the server, so that
// replay after a lost connection and the polling fallback are there without a line of code.
//
//   GET /events/metrics      "metric"   {n, at, rows: {...}, latency: {p50, p95}, load, errors, viewers}
//   GET /events/alerts       "alert"    {n, at, level, title, text}
//   GET /events/datasets     "dataset"  {n, at, name, rows, bytes, seconds, profile}
//
//   curl -N http://127.0.0.1:8080/events/metrics
//   curl 'http://127.0.0.1:8080/api/events?endpoint=/events/alerts&wait=20'

const channels = { metric: '/events/metrics', alert: '/events/alerts', dataset: '/events/datasets' };
const sent = { metric: 0, alert: 0, dataset: 0 };

/** Publishes to the channel of @p event; `n` counts without holes, so that a page can tell a loss. */
function tell(event, data) {
  const at = new Date().toISOString();
  return publish({ endpoint: channels[event], event, data: { n: sent[event] += 1, at, ...data } });
}

const between = (low, high) => low + Math.random() * (high - low);
const oneOf = (list) => list[Math.floor(Math.random() * list.length)];
const round = (value, digits = 0) => Number(value.toFixed(digits));

// --- Metrics: walks that are pulled back to where they belong ---

class Walk {
  constructor({ at, step, low = 0, high = Infinity }) {
    Object.assign(this, { value: at, at, step, low, high });
  }

  next(target = this.at) {
    this.value += (target - this.value) * 0.08 + between(-this.step, this.step);
    this.value = Math.min(this.high, Math.max(this.low, this.value));
    return this.value;
  }
}

const sources = {
  sensors: new Walk({ at: 1850, step: 90 }),
  orders: new Walk({ at: 1120, step: 70 }),
  weblogs: new Walk({ at: 760, step: 60 }),
  tracking: new Walk({ at: 410, step: 45 }),
};
const latency = new Walk({ at: 38, step: 2.5, low: 12 });
const load = new Walk({ at: 46, step: 2, low: 4, high: 99 });
const errors = new Walk({ at: 0.4, step: 0.08, high: 9 });
const viewers = new Walk({ at: 240, step: 4 });

/** Trouble passes through: {title, text, load, latency, errors} while it lasts, null otherwise. */
let trouble = null;

async function metrics() {
  for (let tick = 0; ; tick += 1) {
    const tide = 1 + 0.22 * Math.sin(tick / 38) + 0.06 * Math.sin(tick / 9);
    const rows = {};
    for (const [name, walk] of Object.entries(sources)) rows[name] = round(walk.next(walk.at * tide));
    const p50 = latency.next(trouble?.latency ?? 38 * tide);
    await tell('metric', {
      rows,
      latency: { p50: round(p50, 1), p95: round(p50 * (trouble ? 2.9 : 1.9) + between(0, 9), 1) },
      load: round(load.next(trouble?.load ?? 46 * tide), 1),
      errors: round(errors.next(trouble?.errors ?? 0.4), 2),
      viewers: round(viewers.next(240 * tide)),
    });
    await sleep(500);
  }
}

// --- Alerts ---

const troubles = [
  { level: 'critical', title: 'Queries are slow', text: 'p95 climbs on the orders cube', latency: 96, load: 88 },
  { level: 'warning', title: 'Load is high', text: 'Ingest node 3 is above 85 %', load: 91, latency: 58 },
  { level: 'warning', title: 'Rows are rejected', text: 'weblogs sends dates that are none', errors: 4.2 },
  { level: 'critical', title: 'A replica fell behind', text: 'eu-west is 40 s late', latency: 84, errors: 2.1 },
];

async function alerts() {
  await sleep(4000);
  for (;;) {
    trouble = oneOf(troubles);
    const { level, title, text } = trouble;
    await tell('alert', { level, title, text });
    await sleep(between(9000, 13_000));
    trouble = null;
    await tell('alert', { level: 'resolved', title, text: 'Back in its range' });
    await sleep(between(9000, 18_000));
  }
}

// --- Data sets ---

const names = ['sales by region', 'sensor drift', 'churn cohort', 'delivery times', 'search terms',
  'energy by hour', 'basket pairs', 'returns by reason'];

async function datasets() {
  await sleep(2000);
  for (let next = 0; ; next += 1) {
    const rows = round(between(8000, 2_400_000));
    await tell('dataset', {
      name: names[next % names.length],
      rows,
      bytes: round(rows * between(38, 90)),
      seconds: round(between(1.2, 19), 1),
      profile: Array.from({ length: 16 }, (_, i) => round(between(10, 40) + 55 * Math.sin((i + 1) / 5.2) ** 2)),
    });
    await sleep(between(6000, 11_000));
  }
}

await Promise.all([metrics(), alerts(), datasets()]);
