// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs first in every scenario: makes the globals, and gives the engine the functions it calls.
(function (native) {
    'use strict';
    const loaded = new Map();

    // One of our own modules, by its file's name; undefined when there is none.
    function load(name) {
        if (loaded.has(name))
            return loaded.get(name).exports;
        const make = native.shim(name);
        if (make === undefined)
            return undefined;
        const module = { exports: {} };
        loaded.set(name, module);
        make(native, load, module, module.exports);
        return module.exports;
    }

    // Blocks the thread for ever where nothing can interrupt it.
    delete globalThis.Atomics;
    delete globalThis.WebAssembly;

    const define = (names) => {
        for (const [name, value] of Object.entries(names))
            Object.defineProperty(globalThis, name,
                { value, writable: true, configurable: true, enumerable: false });
    };
    define({ global: globalThis });
    define(load('timers').globals);
    define(load('encoding'));
    define(load('url-classes'));
    define({ Buffer: load('buffer').Buffer });
    define({ console: load('console') });
    define({ process: load('process') });
    define(load('abort'));
    define(load('fetch'));
    define(load('publish'));
    define({ crypto: load('crypto') });

    const { timer } = load('timers');
    const { settle } = load('promises');
    const server = load('server');
    const { runMain } = load('modules');
    return {
        start: runMain,
        request: server.request,
        closed: server.closed,
        drained: server.drained,
        timer,
        settle,
    };
})
