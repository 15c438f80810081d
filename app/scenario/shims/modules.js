// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// require() and import for scenarios: our shims by name, and the author's own files by path.
(function (native, load, module) {
    'use strict';
    const { message } = load('unsupported');
    const server = load('server');

    // What scripts may ask for, and the file that has it.
    const shims = {
        'buffer': 'buffer', 'crypto': 'crypto', 'events': 'events', 'fs': 'fs',
        'fs/promises': 'fs-promises', 'http': 'http', 'https': 'https', 'path': 'path',
        'process': 'process', 'querystring': 'querystring', 'stream': 'stream',
        'timers': 'timers-module', 'timers/promises': 'timers-promises', 'url': 'url', 'util': 'util',
        'axios': 'axios', 'express': 'express', 'koa': 'koa', '@koa/router': 'koa-router',
        'koa-router': 'koa-router', 'node-fetch': 'node-fetch', 'request': 'request', 'uuid': 'uuid',
        'body-parser': 'body-parser', 'koa-bodyparser': 'koa-body', 'koa-body': 'koa-body',
        '@koa/bodyparser': 'koa-body',
        'cors': 'middleware', '@koa/cors': 'koa-middleware', 'koa2-cors': 'koa-middleware',
        'kcors': 'koa-middleware', 'koa-logger': 'koa-middleware', 'morgan': 'middleware',
        'helmet': 'middleware', 'compression': 'middleware', 'dotenv': 'middleware',
    };
    const instead = {
        child_process: 'a scenario starts no programs', cluster: 'a scenario runs on one thread',
        worker_threads: 'a scenario runs on one thread', net: 'use http.createServer or fetch(url)',
        dgram: 'use fetch(url)', tls: 'use fetch(url)', http2: 'use http.createServer',
        os: 'a scenario sees nothing of the machine', vm: 'a scenario runs one script',
        ws: 'Heliograph serves event streams, not WebSockets',
        'socket.io': 'Heliograph serves event streams, not WebSockets',
        eventsource: 'a scenario serves streams; subscribe in the window or with heliograph subscribe',
    };

    const files = new Map(); // path -> module
    const { normalize, dirname } = load('path');

    function resolveFile(name, folder) {
        const path = normalize(/^:?\//.test(name) ? name : `${folder}/${name}`);
        const found = [path, `${path}.js`, `${path}.mjs`, `${path}.cjs`, `${path}.json`, `${path}/index.js`]
            .find((candidate) => native.exists(candidate));
        if (found === undefined)
            throw new Error(`Cannot find module '${name}': a scenario requires files of its own folder only`);
        return found;
    }

    function requireFile(name, folder) {
        const path = resolveFile(name, folder);
        if (files.has(path))
            return files.get(path).exports;
        const own = { exports: {}, id: path, filename: path, loaded: false };
        files.set(path, own);
        if (path.endsWith('.json'))
            own.exports = JSON.parse(native.decode(native.readFile(path)));
        else
            native.compile(path)(...argumentsFor(own, path, () => {}));
        own.loaded = true;
        return own.exports;
    }

    function makeRequire(folder) {
        const require = (name) => {
            if (typeof name !== 'string')
                throw new TypeError('require: the name of a module must be a string');
            const plain = name.replace(/^node:/, '');
            if (/^(\.{0,2}\/|\.{1,2}$)/.test(plain))
                return requireFile(plain, folder);
            if (!Object.hasOwn(shims, plain))
                throw new Error(message(`require('${name}')`, instead[plain]
                    ?? 'there are no packages here, but http, express, koa, stream, fs, request and more'));
            return load(shims[plain]);
        };
        require.resolve = (name) => name;
        require.cache = {};
        return require;
    }

    // The default export of a module of the author's, or the whole of a CommonJS one.
    const defaultOf = (exports) => (exports?.__esModule ? exports.default : exports);

    function argumentsFor(own, path, scope) {
        const folder = dirname(path);
        const require = makeRequire(folder);
        const isModule = () => {
            if (!own.exports.__esModule)
                Object.defineProperty(own.exports, '__esModule', { value: true });
        };
        const exportName = (name, get) => {
            isModule();
            Object.defineProperty(own.exports, name, { get, enumerable: true, configurable: true });
        };
        const exportAll = (other) => {
            for (const name of Object.keys(other).filter((key) => key !== 'default'))
                exportName(name, () => other[name]);
        };
        // "export default EXPRESSION" is an assignment to this.
        const defaults = {
            set default(value) { exportName('default', () => value); },
            get default() { return own.exports.default; },
        };
        const importLater = async (name) => {
            const exports = require(String(name));
            return exports?.__esModule ? exports
                : new Proxy(exports, { get: (object, key) => (key === 'default' ? object : object[key]) });
        };
        const meta = { url: `file://${path}`, filename: path, dirname: folder };
        return [require, own, own.exports, path, folder, defaults, exportName, exportAll, importLater,
            defaultOf, meta, scope];
    }

    // --- The scenario itself ---

    let findHandler = () => undefined;
    let mounted = null;

    function probed() {
        try {
            return findHandler();
        } catch {
            return undefined; // declared, but not yet reached
        }
    }

    // A handler that the script exports or calls "handler" answers at the scenario's path; a script
    // that made a server has said which paths it answers.
    function mountHandler(main) {
        const handler = [main.exports, main.exports?.default, main.exports?.handler, probed(), globalThis.handler]
            .find((candidate) => typeof candidate === 'function');
        if (handler === undefined || mounted === handler)
            return;
        mounted = handler;
        if (handler._listening)
            return;
        server.add({
            routes: () => handler._routes?.() ?? [['', native.mountPath]],
            handle: (request, response) => handler(request, response),
        });
    }

    function runMain(code) {
        const path = native.file;
        const main = { exports: {}, id: '.', filename: path, loaded: false };
        // Presets are resources of the program, ":/...".
        const absolute = /^:?\//.test(path) ? path : `${native.folder}/${path}`.replace('//', '/');
        const args = argumentsFor(main, absolute, (find) => { findHandler = find; });
        args[0].main = main;
        const done = code.apply(main.exports, args);
        mountHandler(main);
        done.then(() => {
            main.loaded = true;
            mountHandler(main);
        }).catch(native.fail);
    }

    module.exports = { runMain };
})
