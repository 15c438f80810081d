// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is on in the cinema: the list of films is fetched over HTTP every 5 s and handed on, whole,
// to each client that asks for an event stream. Plain Node, no framework.
//
//   GET /now-showing       needs "Accept: text/event-stream", as EventSource sends it; else 406
//   GET /now-showing?source=/demo/now-showing/films.json    another list of the same server
//
//   curl -N -H 'Accept: text/event-stream' http://127.0.0.1:8080/now-showing

import http from 'node:http';

/** Where the list comes from: a path of this server, or any http address, "https://example.org/films". */
const films = '/demo/now-showing/films.json';
const every = 5000;

/** The address to fetch. Requests choose among this server's paths only: it is no open proxy. */
function sourceOf(request) {
  const own = `http://${request.headers.host}`;
  const asked = new URL(request.url, own).searchParams.get('source');
  const source = new URL(asked ?? films, own);
  if (asked !== null && source.origin !== new URL(own).origin) throw new Error('source must be a path');
  return source.href;
}

function refuse(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

http.createServer(async (request, response) => {
  if (new URL(request.url, 'http://localhost').pathname !== '/now-showing') {
    return refuse(response, 404, 'There is only /now-showing.');
  }
  if (!request.headers.accept?.includes('text/event-stream')) {
    return refuse(response, 406, 'This is an event stream: ask for it with "Accept: text/event-stream".');
  }
  let source;
  try {
    source = sourceOf(request);
  } catch (error) {
    return refuse(response, 400, error.message);
  }

  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
  let closed = false;
  response.on('close', () => {
    closed = true;
    console.log('A client closed: no more films for it');
  });

  while (!closed) {
    try {
      const answer = await fetch(source);
      if (!answer.ok) throw new Error(`${source} answered ${answer.status}`);
      response.write(`event: message\ndata: ${JSON.stringify(await answer.json())}\n\n`);
    } catch (error) {
      console.warn(error.message);
      response.write(`event: problem\ndata: ${JSON.stringify({ message: error.message })}\n\n`);
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}).listen(8080);
