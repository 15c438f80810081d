// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A clock and a counter, each once a second, as text, JSON, XML or HTML: what "data:" carries is up
// to you, the stream never looks inside.
//
//   GET /clock?format=text|json|xml|html
//   GET /counter?format=...     counts on where the client left off, by its Last-Event-ID
//
//   curl -N 'http://127.0.0.1:8080/clock?format=xml'
//   curl -N -H 'Last-Event-ID: 41' http://127.0.0.1:8080/counter

import express from 'express';

const formats = {
  text: (name, value) => `${value}`,
  json: (name, value) => JSON.stringify({ [name]: value }),
  xml: (name, value) => `<?xml version="1.0"?>\n<${name}>${value}</${name}>`,
  html: (name, value) => `<strong class="${name}">${value}</strong>`,
};

const app = express();

/** Begins the stream, or says 400; `send(name, value, id)` writes one event in the format asked for. */
function begin(request, response) {
  const format = formats[request.query.format ?? 'text'];
  if (!format) {
    response.status(400).json({ error: `format must be one of ${Object.keys(formats).join(', ')}` });
    return null;
  }
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
  response.flushHeaders();
  return (name, value, id) => {
    // Each line of the payload is a data line of its own.
    const data = format(name, value).replaceAll('\n', '\ndata: ');
    response.write(`${id === undefined ? '' : `id: ${id}\n`}data: ${data}\n\n`);
  };
}

function everySecond(response, tick) {
  tick();
  const timer = setInterval(tick, 1000);
  response.on('close', () => clearInterval(timer));
}

app.get('/clock', (request, response) => {
  const send = begin(request, response);
  if (send) everySecond(response, () => send('time', new Date().toISOString()));
});

app.get('/counter', (request, response) => {
  const send = begin(request, response);
  let count = Number.parseInt(request.get('Last-Event-ID') ?? '0', 10) || 0;
  if (send) {
    everySecond(response, () => {
      count += 1;
      send('count', count, count);
    });
  }
});

app.listen(8080);
