// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Heliograph without a window, and with one.
import fs from 'node:fs';
import path from 'node:path';

import { accepting, freePort, start, stop } from '../process.mjs';
import { startDisplay } from './display.mjs';

const paths = { subscribe: '/events', publish: '/api/publish' };

export async function startHeadless({ folder, log, program, serveArguments }) {
  const port = await freePort();
  const child = start(program, ['serve', '--port', String(port), ...serveArguments], {
    log, env: { XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
  });
  await accepting(child, port);
  return { ...paths, port, pid: child.pid, stop: () => stop(child) };
}

/** The window with settings of its own: it listens at once, and shows the log of all traffic. */
export async function startWindow({ folder, log, program }) {
  const port = await freePort();
  const settings = path.join(folder, 'heliograph');
  fs.mkdirSync(settings, { recursive: true });
  fs.writeFileSync(path.join(settings, 'heliograph.conf'),
    `[server]\nhost=127.0.0.1\nport=${port}\n\n[window]\ntab=2\n`);
  const display = await startDisplay(log);
  const child = start(program, [], {
    log,
    env: {
      DISPLAY: display.name, WAYLAND_DISPLAY: '', QT_QPA_PLATFORM: 'xcb',
      XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder,
    },
  });
  await accepting(child, port);
  return {
    ...paths, port, pid: child.pid,
    stop: async () => {
      await stop(child);
      await display.stop();
    },
  };
}
