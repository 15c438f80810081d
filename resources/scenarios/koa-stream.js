// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stream in Koa: the body of the answer is a PassThrough, and what is written into it leaves at
// once. One greeting a second; a line in the log for each client that comes or goes.
//
//   GET /sse
//
//   curl -N http://127.0.0.1:8080/sse

import { PassThrough } from 'node:stream';
import Router from '@koa/router';
import Koa from 'koa';

const greeting = { event: 'update', data: 'Hello, world!' };

const app = new Koa();
const router = new Router();

router.get('/sse', (ctx) => {
  const stream = new PassThrough();
  ctx.status = 200;
  ctx.set({
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  ctx.body = stream;

  console.log(`${ctx.ip} connected: ${ctx.get('User-Agent') || 'no user agent'}`);
  const greet = () => stream.write(`data: ${JSON.stringify(greeting)}\n\n`);
  greet();
  const timer = setInterval(greet, 1000);
  stream.on('close', () => {
    clearInterval(timer);
    console.log(`${ctx.ip} left`);
  });
});

app.use(router.routes());
app.listen(8080);
