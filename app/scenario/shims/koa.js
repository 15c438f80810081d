// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Koa as tutorials use it.
(function (native, load, module) {
    'use strict';
    const EventEmitter = load('events');
    const server = load('server');
    const { named, lacking } = load('unsupported');
    const { Server } = load('http');
    const { statusTexts } = load('http-message');
    const { typeOf } = load('media-types');
    const { queryObject } = load('url');
    const isStream = (value) => typeof value?.pipe === 'function';

    class Request {
        constructor(req) { this.req = req; }
        get url() { return this.req.url; }
        set url(value) { this.req.url = value; }
        get originalUrl() { return this.req.url; }
        get method() { return this.req.method; }
        get headers() { return this.req.headers; }
        get header() { return this.req.headers; }
        get path() { return this.req.url.replace(/[?#].*$/s, ''); }
        get search() { return /\?[^#]*/.exec(this.req.url)?.[0] ?? ''; }
        get querystring() { return this.search.slice(1); }
        get query() { return queryObject(this.search); }
        get host() { return this.headers.host ?? ''; }
        get hostname() { return this.host.replace(/:\d+$/, ''); }
        get origin() { return `http://${this.host}`; }
        get href() { return this.origin + this.url; }
        get protocol() { return 'http'; }
        get ip() { return this.req.socket.remoteAddress; }
        get socket() { return this.req.socket; }
        get type() { return (this.headers['content-type'] ?? '').replace(/;.*/, ''); }
        get(name) { return this.headers[name.toLowerCase()] ?? ''; }
        is(type) { return this.type.includes(type) ? type : false; }
        accepts(...types) {
            const accept = this.headers.accept ?? '*/*';
            return types.flat().find((type) => accept.includes('*/*') || accept.includes(type)
                || accept.includes(typeOf(`.${type}`)?.replace(/;.*/, '') ?? ' ')) ?? false;
        }
    }

    class Response {
        constructor(res) {
            this.res = res;
            this._body = undefined;
            this._explicit = false;
            res.statusCode = 404;
        }
        get status() { return this.res.statusCode; }
        set status(code) { this._explicit = true; this.res.statusCode = code; }
        get message() { return this.res.statusMessage ?? statusTexts[this.status]; }
        set message(text) { this.res.statusMessage = text; }
        get headers() { return this.res.getHeaders(); }
        get header() { return this.res.getHeaders(); }
        get headerSent() { return this.res.headersSent; }
        get socket() { return this.res.socket; }
        get writable() { return !this.res.writableEnded && !this.res.destroyed; }
        set(name, value) {
            if (this.headerSent)
                return;
            if (typeof name === 'object')
                Object.entries(name).forEach(([key, one]) => this.set(key, one));
            else
                this.res.setHeader(name, Array.isArray(value) ? value.map(String) : String(value));
        }
        get(name) { return this.res.getHeader(name) ?? ''; }
        has(name) { return this.res.hasHeader(name); }
        append(name, value) { this.res.appendHeader(name, value); }
        remove(name) { this.res.removeHeader(name); }
        get type() { return String(this.get('Content-Type')).replace(/;.*/, ''); }
        set type(name) { this.set('Content-Type', name.includes('/') ? name : typeOf(`.${name}`) ?? name); }
        get length() { return Number(this.get('Content-Length')) || undefined; }
        set length(count) { this.set('Content-Length', count); }
        redirect(url) {
            this.status = [301, 302, 303, 307, 308].includes(this.status) ? this.status : 302;
            this.set('Location', url);
            this.body = `Redirecting to ${url}.`;
        }
        flushHeaders() { this.res.flushHeaders(); }
        get body() { return this._body; }
        set body(value) {
            this._body = value;
            if (this.headerSent)
                return;
            if (value === null || value === undefined) {
                this.status = 204;
                return;
            }
            if (!this._explicit)
                this.status = 200;
            if (!this.has('Content-Type'))
                this.type = typeof value === 'string' ? (/^\s*</.test(value) ? 'html' : 'text')
                    : isStream(value) || ArrayBuffer.isView(value) ? 'bin' : 'json';
            if (isStream(value))
                this.res.once('close', () => value.destroy?.());
        }
    }

    // ctx.url is ctx.request.url, and so on, as Koa has it.
    const fromRequest = ['url', 'originalUrl', 'method', 'headers', 'header', 'path', 'search', 'querystring',
        'query', 'host', 'hostname', 'origin', 'href', 'protocol', 'ip', 'socket', 'accepts', 'is', 'get'];
    const fromResponse = ['status', 'message', 'body', 'type', 'length', 'headerSent', 'writable', 'set',
        'append', 'remove', 'redirect', 'flushHeaders', 'has'];

    class Context {
        constructor(app, req, res) {
            Object.assign(this, { app, req, res, state: {}, respond: true });
            this.request = Object.assign(new Request(req), { ctx: this, app, res });
            this.response = Object.assign(new Response(res), { ctx: this, app, req });
            this.request.response = this.response;
            this.response.request = this.request;
        }
        throw(...args) {
            const status = args.find((arg) => typeof arg === 'number') ?? 500;
            const text = args.find((arg) => typeof arg === 'string') ?? statusTexts[status];
            throw Object.assign(new Error(text), { status, expose: status < 500 });
        }
        assert(value, ...args) {
            if (!value)
                this.throw(...args);
        }
        onerror(error) { failed(this, error); }
    }
    function delegate(part, names) {
        for (const name of names) {
            Object.defineProperty(Context.prototype, name, {
                get() {
                    const value = this[part][name];
                    return typeof value === 'function' ? value.bind(this[part]) : value;
                },
                set(value) { this[part][name] = value; },
                configurable: true,
            });
        }
    }
    delegate('request', fromRequest);
    delegate('response', fromResponse);
    lacking(Context.prototype, 'ctx', ['attachment', 'render', 'vary'], { render: 'use ctx.body' });
    Object.defineProperty(Context.prototype, 'cookies', {
        get: () => named('ctx.cookies', { get: () => undefined }),
        configurable: true,
    });

    function compose(middleware) {
        return (ctx, last) => {
            const dispatch = async (i) => {
                const layer = middleware[i] ?? last;
                return layer?.(ctx, () => dispatch(i + 1));
            };
            return dispatch(0);
        };
    }

    function respond(ctx) {
        const { res, body } = ctx;
        if (ctx.respond === false || res.writableEnded || res.destroyed)
            return;
        if (res.headersSent && body === undefined)
            return;
        if (isStream(body)) {
            res.flushHeaders();
            body.once('error', (error) => failed(ctx, error));
            body.pipe(res);
        } else if (body === undefined) {
            ctx.type = 'text';
            res.end(ctx.message ?? String(ctx.status));
        } else if (body === null) {
            res.end();
        } else {
            res.end(typeof body === 'string' || ArrayBuffer.isView(body) ? body : JSON.stringify(body));
        }
    }

    function failed(ctx, error) {
        const status = error?.status ?? 500;
        if (status >= 500 && !ctx.app.emitError(error, ctx))
            native.report(error);
        if (ctx.res.headersSent)
            return void ctx.res.destroy();
        ctx.res.statusCode = status;
        ctx.res.setHeader('Content-Type', 'text/plain; charset=utf-8');
        ctx.res.end(error?.expose ? error.message : statusTexts[status] ?? 'Internal Server Error');
    }

    class Koa extends EventEmitter {
        constructor() {
            super();
            this.middleware = [];
            this.env = 'development';
            this.context = {};
        }
        use(middleware) {
            if (typeof middleware !== 'function')
                throw new TypeError('app.use: the middleware must be a function');
            this.middleware.push(middleware);
            server.update();
            return this;
        }
        callback() {
            const handler = (req, res) => {
                const ctx = Object.assign(new Context(this, req, res), this.context);
                return compose(this.middleware)(ctx).then(() => respond(ctx))
                    .catch((error) => failed(ctx, error));
            };
            handler._routes = () => this._routes();
            return handler;
        }
        // With a router, its routes are all, unless there is middleware that never goes on: such a
        // (ctx) => {} may answer everything, as any may without a router.
        _routes() {
            const routes = this.middleware.flatMap((layer) => layer._routes?.() ?? []);
            const last = this.middleware.some((layer) => !layer._routes && !layer._through && layer.length < 2);
            return routes.length && !last ? routes : server.everything();
        }
        listen(...args) { return new Server(this.callback()).listen(...args); }
        emitError(error, ctx) { return this.listenerCount('error') > 0 && this.emit('error', error, ctx); }
        onerror(error) { native.report(error); }
    }
    Koa.default = Koa;
    Koa.compose = compose;
    lacking(Koa.prototype, 'app', ['toJSON', 'createContext']);
    module.exports = named('koa', Koa);
})
