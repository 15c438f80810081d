// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// @koa/router and koa-router: verbs, parameters, prefixes.
(function (native, load, module) {
    'use strict';
    const { named, lacking } = load('unsupported');
    const server = load('server');
    const { compose } = load('koa');
    const verbs = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'all'];

    function compile(path) {
        const keys = [];
        const text = path.replace(/[.+^$|[\]\\{}]/g, '\\$&')
            .replace(/\(\.\*\)|\*/g, '(?:.*)')
            .replace(/:(\w+)/g, (all, name) => (keys.push(name), '([^/]+)'));
        return { keys, regex: new RegExp(`^${text.replace(/\/$/, '')}/?$`, 'i') };
    }

    class Router {
        constructor({ prefix = '' } = {}) {
            this._prefix = prefix;
            this._layers = [];
            this._before = [];
        }
        prefix(text) { this._prefix = text; return this; }
        use(...middleware) {
            const functions = middleware.filter((one) => typeof one === 'function');
            const path = typeof middleware[0] === 'string' ? middleware[0] : '';
            for (const one of functions) {
                if (one._router)
                    one._router._layers.forEach((layer) =>
                        this._layers.push({ ...layer, path: path + one._router._prefix + layer.path }));
                else
                    this._before.push(one);
            }
            return this;
        }
        _add(method, args) {
            const rest = [...args];
            if (typeof rest[0] === 'string' && typeof rest[1] === 'string')
                rest.shift(); // the route's name
            for (const path of [rest[0]].flat())
                this._layers.push({ method, path, handlers: rest.slice(1) });
            server.update();
            return this;
        }
        routes() {
            const middleware = (ctx, next) => {
                const path = server.decodePath(ctx.url);
                for (const layer of this._layers) {
                    const { keys, regex } = compile(this._prefix + layer.path);
                    const found = regex.exec(path);
                    const method = layer.method === 'ALL' || layer.method === ctx.method
                        || (layer.method === 'GET' && ctx.method === 'HEAD');
                    if (!found || !method)
                        continue;
                    ctx.params = Object.fromEntries(keys.map((key, i) => [key, found[i + 1]]));
                    ctx.request.params = ctx.params;
                    return compose([...this._before, ...layer.handlers])(ctx, next);
                }
                return next();
            };
            middleware._router = this;
            middleware._routes = () => this._layers.map(({ method, path }) =>
                [method === 'ALL' ? '' : method, `${this._prefix}${path}`.replace(/\(\.\*\)/g, '*').replace(/(.)\/$/, '$1')]);
            return middleware;
        }
        middleware() { return this.routes(); }
        allowedMethods() {
            const through = (ctx, next) => next();
            through._through = true;
            return through;
        }
    }
    for (const verb of verbs)
        Router.prototype[verb] = function (...args) { return this._add(verb.toUpperCase(), args); };
    Router.prototype.del = Router.prototype.delete;
    lacking(Router.prototype, 'router', ['param', 'redirect', 'url', 'route', 'register']);
    // Both "new Router()" and "require('koa-router')()" are written.
    const callable = new Proxy(Router, { apply: (target, self, args) => new Router(...args) });
    callable.default = callable;
    callable.Router = callable;
    module.exports = named('koa-router', callable);
})
