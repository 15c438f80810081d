// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');

    function normalize(path) {
        const absolute = path.startsWith('/');
        const parts = [];
        for (const part of path.split('/')) {
            if (part === '..' && parts.length && parts.at(-1) !== '..')
                parts.pop();
            else if (part === '..' && !absolute)
                parts.push(part);
            else if (part !== '' && part !== '.' && part !== '..')
                parts.push(part);
        }
        const text = parts.join('/') + (path.endsWith('/') && parts.length ? '/' : '');
        return (absolute ? '/' : '') + text || '.';
    }
    const join = (...parts) => normalize(parts.filter((part) => part !== '').join('/'));

    function resolve(...parts) {
        let path = '';
        for (const part of [native.folder, ...parts])
            path = /^:?\//.test(part) ? part : `${path}/${part}`;
        return normalize(path).replace(/(.)\/$/, '$1');
    }
    function dirname(path) {
        const at = path.replace(/\/+$/, '').lastIndexOf('/');
        return at < 0 ? '.' : path.slice(0, at) || '/';
    }
    function basename(path, suffix = '') {
        const name = path.replace(/\/+$/, '').split('/').pop();
        return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
    }
    const extname = (path) => /[^.](\.[^.]*)$/.exec(basename(path))?.[1] ?? '';

    const path = {
        sep: '/', delimiter: ':', normalize, join, resolve, dirname, basename, extname,
        isAbsolute: (text) => text.startsWith('/'),
        relative: (from, to) => {
            const [a, b] = [from, to].map((text) => resolve(text).split('/'));
            while (a.length && b.length && a[0] === b[0]) {
                a.shift();
                b.shift();
            }
            return [...a.map(() => '..'), ...b].join('/');
        },
        parse: (text) => ({
            root: text.startsWith('/') ? '/' : '', dir: dirname(text), base: basename(text),
            ext: extname(text), name: basename(text, extname(text)),
        }),
    };
    path.posix = path;
    module.exports = named('path', path);
})
