// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// fetch(url, options). The program checks schemes, redirects, time and size.
(function (native, load, module) {
    'use strict';
    const { ask } = load('promises');
    const { Buffer } = load('buffer');
    const { named } = load('unsupported');

    class Headers {
        constructor(init = []) {
            this._map = new Map();
            const pairs = init instanceof Headers || typeof init[Symbol.iterator] === 'function'
                ? init : Object.entries(init);
            for (const [name, value] of pairs)
                this.append(name, value);
        }
        append(name, value) {
            const key = String(name).toLowerCase();
            this._map.set(key, this._map.has(key) ? `${this._map.get(key)}, ${value}` : String(value));
        }
        set(name, value) { this._map.set(String(name).toLowerCase(), String(value)); }
        get(name) { return this._map.get(String(name).toLowerCase()) ?? null; }
        has(name) { return this._map.has(String(name).toLowerCase()); }
        delete(name) { this._map.delete(String(name).toLowerCase()); }
        forEach(callback) { this._map.forEach((value, name) => callback(value, name, this)); }
        keys() { return this._map.keys(); }
        values() { return this._map.values(); }
        entries() { return this._map.entries(); }
        [Symbol.iterator]() { return this._map.entries(); }
    }

    class Response {
        constructor(body = '', { status = 200, statusText = '', headers = [], url = '', redirected = false } = {}) {
            Object.defineProperty(this, '_bytes',
                { value: typeof body === 'string' ? native.encode(body) : body, enumerable: false });
            Object.assign(this, { status, statusText, url, redirected, headers: new Headers(headers),
                ok: status >= 200 && status < 300, bodyUsed: false });
        }
        async bytes() { this.bodyUsed = true; return this._bytes; }
        async text() { this.bodyUsed = true; return native.decode(this._bytes); }
        async json() { return JSON.parse(await this.text()); }
        async arrayBuffer() { return (await this.bytes()).slice().buffer; }
        async buffer() { return Buffer._of(await this.bytes()); }
        clone() { return new Response(this._bytes, this); }
        // The body is there as a whole; it can be read as if it came in one piece.
        get body() {
            const bytes = this._bytes;
            let done = false;
            const next = async () => (done ? { done: true, value: undefined } : ((done = true), { done: false, value: bytes }));
            return named('response.body', {
                getReader: () => ({ read: next, cancel: async () => {}, releaseLock() {} }),
                [Symbol.asyncIterator]: () => ({ next }),
            }, 'use await response.text()');
        }
    }

    function bodyOf(body, headers) {
        if (body === undefined || body === null)
            return undefined;
        if (body instanceof URLSearchParams && !headers.has('content-type'))
            headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8');
        if (typeof body === 'string' && !headers.has('content-type'))
            headers.set('content-type', 'text/plain;charset=UTF-8');
        return ArrayBuffer.isView(body) || body instanceof ArrayBuffer ? body : String(body);
    }

    async function fetch(input, options = {}) {
        const headers = new Headers(options.headers ?? []);
        const { signal } = options;
        signal?.throwIfAborted();
        const body = bodyOf(options.body, headers);
        const request = {
            url: String(input?.url ?? input),
            method: String(options.method ?? 'GET').toUpperCase(),
            follow: (options.redirect ?? 'follow') === 'follow',
            headers: [...headers],
        };
        try {
            const answer = await ask((token) => {
                native.fetch(token, request, body);
                signal?.addEventListener('abort', () => native.abortFetch(token), { once: true });
            });
            return new Response(answer.body, answer);
        } catch (error) {
            if (signal?.aborted)
                throw signal.reason;
            throw error.name === 'Error' ? new TypeError(error.message) : error;
        }
    }
    module.exports = { fetch, Headers, Response };
})
