// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the figures come from: they mean nothing without it.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What @p command prints on both outputs; empty when it fails. */
function outputOf(command, ...args) {
  try {
    return execFileSync('sh', ['-c', '"$0" "$@" 2>&1', command, ...args], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

/** The version of Qt that @p program is linked with. */
function qtVersion(program) {
  const [, library] = /libQt6Core\.so\.6 => (\S+)/.exec(outputOf('ldd', program)) ?? [];
  return library ? path.basename(fs.realpathSync(library)).replace('libQt6Core.so.', '') : 'unknown';
}

const first = (pattern, text) => pattern.exec(text)?.[1] ?? 'unknown';

export function describeMachine(program) {
  const betterSse = new URL('./node_modules/better-sse/package.json', import.meta.url);
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    kernel: `${os.type()} ${os.release()}`,
    load: os.loadavg().map((load) => load.toFixed(1)).join(' '),
    descriptors: first(/(\d+)/, outputOf('sh', '-c', 'ulimit -Hn')),
    heliograph: first(/heliograph (\S+)/, outputOf(program, '--version')),
    qt: qtVersion(program),
    nginx: first(/nginx\/(\S+)/, outputOf('/usr/sbin/nginx', '-v')),
    nchan: first(/(?:\d+:)?([^+]+)/, outputOf('dpkg-query', '-W', '-f=${Version}', 'libnginx-mod-nchan')),
    node: process.version,
    betterSse: fs.existsSync(betterSse) ? JSON.parse(fs.readFileSync(betterSse, 'utf8')).version : 'unknown',
  };
}
