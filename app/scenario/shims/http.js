// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const EventEmitter = load('events');
    const server = load('server');
    const { named, lacking, unsupported } = load('unsupported');
    const { IncomingMessage, ServerResponse, statusTexts } = load('http-message');
    let ports = 0;

    class Server extends EventEmitter {
        constructor(listener) {
            super();
            this.listening = false;
            this.timeout = this.keepAliveTimeout = this.headersTimeout = this.requestTimeout = 0;
            Object.defineProperty(this, '_answers', { value: {
                routes: () => listener?._routes?.() ?? server.everything(),
                handle: (request, response) => this._handle(request, response),
            } });
            if (listener)
                this.on('request', listener);
            Object.defineProperty(this, '_listener', { value: listener });
        }
        // As emit('request'), but a promise that a handler returns is the caller's to watch.
        _handle(request, response) {
            const results = this.listeners('request').map((listener) => listener.call(this, request, response));
            return Promise.all(results.filter((result) => typeof result?.then === 'function'));
        }
        listen(...args) {
            const callback = args.find((arg) => typeof arg === 'function');
            const port = Number(args[0]?.port ?? args[0]);
            Object.defineProperty(this, '_port', { value: port || 8080, configurable: true });
            this.listening = true;
            ++ports;
            console.info('listens: its paths are served by Heliograph');
            server.add(this._answers);
            process.nextTick(() => {
                this.emit('listening');
                callback?.call(this);
            });
            return this;
        }
        close(callback) {
            this.listening = false;
            server.remove(this._answers);
            process.nextTick(() => {
                this.emit('close');
                callback?.();
            });
            return this;
        }
        address() { return this.listening ? { address: '127.0.0.1', family: 'IPv4', port: this._port } : null; }
        setTimeout() { return this; }
        ref() { return this; }
        unref() { return this; }
        closeAllConnections() {}
        closeIdleConnections() {}
    }
    lacking(Server.prototype, 'server', ['getConnections']);

    const useFetch = 'use fetch(url)';
    module.exports = named('http', {
        Server, IncomingMessage, ServerResponse,
        STATUS_CODES: statusTexts,
        METHODS: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
        createServer: (options, listener = options) =>
            new Server(typeof listener === 'function' ? listener : undefined),
        request: unsupported('http.request', useFetch),
        get: unsupported('http.get', useFetch),
        Agent: class Agent {},
    }, useFetch);
})
