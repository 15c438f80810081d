// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who ends a stream? Here the page does, because the server asks it to: each second an event
// "test" with 0, 1, 2 ..., and once the count is 5 an event "pause", on which the page calls
// close(). Until it does, comments keep the connection warm.
//
//   GET /pause
//
//   curl -N http://127.0.0.1:8080/pause      (end it with Ctrl+C: curl does not know "pause")

import { PassThrough } from 'node:stream';
import Router from '@koa/router';
import Koa from 'koa';

const last = 5;

const app = new Koa();
const router = new Router();

/** One event. The id is the time, in milliseconds; after a loss the page waits 10 s. */
const frame = (event, data) => `retry: 10000\nevent: ${event}\nid: ${Date.now()}\ndata: ${data}\n\n`;

router.get('/pause', (ctx) => {
  const stream = new PassThrough();
  ctx.status = 200;
  ctx.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
  ctx.body = stream;

  let count = 0;
  const timer = setInterval(() => {
    if (count < last) stream.write(frame('test', count));
    else if (count === last) stream.write(frame('pause', count));
    else stream.write(': heartbeat\n\n');
    count += 1;
  }, 1000);
  stream.write(': welcome\n\n');

  stream.on('close', () => {
    clearInterval(timer);
    console.log(`The client closed after ${Math.min(count, last + 1)} events`);
  });
});

app.use(router.routes());
app.listen(8080);
