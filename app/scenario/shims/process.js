// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What programs ask of Node's process: nothing of the real one is shown.
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const EventEmitter = load('events');
    const started = native.now();

    const process = new EventEmitter();
    Object.assign(process, {
        env: {},
        argv: ['node', native.file],
        execArgv: [],
        pid: 1,
        platform: 'heliograph',
        version: 'v20.0.0',
        versions: { node: '20.0.0' },
        title: 'heliograph',
        exitCode: undefined,
        cwd: () => native.folder,
        uptime: () => (native.now() - started) / 1000,
        hrtime: Object.assign(
            (since = [0, 0]) => {
                const now = native.now() - since[0] * 1e3 - since[1] / 1e6;
                return [Math.floor(now / 1e3), Math.round((now % 1e3) * 1e6)];
            },
            { bigint: () => BigInt(Math.round(native.now() * 1e6)) }),
        memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0 }),
        nextTick: (callback, ...args) => queueMicrotask(() => callback(...args)),
        exit: (code = process.exitCode ?? 0) => native.exit(Number(code) || 0),
        emitWarning: (warning) => console.warn(String(warning)),
        stdout: { write: (text) => (native.print(1, String(text).replace(/\n$/, '')), true), isTTY: false },
        stderr: { write: (text) => (native.print(4, String(text).replace(/\n$/, '')), true), isTTY: false },
    });
    module.exports = named('process', process);
})
