// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One run of the load generator against one fresh server.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { run } from './process.mjs';
import { servers } from './servers.mjs';

const folders = new Set();
process.on('exit', () => folders.forEach(remove));

function remove(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

const asOptions = (values) => Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);

/**
 * Starts @p serverName, lets the load generator play @p scenario, stops the server:
 * {report, problems, log}. Problems are sentences; no report when the run came to nothing.
 */
export async function measure(serverName, scenario, parameters, options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heliograph-bench-'));
  folders.add(folder);
  const log = path.join(folder, 'server.log');
  let server;
  try {
    server = await servers[serverName].start({ ...options, folder, log });
    const { code, stdout } = await run(options.loadgen, [scenario, ...asOptions({
      pid: server.pid, port: server.port, subscribe: server.subscribe, publish: server.publish, ...parameters,
    })]);
    const report = stdout ? JSON.parse(stdout) : undefined;
    await server.stop();
    server = undefined;
    const problems = report?.problems ?? (code === 0 ? [] : [`the load generator ended with ${code}`]);
    return { report, problems, log: readLog(log) };
  } catch (error) {
    return { problems: [error.message], log: readLog(log) };
  } finally {
    await server?.stop();
    remove(folder);
  }
}

const readLog = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');
