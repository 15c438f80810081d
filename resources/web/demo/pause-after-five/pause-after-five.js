// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Counts with the server, and closes the EventSource when the server asks for it.

import { Live, Wire, at, curlLine, element, showConnection } from '/demo/demo.js';

const last = 5;
const live = new Live('/pause', { types: ['test', 'pause'] });
showConnection(at('connection'), live);
const wire = new Wire(at('wire'), { curl: curlLine(live.url) });
wire.follow(live);

const steps = Array.from({ length: last + 1 }, (_, i) => element('li', { textContent: i }));
steps[last].title = 'pause';
at('steps').append(...steps);

live.addEventListener('opened', () => {
  for (const step of steps) step.className = '';
  at('verdict').textContent = 'Open: an event each second';
});

live.addEventListener('event', ({ detail: { type, data, lastEventId } }) => {
  steps[Number(data)].className = type === 'pause' ? 'paused' : 'reached';
  at('last-type').textContent = `${type}, data ${data}`;
  at('last-id').textContent = lastEventId;
  if (type !== 'pause') return;
  live.close();
  at('verdict').textContent =
    'The server sent "pause", so the page closed the stream. It will not reconnect.';
});
live.open();
