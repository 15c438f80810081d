// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two streams; what they carry is read by the format that was asked for.

import { Live, Wire, at, curlLine, showConnection } from '/demo/demo.js';

const readers = {
  text: (data) => data,
  json: (data) => Object.values(JSON.parse(data))[0],
  xml: (data) => new DOMParser().parseFromString(data, 'application/xml').documentElement.textContent,
  html: (data) => new DOMParser().parseFromString(data, 'text/html').body.textContent,
};
const chosen = () => document.querySelector('#format :checked').value;

const clock = new Live('/clock', { parameters: { format: chosen() } });
const counter = new Live('/counter', { parameters: { format: chosen() } });
const wire = new Wire(at('wire'), { curl: curlLine(clock.url) });

const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hour12: false });
const shown = {
  clock: (value) => timeOfDay.format(new Date(value)),
  counter: (value) => Number(value).toLocaleString(),
};

for (const [name, live] of Object.entries({ clock, counter })) {
  showConnection(at(`${name}-connection`), live);
  wire.follow(live);
  live.addEventListener('event', ({ detail }) => {
    at(name).textContent = shown[name](readers[live.parameters.format](detail.data));
    at(`${name}-payload`).textContent = detail.data;
  });
  live.open();
}

at('format').addEventListener('change', () => {
  for (const live of [clock, counter]) {
    live.parameters = { format: chosen() };
    live.open();
  }
  wire.curl = curlLine(clock.url);
});
