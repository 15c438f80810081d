// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { inspect, format } = load('inspect');

    const promisify = (callee) => function (...args) {
        return new Promise((resolve, reject) => {
            callee.call(this, ...args, (error, result) => (error ? reject(error) : resolve(result)));
        });
    };
    function inherits(child, parent) {
        Object.setPrototypeOf(child.prototype, parent.prototype);
        Object.setPrototypeOf(child, parent);
    }
    module.exports = named('util', {
        inspect, format, promisify, inherits,
        callbackify: (callee) => (...args) => {
            const callback = args.pop();
            callee(...args).then((result) => callback(null, result), callback);
        },
        deprecate: (callee) => callee,
        isDeepStrictEqual: (a, b) => inspect(a, { depth: null }) === inspect(b, { depth: null }),
        types: { isPromise: (value) => value instanceof Promise, isDate: (value) => value instanceof Date },
        TextEncoder, TextDecoder,
    });
})
