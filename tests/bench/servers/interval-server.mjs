// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The throw-away server that one writes for a stream of events: an interval and a write. Each
// stream has numbers of its own. Started as a process: node interval-server.mjs PORT
import http from 'node:http';

http.createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  let number = 0;
  const timer = setInterval(() => response.write(`data: ${++number}\n\n`), 1);
  request.on('close', () => clearInterval(timer));
}).listen(Number(process.argv[2]), '127.0.0.1');
