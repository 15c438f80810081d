// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Express as tutorials use it.
(function (native, load, module) {
    'use strict';
    const EventEmitter = load('events');
    const server = load('server');
    const { named, lacking, unsupported } = load('unsupported');
    const { IncomingMessage, ServerResponse, statusTexts } = load('http-message');
    const { addRouting } = load('express-router');
    const { typeOf } = load('media-types');
    const bodyParser = load('body-parser');
    const { Server } = load('http');

    class Request extends IncomingMessage {
        get path() { return this.url.replace(/[?#].*$/s, ''); }
        get(name) { return this.headers[name.toLowerCase()] ?? (/^referr?er$/i.test(name) ? this.headers.referer ?? this.headers.referrer : undefined); }
        header(name) { return this.get(name); }
        get hostname() { return (this.headers.host ?? '').replace(/:\d+$/, ''); }
        get ip() { return this.socket.remoteAddress; }
        get protocol() { return 'http'; }
        get secure() { return false; }
        get xhr() { return /^xmlhttprequest$/i.test(this.get('X-Requested-With') ?? ''); }
        accepts(...types) {
            const wanted = types.flat();
            const accept = this.headers.accept ?? '*/*';
            return wanted.find((type) => accept.includes('*/*') || accept.includes(type)
                || accept.includes(typeOf(`.${type}`)?.replace(/;.*/, '') ?? ' ')) ?? false;
        }
        is(type) { return (this.headers['content-type'] ?? '').includes(type) ? type : false; }
    }
    lacking(Request.prototype, 'req', ['acceptsCharsets', 'acceptsEncodings', 'acceptsLanguages', 'range', 'param']);

    class Response extends ServerResponse {
        status(code) { this.statusCode = code; return this; }
        set(name, value) {
            if (typeof name === 'object')
                Object.entries(name).forEach(([key, one]) => this.setHeader(key, one));
            else
                this.setHeader(name, /^content-type$/i.test(name) && /^text\/(html|plain|css)$/.test(value)
                    ? `${value}; charset=utf-8` : value);
            return this;
        }
        header(name, value) { return this.set(name, value); }
        get(name) { return this.getHeader(name); }
        append(name, value) { return this.appendHeader(name, value); }
        vary() { return this; }
        type(name) {
            return this.set('Content-Type', name.includes('/') ? name : typeOf(name.startsWith('.') ? name : `.${name}`) ?? name);
        }
        contentType(name) { return this.type(name); }
        send(body = '') {
            if (ArrayBuffer.isView(body)) {
                this._typeUnlessSet('application/octet-stream');
                return this.end(body);
            }
            if (typeof body === 'object' || typeof body === 'boolean' || typeof body === 'number')
                return body === null ? this.end('') : this.json(body);
            this._typeUnlessSet('text/html; charset=utf-8');
            return this.end(String(body));
        }
        json(value) {
            this._typeUnlessSet('application/json; charset=utf-8');
            return this.end(JSON.stringify(value));
        }
        _typeUnlessSet(type) {
            if (!this.headersSent && !this.hasHeader('content-type'))
                this.setHeader('Content-Type', type);
        }
        sendStatus(code) { return this.status(code).type('txt').send(statusTexts[code] ?? String(code)); }
        redirect(status, url = status) {
            this.statusCode = typeof status === 'number' ? status : 302;
            this.setHeader('Location', url);
            return this.type('txt').end(`${statusTexts[this.statusCode] ?? ''}. Redirecting to ${url}`);
        }
        location(url) { return this.set('Location', url); }
        sendFile(path, options, callback) {
            const done = [options, callback].find((value) => typeof value === 'function');
            const root = typeof options === 'object' ? options?.root : undefined;
            let bytes;
            try {
                bytes = native.readFile(root ? `${root}/${path}` : path);
            } catch (error) {
                error.status = error.code === 'ENOENT' ? 404 : 403;
                if (done)
                    return void done(error);
                return void this._failed(error);
            }
            this._typeUnlessSet(typeOf(path) ?? 'application/octet-stream');
            this.end(bytes);
            done?.();
        }
    }
    lacking(Response.prototype, 'res', ['render', 'download', 'cookie', 'clearCookie', 'attachment',
        'format', 'jsonp', 'links', 'sendfile'], { render: 'use res.send or res.sendFile' });

    function answerError(error, response) {
        const status = error?.status ?? error?.statusCode ?? 500;
        if (status >= 500)
            native.report(error);
        if (response.headersSent)
            return response.destroy();
        response.statusCode = status;
        response.setHeader('Content-Type', 'text/plain; charset=utf-8');
        response.end(`${error?.message ?? error}\n`);
    }

    function express() {
        const settings = new Map([['env', 'development']]);
        function app(request, response, next) {
            if (!(request instanceof Request)) {
                Object.setPrototypeOf(request, Request.prototype);
                Object.setPrototypeOf(response, Response.prototype);
                request.res = response;
                request.originalUrl = request.url;
                request.baseUrl = '';
                request.params = {};
                response.locals = {};
            }
            request.app = response.app = app;
            response._failed = (error) => answerError(error, response);
            app._run(request, response, (error) => {
                if (next)
                    next(error);
                else if (error !== undefined)
                    answerError(error, response);
                else if (!response.headersSent && !response.writableEnded)
                    response.status(404).type('txt').send(`Cannot ${request.method} ${request.path}\n`);
            });
        }
        addRouting(app, 'app');
        for (const name of Object.getOwnPropertyNames(EventEmitter.prototype)) {
            if (name !== 'constructor')
                app[name] = EventEmitter.prototype[name];
        }
        // app.get('name') is a setting, app.get('/path', handler) a route.
        const route = app.get;
        app.get = (...args) => (args.length === 1 ? settings.get(args[0]) : route(...args));
        app.set = (name, value) => (settings.set(name, value), app);
        app.enable = (name) => app.set(name, true);
        app.disable = (name) => app.set(name, false);
        app.enabled = (name) => Boolean(settings.get(name));
        app.disabled = (name) => !settings.get(name);
        app.locals = {};
        app.listen = (...args) => {
            app._listening = true;
            return new Server(app).listen(...args);
        };
        lacking(app, 'app', ['engine', 'render', 'path'], { render: 'use res.send or res.sendFile' });
        return app;
    }

    function Router() {
        const router = (request, response, next) => router._run(request, response, next);
        return addRouting(router, 'router');
    }

    // Serves the files of a folder below the scenario's own.
    function serveStatic(folder, { index = 'index.html' } = {}) {
        const middleware = (request, response, next) => {
            if (request.method !== 'GET' && request.method !== 'HEAD')
                return next();
            const path = server.decodePath(request.url);
            const file = `${folder}${path.endsWith('/') ? `${path}${index}` : path}`;
            return native.exists(file) ? response.sendFile(file) : next();
        };
        middleware._routes = () => [['GET', '/*']];
        return middleware;
    }

    module.exports = named('express', Object.assign(express, {
        Router,
        static: serveStatic,
        json: bodyParser.json,
        urlencoded: bodyParser.urlencoded,
        text: bodyParser.text,
        raw: bodyParser.raw,
        default: express,
    }));
})
