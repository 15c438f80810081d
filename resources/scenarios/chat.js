// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A small chat: what one page posts, every other page receives. The last messages are kept, and
// replayed to whoever comes, or comes back with Last-Event-ID.
//
//   GET  /chat             events "message" {name, text, at} and "people" {count}
//   POST /chat/messages    name=...&text=..., or the same as JSON
//
//   curl -N http://127.0.0.1:8080/chat
//   curl http://127.0.0.1:8080/chat/messages -d name=Ada --data-urlencode 'text=Hello from curl'

import express from 'express';

const kept = 50;
const longestName = 40;
const longestText = 500;

const streams = new Set();
const messages = []; // { id, name, text, at }, the oldest first
let lastId = 0;

const frame = ({ id, ...message }) => `id: ${id}\ndata: ${JSON.stringify(message)}\n\n`;

function broadcast(text) {
  for (const stream of streams) stream.write(text);
}

/** No id: how many are here is news, and no use to anyone later. */
const tellPeople = () => broadcast(`event: people\ndata: {"count":${streams.size}}\n\n`);

const app = express();
app.use(express.json(), express.urlencoded({ extended: false }));

app.get('/chat', (request, response) => {
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
  response.flushHeaders();
  response.write('retry: 2000\n\n');
  const after = Number(request.get('Last-Event-ID') ?? 0);
  for (const message of messages) {
    if (message.id > after || after > lastId) response.write(frame(message));
  }
  streams.add(response);
  tellPeople();
  response.on('close', () => {
    streams.delete(response);
    tellPeople();
  });
});

app.post('/chat/messages', (request, response) => {
  const name = String(request.body?.name ?? '').trim().slice(0, longestName) || 'Somebody';
  const text = String(request.body?.text ?? '').trim();
  if (!text || text.length > longestText) {
    response.status(400).json({ error: `text must have 1 to ${longestText} characters` });
    return;
  }
  const message = { id: lastId += 1, name, text, at: new Date().toISOString() };
  messages.push(message);
  if (messages.length > kept) messages.shift();
  broadcast(frame(message));
  console.log(`${name}: ${text}`);
  response.status(201).json({ id: message.id, recipients: streams.size });
});

app.listen(8080);
