// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The smallest of the pages: each message becomes a paragraph.

import { Live, Wire, at, curlLine, element, prepend, showConnection, timeElement } from '/demo/demo.js';

const kept = 50;
const live = new Live('/sse');
showConnection(at('connection'), live);
const wire = new Wire(at('wire'), { curl: curlLine(live.url) });
wire.follow(live);

function count(name) {
  at(name).textContent = Number(at(name).textContent) + 1;
}

live.addEventListener('opened', () => count('onopen'));
live.addEventListener('lost', () => count('onerror'));
live.addEventListener('event', ({ detail }) => {
  count('onmessage');
  const { event, data } = JSON.parse(detail.data);
  const type = element('code', { className: 'quiet', textContent: event });
  prepend(at('messages'), element('p', {}, timeElement(), type, data), kept);
});
live.open();
