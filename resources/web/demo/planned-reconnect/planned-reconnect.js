// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts what arrives over many connections: the numbers must have no hole.

import { Live, Wire, at, curlLine, element, showConnection } from '/demo/demo.js';

const kept = 240;
const colours = 5;
const replayWithin = 120; // ms after onopen; what was missed is written at once

const parameters = () => ({ seconds: at('seconds').value });
const live = new Live('/planned', { types: ['tick'], parameters: parameters(), resume: true });
showConnection(at('connection'), live);
const wire = new Wire(at('wire'), { curl: curlLine(live.url) });
wire.follow(live);

const counts = { received: 0, missed: 0, closes: 0, replayed: 0 };
let newest = 0;
let openedAt = 0;

function show() {
  for (const [name, value] of Object.entries(counts)) at(name).textContent = value.toLocaleString();
  at('missed').className = counts.missed === 0 ? 'good' : 'bad';
  at('squares').setAttribute(
    'aria-label',
    `${counts.received} events over ${live.opened} connections, ${counts.missed} missed`,
  );
}

live.addEventListener('opened', () => {
  openedAt = performance.now();
});
live.addEventListener('lost', () => {
  if (openedAt > 0) counts.closes += 1;
  openedAt = 0;
  show();
});

live.addEventListener('event', ({ detail }) => {
  const { n } = JSON.parse(detail.data);
  const replayed = live.opened > 1 && performance.now() - openedAt < replayWithin;
  counts.received += 1;
  counts.replayed += replayed ? 1 : 0;
  if (newest > 0 && n > newest + 1) counts.missed += n - newest - 1;
  newest = n;
  const square = element('li', {
    className: `k${live.opened % colours}${replayed ? ' replayed' : ''}`,
    title: `Event ${n}, connection ${live.opened}`,
  });
  at('squares').append(square);
  while (at('squares').childElementCount > kept) at('squares').firstElementChild.remove();
  show();
});

/** How much of the stream's life is left. */
function showRest() {
  const seconds = Number(live.parameters.seconds);
  const left = openedAt === 0 ? 0 : Math.max(0, 1 - (performance.now() - openedAt) / (seconds * 1000));
  at('rest').style.transform = `scaleX(${left})`;
}
setInterval(showRest, 100);

at('seconds').addEventListener('change', () => {
  live.parameters = parameters();
  openedAt = 0;
  live.open();
  wire.curl = curlLine(live.url);
});
show();
live.open();
