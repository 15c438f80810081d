// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The smallest server that better-sse's documentation would have one write: one channel, and a
// request that broadcasts its body. Started as a process: node bettersse-server.mjs PORT
import http from 'node:http';

import { createChannel, createSession } from 'better-sse';

const channel = createChannel();

async function subscribe(request, response) {
  channel.register(await createSession(request, response));
}

function publish(request, response) {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (text) => { body += text; });
  request.on('end', () => {
    channel.broadcast(body);
    response.writeHead(202, { 'Content-Length': 0 }).end();
  });
}

const server = http.createServer((request, response) => {
  if (request.method === 'POST') publish(request, response);
  else subscribe(request, response);
});
server.keepAliveTimeout = 600_000;
server.listen({ port: Number(process.argv[2]), host: '127.0.0.1', backlog: 4096 });
