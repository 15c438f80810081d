// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is run, and which figures come of it.

/** Figures are such that less is better, unless `more` says otherwise. */
const micro = { unit: 'us', digits: 2 };
const cpu = (clients, depth) => ({
  key: `cpu-${clients}-${depth}`,
  title: `CPU per delivery, ${clients.toLocaleString('en')} clients, ${depth} in flight`,
  value: (report) => report.cpuMicrosecondsPerDelivery,
  ...micro,
});
const p99 = (clients) => ({
  key: `p99-${clients}`,
  title: `p99 latency, ${clients.toLocaleString('en')} clients, 1 in flight`,
  value: (report) => report.latencyMicroseconds.p99 / 1000,
  unit: 'ms',
  digits: 2,
});
const memory = (clients) => ({
  key: `rss-${clients}`,
  title: `RSS per idle client, ${clients.toLocaleString('en')} clients`,
  value: (report) => report.residentBytesPerClient / 1024,
  unit: 'KiB',
  digits: 2,
});
const connects = (clients) => ({
  key: `connect-${clients}`,
  title: `${clients.toLocaleString('en')} connects`,
  value: (report) => report.connectSeconds,
  unit: 's',
  digits: 3,
});
const publishes = {
  key: 'publishes',
  title: 'publishes/s, no subscriber, 16 connections',
  value: (report) => report.publishesPerSecond,
  unit: '/s',
  digits: 0,
  more: true,
};
const publishCpu = {
  key: 'publish-cpu',
  title: 'CPU per publish, the same',
  value: (report) => report.cpuMicrosecondsPerPublish,
  ...micro,
};

const idle = (clients) => ({
  group: 'idle', scenario: 'idle', arguments: { clients }, figures: [memory(clients), connects(clients)],
});
const fanout = (clients, depth) => ({
  group: 'fanout',
  scenario: 'fanout',
  arguments: { clients, depth },
  timed: true,
  figures: depth === 1 ? [cpu(clients, depth), p99(clients)] : [cpu(clients, depth)],
});
const large = (run) => ({ ...run, group: 'large', servers: ['heliograph'] });

export const runs = [
  idle(5000),
  fanout(1000, 1),
  fanout(1000, 32),
  fanout(5000, 1),
  fanout(5000, 32),
  {
    group: 'publish', scenario: 'publishrate', arguments: { connections: 16 }, timed: true, figures: [publishes, publishCpu],
  },
  large(idle(10000)),
  large(fanout(10000, 1)),
  large(fanout(10000, 32)),
];

export const groups = [...new Set(runs.map((run) => run.group))];
export const figures = runs.flatMap((run) => run.figures);
