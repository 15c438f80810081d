// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const types = {
        html: 'text/html; charset=utf-8', htm: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8',
        js: 'text/javascript; charset=utf-8', mjs: 'text/javascript; charset=utf-8',
        json: 'application/json; charset=utf-8', txt: 'text/plain; charset=utf-8',
        text: 'text/plain; charset=utf-8', md: 'text/markdown; charset=utf-8',
        csv: 'text/csv; charset=utf-8', xml: 'application/xml', svg: 'image/svg+xml', png: 'image/png',
        jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', ico: 'image/x-icon',
        woff2: 'font/woff2', pdf: 'application/pdf', bin: 'application/octet-stream',
        'event-stream': 'text/event-stream',
    };
    module.exports = { typeOf: (name) => types[/\.([\w-]+)$/.exec(name)?.[1]?.toLowerCase()] };
})
