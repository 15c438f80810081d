// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A server that wants fewer open streams closes them, on purpose and politely: after n seconds each
// stream ends, "retry" has told the client when to come back, and its Last-Event-ID says where to
// go on. Nothing is missed.
//
//   GET /planned?seconds=8       1 to 60; an event "tick" {n, at} twice a second
//
//   curl -N 'http://127.0.0.1:8080/planned?seconds=3'
//   curl -N -H 'Last-Event-ID: 40' http://127.0.0.1:8080/planned

import express from 'express';

const kept = 600; // five minutes
const comeBackAfter = 1000;

const history = []; // { id, text }, the oldest first
const streams = new Set();
let lastId = 0;

setInterval(() => {
  const id = lastId += 1;
  const text = `event: tick\nid: ${id}\ndata: ${JSON.stringify({ n: id, at: new Date().toISOString() })}\n\n`;
  history.push({ id, text });
  if (history.length > kept) history.shift();
  for (const stream of streams) stream.write(text);
}, 500);

/** What came after @p id; nothing for a first visit, everything when the id is of an earlier run. */
function missedSince(id) {
  if (id === undefined) return [];
  return history.filter((event) => event.id > Number(id) || Number(id) > lastId);
}

const app = express();

app.get('/planned', (request, response) => {
  const seconds = Math.min(60, Math.max(1, Number(request.query.seconds ?? 8) || 8));
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
  response.flushHeaders();
  response.write(`retry: ${comeBackAfter}\n\n`);

  const missed = missedSince(request.get('Last-Event-ID') ?? request.query.lastEventId);
  for (const { text } of missed) response.write(text);
  if (missed.length > 0) console.log(`A client is back: ${missed.length} events replayed`);
  streams.add(response);

  const close = setTimeout(() => {
    response.write(`: closed on purpose after ${seconds} s\n\n`);
    response.end();
  }, seconds * 1000);
  response.on('close', () => {
    clearTimeout(close);
    streams.delete(response);
  });
});

app.listen(8080);
