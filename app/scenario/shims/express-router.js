// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Express's routing: layers of middleware and of routes, tried in order.
(function (native, load, module) {
    'use strict';
    const server = load('server');
    const { lacking } = load('unsupported');
    const verbs = ['get', 'post', 'put', 'delete', 'patch', 'head', 'options'];
    const escape = (text) => text.replace(/[.+^$()|[\]\\{}]/g, '\\$&');

    // "/a/:id/*" as a regular expression with the names of its groups.
    function compile(path, whole) {
        if (path instanceof RegExp)
            return { regex: path, keys: [] };
        const keys = [];
        const text = path.replace(/\/+$/, '').split('/').map((part) => {
            const named = /^:(\w+)(\([^)]*\))?(\?)?$/.exec(part);
            if (named) {
                keys.push(named[1]);
                return named[3] ? '(?:/([^/]+))?' : `/${named[2] ?? '([^/]+)'}`;
            }
            const pieces = part.split(/(:\w+|\*\w*|\(\.\*\))/).map((piece) => {
                if (/^:\w+$/.test(piece)) {
                    keys.push(piece.slice(1));
                    return '([^/]+?)';
                }
                if (/^(\*\w*|\(\.\*\))$/.test(piece)) {
                    keys.push(piece.length > 1 && piece !== '(.*)' ? piece.slice(1) : String(keys.length));
                    return '(.*)';
                }
                return escape(piece);
            });
            return `/${pieces.join('')}`;
        }).join('').replace(/^\//, '');
        return { regex: new RegExp(`^${text}${whole ? '/?$' : '(?=/|$)'}`, 'i'), keys };
    }

    // The same for the program's table of routes; what it cannot say is everything.
    function pattern(path) {
        if (path instanceof RegExp || /[()?+]/.test(path))
            return '/*';
        return path.split('/').map((part) => (part.includes('*') ? '*' : part)).join('/') || '/';
    }

    class Layer {
        constructor(method, path, handlers, whole) {
            Object.assign(this, { method, path, handlers: handlers.flat(Infinity), whole, ...compile(path, whole) });
            for (const handler of this.handlers) {
                if (typeof handler !== 'function')
                    throw new TypeError(`the handler of '${path}' must be a function, not ${typeof handler}`);
            }
        }
        match(request, path) {
            if (this.method && this.method !== request.method && !(this.method === 'GET' && request.method === 'HEAD'))
                return null;
            return this.regex.exec(path);
        }
    }

    const isPath = (value) => typeof value === 'string' || value instanceof RegExp
        || (Array.isArray(value) && value.every((one) => typeof one === 'string' || one instanceof RegExp));

    // Calls what matches, one after the other; each goes on by calling next().
    function run(layers, request, response, done) {
        const base = request.baseUrl ?? '';
        const url = request.url;
        const outerParams = request.params;
        const queue = [];
        const path = server.decodePath(url) || '/';
        for (const layer of layers) {
            const found = layer.match(request, path);
            if (found)
                layer.handlers.forEach((handler) => queue.push({ handler, layer, found }));
        }
        let failure;
        let skipped = null;
        function next(error) {
            request.url = url;
            request.baseUrl = base;
            request.params = outerParams;
            if (error === 'route' || error === 'router')
                skipped = current.layer;
            else if (error !== undefined && error !== null)
                failure = error;
            step();
        }
        let current = null;
        function step() {
            current = queue.shift();
            if (!current)
                return done(failure);
            if (current.layer === skipped || (failure !== undefined) !== (current.handler.length === 4))
                return step();
            enter(current);
            try {
                const result = failure === undefined
                    ? current.handler(request, response, next)
                    : current.handler(takeFailure(), request, response, next);
                if (typeof result?.then === 'function')
                    result.then(undefined, (error) => next(error ?? new Error('rejected')));
            } catch (error) {
                next(error ?? new Error('thrown'));
            }
        }
        function takeFailure() {
            const error = failure;
            failure = undefined;
            return error;
        }
        function enter({ layer, found }) {
            request.params = { ...outerParams };
            layer.keys.forEach((key, i) => {
                if (found[i + 1] !== undefined)
                    request.params[key] = found[i + 1];
            });
            if (!layer.whole && found[0] !== '' && found[0] !== '/') {
                const rest = url.slice(found[0].length);
                request.url = rest.startsWith('/') ? rest : `/${rest}`;
                request.baseUrl = base + found[0];
            }
        }
        step();
    }

    // Adds get(), post(), use() ... to the function @p target, which answers with them.
    function addRouting(target, what) {
        const layers = [];
        const add = (method, whole, args) => {
            const paths = isPath(args[0]) ? [args[0]].flat() : ['/'];
            const handlers = isPath(args[0]) ? args.slice(1) : args;
            for (const path of paths)
                layers.push(new Layer(method, path, handlers, whole));
            server.update();
            return target;
        };
        for (const verb of verbs)
            target[verb] = (...args) => add(verb.toUpperCase(), true, args);
        target.all = (...args) => add('', true, args);
        target.use = (...args) => add('', false, args);
        target.route = (path) => {
            const route = {};
            for (const verb of [...verbs, 'all'])
                route[verb] = (...handlers) => { target[verb](path, ...handlers); return route; };
            return route;
        };
        target._run = (request, response, done) => run(layers, request, response, done);
        target._routes = () => {
            const routes = layers.flatMap(routesOf);
            const open = layers.some((layer) => !layer.whole && layer.path === '/'
                && layer.handlers.some((handler) => !handler._routes && !handler._through && handler.length < 4));
            return routes.length || !open ? routes : server.everything();
        };
        lacking(target, what, ['param']);
        return target;
    }

    function routesOf(layer) {
        const prefix = pattern(layer.path).replace(/\/$/, '');
        if (layer.whole)
            return [[layer.method, prefix || '/']];
        return layer.handlers.flatMap((handler) => {
            if (handler._routes)
                return handler._routes().map(([method, path]) => [method, (prefix + path).replace(/(.)\/$/, '$1')]);
            if (prefix === '' || handler._through)
                return [];
            return [['', prefix], ['', `${prefix}/*`]];
        });
    }

    module.exports = { addRouting };
})
