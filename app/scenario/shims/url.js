// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { URL, URLSearchParams } = load('url-classes');

    // A plain object of the query's names; a name that occurs again has a list.
    function queryObject(text) {
        const query = {};
        for (const [name, value] of new URLSearchParams(text ?? ''))
            query[name] = name in query ? [query[name], value].flat() : value;
        return query;
    }

    // The older url.parse(), as servers use it on request.url.
    function parse(text, parseQuery = false) {
        const absolute = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
        const url = new URL(text, 'http://localhost');
        const own = absolute ? url : {};
        return {
            protocol: own.protocol ?? null, host: own.host ?? null, hostname: own.hostname ?? null,
            port: own.port || null, hash: url.hash || null, search: url.search || null,
            query: parseQuery ? queryObject(url.search) : url.search.slice(1) || null,
            pathname: url.pathname, path: url.pathname + url.search, href: absolute ? url.href : text,
        };
    }
    module.exports = named('url', {
        URL, URLSearchParams, parse, queryObject,
        fileURLToPath: (url) => decodeURIComponent(String(url).replace(/^file:\/\//, '')),
        pathToFileURL: (path) => new URL(`file://${path}`),
        format: (url) => String(url.href ?? url),
        resolve: (from, to) => new URL(to, new URL(from, 'resolve://')).toString(),
    });
})
