// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Request bodies as objects. They are here as a whole, so nothing waits.
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { queryObject } = load('url');

    function parser(matches, parse) {
        const middleware = (request, response, next) => {
            const type = request.headers['content-type'] ?? '';
            if (request._parsed || !request._bytes.length || !matches(type)) {
                request.body ??= {};
                return next();
            }
            try {
                request.body = parse(request._bytes);
                request._parsed = true;
            } catch (error) {
                return next(Object.assign(error, { status: 400 }));
            }
            return next();
        };
        middleware._through = true;
        return middleware;
    }
    const json = () => parser((type) => /[/+]json/.test(type), (bytes) => JSON.parse(bytes.toString()));
    const urlencoded = () =>
        parser((type) => type.includes('x-www-form-urlencoded'), (bytes) => queryObject(bytes.toString()));
    const text = () => parser((type) => type.startsWith('text/'), (bytes) => bytes.toString());
    const raw = () => parser((type) => type.includes('octet-stream'), (bytes) => bytes);
    module.exports = named('body-parser', { json, urlencoded, text, raw });
})
