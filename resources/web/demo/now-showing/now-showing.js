// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The whole list arrives each time; the page only draws it.

import { Live, Wire, at, curlLine, element, showConnection, timeElement } from '/demo/demo.js';

const source = new URL(location.href).searchParams.get('source');
const live = new Live('/now-showing', { types: ['message', 'problem'], parameters: { source } });
showConnection(at('connection'), live);
const wire = new Wire(at('wire'), { curl: curlLine(live.url, "-H 'Accept: text/event-stream'") });
wire.follow(live);

/** How many minutes from now @p time ("20:15") is, today; negative when it has begun. */
function minutesUntil(time) {
  const [hours, minutes] = time.split(':').map(Number);
  const now = new Date();
  return hours * 60 + minutes - now.getHours() * 60 - now.getMinutes();
}

function timesOf(times) {
  const next = times.find((time) => minutesUntil(time) >= 0);
  return element(
    'p',
    { className: 'times' },
    ...times.map((time) =>
      element('span', {
        textContent: time,
        className: time === next ? 'next' : minutesUntil(time) < 0 ? 'over' : '',
      }),
    ),
  );
}

function whenNext(times) {
  const next = times.find((time) => minutesUntil(time) >= 0);
  if (next === undefined) return 'again tomorrow';
  const minutes = minutesUntil(next);
  if (minutes === 0) return 'begins now';
  return minutes < 60 ? `in ${minutes} min` : `in ${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function row({ title, year, director, minutes, hall, times }) {
  return element(
    'li',
    {},
    element('span', { className: 'hall', textContent: hall, title: `Hall ${hall}` }),
    element(
      'div',
      {},
      element('h3', { textContent: title }),
      element('p', { className: 'quiet', textContent: `${director}, ${year} · ${minutes} min` }),
    ),
    timesOf(times),
    element('p', { className: 'when', textContent: whenNext(times) }),
  );
}

live.addEventListener('event', ({ detail: { type, data } }) => {
  const value = JSON.parse(data);
  const updated = at('updated');
  if (type === 'problem') {
    updated.textContent = `The list could not be fetched: ${value.message}`;
    return;
  }
  at('cinema').textContent = value.cinema;
  at('films').replaceChildren(...value.films.map(row));
  updated.replaceChildren('Updated ', timeElement());
});
live.open();
