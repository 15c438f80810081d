// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The servers that are measured, by the name that --servers knows them by.
import { startBetterSse } from './servers/bettersse.mjs';
import { startHeadless, startWindow } from './servers/heliograph.mjs';
import { startNchan } from './servers/nchan.mjs';

/**
 * start(context) gives {pid, port, subscribe, publish, stop()}; the context holds a `folder` for
 * the server's files, a `log` for what it says, the `program` and its `serveArguments`.
 */
export const servers = {
  heliograph: { title: 'heliograph serve', start: startHeadless },
  window: { title: 'heliograph, window', start: startWindow },
  nchan: { title: 'nginx + nchan', start: startNchan },
  'better-sse': { title: 'better-sse', start: startBetterSse },
};
