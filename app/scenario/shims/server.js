// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Who answers a request: the handlers that a scenario mounts and the servers that it makes.
(function (native, load, module) {
    'use strict';
    const { IncomingMessage, ServerResponse } = load('http-message');
    const open = new Map(); // request id -> response
    const answering = []; // { routes(), handle(request, response) }
    let told = '[]';

    // Everything a scenario without a path of its own answers: all, or what it was mounted at.
    const everything = () => (native.mounted && native.mountPath !== '/'
        ? [['', native.mountPath], ['', `${native.mountPath}/*`]] : [['', '/*']]);

    function update() {
        const routes = answering.flatMap((one) => one.routes());
        const text = JSON.stringify(routes);
        if (text === told)
            return;
        told = text;
        native.routes(routes);
    }

    function add(one) {
        if (!answering.includes(one))
            answering.push(one);
        update();
    }

    function remove(one) {
        const at = answering.indexOf(one);
        if (at >= 0)
            answering.splice(at, 1);
        update();
    }

    function matches([method, pattern], request) {
        if (method && method !== request.method && !(method === 'GET' && request.method === 'HEAD'))
            return false;
        const wanted = pattern.split('/').filter(Boolean);
        const given = decodePath(request.url).split('/').filter(Boolean);
        for (let i = 0; i < wanted.length; ++i) {
            if (wanted[i] === '*')
                return true;
            if (i >= given.length || (!wanted[i].startsWith(':') && wanted[i] !== given[i]))
                return false;
        }
        return wanted.length === given.length;
    }

    function decodePath(url) {
        const path = url.replace(/[?#].*$/s, '');
        try {
            return decodeURIComponent(path);
        } catch {
            return path;
        }
    }

    function request(head, body) {
        const message = new IncomingMessage(head, body);
        const response = new ServerResponse(head.id, message, (id) => open.delete(id));
        open.set(head.id, response);
        // What matches no route is the first one's all the same: frameworks have their own 404.
        const one = answering.find((candidate) =>
            candidate.routes().some((route) => matches(route, message))) ?? answering[0];
        if (!one) {
            response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
            response.end('Not found\n');
            return;
        }
        // A handler that fails, at once or later, ends the scenario, as it would end Node.
        const result = one.handle(message, response);
        if (typeof result?.then === 'function')
            result.then(undefined, native.fail);
    }

    function closed(id) {
        const response = open.get(id);
        open.delete(id);
        response?._lost();
    }

    function drained(id) {
        open.get(id)?.emit('drain');
    }

    module.exports = { add, remove, update, request, closed, drained, everything, decodePath };
})
