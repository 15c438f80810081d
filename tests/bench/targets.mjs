// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Heliograph must reach, relative to a peer measured in the same run.

const againstNchan = {
  'cpu-1000-1': 0.7,
  'cpu-5000-1': 0.7,
  'cpu-1000-32': 0.3,
  'cpu-5000-32': 0.3,
  'p99-1000': 0.8,
  'rss-5000': 0.5,
  'connect-5000': 1.5,
  publishes: 0.8,
};
const figuresWithPeers = Object.keys(againstNchan);

/** {figure, server, peer, ratio, isMet}: `server`'s figure divided by `peer`'s is to be `ratio`. */
export function targetFor(figure, server, peer) {
  if (!figuresWithPeers.includes(figure.key)) return undefined;
  const atMost = (ratio) => (figure.more ? 1 / ratio : ratio);
  const targets = {
    'heliograph/nchan': againstNchan[figure.key],
    'window/heliograph': atMost(1.25),
    'heliograph/better-sse': atMost(1 / 2.5),
  };
  return targets[`${server}/${peer}`];
}

export const pairs = [['heliograph', 'nchan'], ['window', 'heliograph'], ['heliograph', 'better-sse']];

export function isMet(figure, ratio, target) {
  return figure.more ? ratio >= target : ratio <= target;
}
