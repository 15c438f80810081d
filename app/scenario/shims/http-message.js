// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One request and its response, as Node's http module shows them to a server.
(function (native, load, module) {
    'use strict';
    const EventEmitter = load('events');
    const { Readable } = load('stream');
    const { Buffer } = load('buffer');
    const { lacking } = load('unsupported');
    const { queryObject } = load('url');
    const statusTexts = load('http-status');

    // What tutorials do to the socket has no meaning here, and is done for every stream anyway.
    function makeSocket(remote) {
        const socket = new EventEmitter();
        const at = remote.lastIndexOf(':');
        Object.assign(socket, {
            remoteAddress: at < 0 ? remote : remote.slice(0, at),
            remotePort: at < 0 ? undefined : Number(remote.slice(at + 1)),
            encrypted: false, destroyed: false, writable: true,
        });
        for (const name of ['setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref'])
            socket[name] = () => socket;
        return socket;
    }

    class IncomingMessage extends Readable {
        constructor(head, body) {
            super();
            this.method = head.method;
            this.url = head.url;
            this.httpVersion = '1.1';
            this.headers = {};
            this.rawHeaders = head.headers.flat();
            for (const [name, value] of head.headers) {
                const key = name.toLowerCase();
                this.headers[key] = key in this.headers ? `${this.headers[key]}, ${value}` : value;
            }
            this.socket = this.connection = makeSocket(head.remote ?? '');
            this.aborted = false;
            this.complete = true;
            const at = this.url.indexOf('?');
            this.query = queryObject(at < 0 ? '' : this.url.slice(at));
            Object.defineProperty(this, '_bytes', { value: Buffer._of(body), enumerable: false });
            if (body.length)
                this.push(this._bytes);
            this.push(null);
        }
        // The end of the body is not the end of the request here: 'close' is the client's.
        destroy(error) {
            if (error || !this._endEmitted)
                return super.destroy(error);
            return this;
        }
        setTimeout() { return this; }
        _closed() {
            if (this.destroyed)
                return;
            this.destroyed = true;
            this.aborted = true;
            this.socket.destroyed = true;
            this.emit('aborted');
            this.emit('close');
            this.socket.emit('close');
        }
    }

    const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

    class ServerResponse extends EventEmitter {
        constructor(id, request, gone) {
            super();
            const hide = (name, value) =>
                Object.defineProperty(this, name, { value, writable: true, enumerable: false });
            hide('_id', id);
            hide('_headers', new Map());
            hide('_gone', gone);
            hide('_closeEmitted', false);
            this.req = request;
            this.statusCode = 200;
            this.statusMessage = undefined;
            this.headersSent = false;
            this.writableEnded = false;
            this.writableFinished = false;
            this.finished = false;
            this.destroyed = false;
            this.writable = true;
            this.sendDate = true;
            this.socket = this.connection = request.socket;
        }

        // --- headers ---
        setHeader(name, value) {
            if (this.headersSent)
                throw headersSent('set');
            if (!tokenPattern.test(name))
                throw new TypeError(`Header name must be a valid HTTP token ["${name}"]`);
            if (value === undefined)
                throw new TypeError(`Invalid value "undefined" for header "${name}"`);
            for (const one of [value].flat()) {
                if (/[\r\n\0]/.test(String(one)))
                    throw new TypeError(`Invalid character in header content ["${name}"]`);
            }
            this._headers.set(name.toLowerCase(), [name, value]);
            return this;
        }
        appendHeader(name, value) {
            const before = this.getHeader(name);
            return this.setHeader(name, before === undefined ? value : [before, value].flat());
        }
        setHeaders(headers) {
            for (const [name, value] of headers)
                this.setHeader(name, value);
            return this;
        }
        getHeader(name) { return this._headers.get(String(name).toLowerCase())?.[1]; }
        hasHeader(name) { return this._headers.has(String(name).toLowerCase()); }
        getHeaders() {
            return Object.fromEntries([...this._headers].map(([key, [, value]]) => [key, value]));
        }
        getHeaderNames() { return [...this._headers.keys()]; }
        removeHeader(name) {
            if (this.headersSent)
                throw headersSent('remove');
            this._headers.delete(String(name).toLowerCase());
        }
        writeHead(status, message, headers) {
            if (this.headersSent)
                throw headersSent('write');
            if (!Number.isInteger(Number(status)) || status < 100 || status > 999)
                throw new RangeError(`Invalid status code: ${status}`);
            this.statusCode = Number(status);
            const given = typeof message === 'object' && message !== null ? message : headers ?? {};
            if (typeof message === 'string')
                this.statusMessage = message;
            const pairs = !Array.isArray(given) ? Object.entries(given)
                : Array.isArray(given[0]) ? given
                    : given.flatMap((name, i) => (i % 2 ? [] : [[name, given[i + 1]]]));
            for (const [name, value] of pairs)
                this.setHeader(name, value);
            this._sendHead();
            return this;
        }
        flushHeaders() {
            if (!this.headersSent)
                this._sendHead();
        }
        // What compression middleware adds; nothing is held back here.
        flush() {}
        _sendHead() {
            this.headersSent = true;
            const pairs = [];
            for (const [name, value] of this._headers.values()) {
                for (const one of [value].flat())
                    pairs.push([name, String(one)]);
            }
            native.head(this._id, Number(this.statusCode), pairs);
        }
        writeContinue() {}
        writeProcessing() {}

        // --- body ---
        write(chunk, encoding, callback) {
            if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk))
                throw new TypeError('response.write: the chunk must be a string or a Buffer, not '
                    + (chunk === null ? 'null' : typeof chunk));
            if (this.writableEnded) {
                process.nextTick(() => this.emit('error', new Error('write after end')));
                return false;
            }
            if (this.destroyed)
                return false;
            this.flushHeaders();
            const bytes = typeof chunk === 'string' && typeof encoding === 'string' && !/^utf-?8$/i.test(encoding)
                ? Buffer.from(chunk, encoding) : chunk;
            const written = this._bodiless() ? 0 : native.write(this._id, bytes);
            const done = typeof encoding === 'function' ? encoding : callback;
            if (done)
                process.nextTick(done);
            if (written === 2)
                this._drop();
            return written === 0;
        }
        _bodiless() {
            return this.req.method === 'HEAD' || this.statusCode === 204 || this.statusCode === 304;
        }
        end(chunk, encoding, callback) {
            const done = [chunk, encoding, callback].find((value) => typeof value === 'function');
            if (this.writableEnded)
                return this;
            const body = chunk === undefined || chunk === null || typeof chunk === 'function' ? '' : chunk;
            const coding = typeof encoding === 'string' ? encoding : undefined;
            if (!this.headersSent && !this._bodiless() && !this.hasHeader('content-length')
                && !this.hasHeader('transfer-encoding'))
                this.setHeader('Content-Length', String(Buffer.byteLength(body, coding)));
            if (body.length)
                this.write(body, coding);
            this.flushHeaders();
            this.writableEnded = this.finished = true;
            this.writable = false;
            if (done)
                this.once('finish', done);
            if (this.destroyed)
                return this;
            native.end(this._id);
            this._gone(this._id);
            process.nextTick(() => {
                this.writableFinished = true;
                this.emit('finish');
                this._closed();
                this.req._closedQuietly();
            });
            return this;
        }
        destroy() {
            if (this.destroyed || this.writableEnded)
                return this;
            native.end(this._id);
            this._drop();
            return this;
        }
        // The program has ended the response, or will not send more of it.
        _drop() {
            this._gone(this._id);
            process.nextTick(() => this._lost());
        }
        _closed() {
            this.destroyed = true;
            this.writable = false;
            if (!this._closeEmitted)
                this.emit('close');
            this._closeEmitted = true;
        }
        // The client has gone: told to both, and both know it when either is told.
        _lost() {
            this.destroyed = true;
            this.writable = false;
            this.req._closed();
            this._closed();
        }
        cork() {}
        uncork() {}
        setTimeout() { return this; }
        assignSocket() {}
    }
    lacking(ServerResponse.prototype, 'response', ['addTrailers', 'writeEarlyHints', 'detachSocket']);

    // After a complete answer, too, a request's 'close' tells its listeners to clean up.
    IncomingMessage.prototype._closedQuietly = function () {
        if (!this.destroyed) {
            this.destroyed = true;
            this.emit('close');
        }
    };

    const headersSent = (verb) => Object.assign(
        new Error(`Cannot ${verb} headers after they are sent to the client`), { code: 'ERR_HTTP_HEADERS_SENT' });

    module.exports = { IncomingMessage, ServerResponse, statusTexts };
})
