// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Plain requests, event streams as text, and raw sockets.
import http from 'node:http';
import net from 'node:net';

import { Text, deadline } from './waiting.mjs';

/** One request on a connection of its own; {status, headers, text, json}. */
export function request(url, { method = 'GET', headers = {}, body } = {}) {
  return deadline(new Promise((resolve, reject) => {
    const sent = http.request(url, { method, headers, agent: false }, async (response) => {
      const text = await new Text(response, 'the answer').all();
      let json;
      try {
        json = JSON.parse(text);
      } catch {
        json = undefined;
      }
      resolve({ status: response.statusCode, headers: response.headers, text, json });
    });
    sent.on('error', reject);
    sent.end(body);
  }), `an answer to ${method} ${url}`);
}

/** Publishes @p event (an object or an array) as JSON. */
export function publish(server, event, headers = {}) {
  return request(`${server.url}/api/publish`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof event === 'string' ? event : JSON.stringify(event),
  });
}

/** Opens a stream for the duration of test @p t: {status, headers, body: Text, complete, close()}. */
export function openStream(t, url, { method = 'GET', headers = {}, body } = {}) {
  return deadline(new Promise((resolve, reject) => {
    const sent = http.request(url, {
      method, headers: { Accept: 'text/event-stream', ...headers }, agent: false,
    }, (response) => {
      resolve({
        status: response.statusCode,
        headers: response.headers,
        localPort: response.socket.localPort,
        body: new Text(response, `the stream ${url}`),
        isComplete: () => response.complete,
        close: () => sent.destroy(),
      });
    });
    sent.on('error', reject);
    sent.end(body);
    t.after(() => sent.destroy());
  }), `the head of the stream ${url}`);
}

/** A socket to @p server for the duration of test @p t: {send(), in: Text}. */
export function rawConnection(t, server) {
  return deadline(new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    socket.on('error', reject);
    t.after(() => socket.destroy());
    socket.on('connect', () => {
      resolve({ in: new Text(socket, 'the connection'), send: (bytes) => socket.write(bytes), socket });
    });
  }), 'a connection');
}

/** Sends @p bytes on a new connection and returns all that comes until the server closes it. */
export async function exchange(t, server, bytes) {
  const connection = await rawConnection(t, server);
  connection.send(bytes);
  return connection.in.all();
}

/** Starts a node server with @p handler for the duration of test @p t; returns its base URL. */
export function listen(t, handler) {
  return deadline(new Promise((resolve) => {
    const server = http.createServer(handler);
    t.after(() => {
      server.closeAllConnections();
      server.close();
    });
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  }), 'a server');
}
