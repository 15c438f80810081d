// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How shims say what they lack: by name, and with what to use instead.
(function (native, load, module) {
    'use strict';
    const message = (what, instead) =>
        `${what} is not supported in a scenario${instead ? `; ${instead}` : ''}`;

    // A function that fails with a message that names it.
    function unsupported(what, instead) {
        return function () {
            throw new Error(message(what, instead));
        };
    }

    // Names that the language and its tools ask for by themselves.
    const silent = new Set(['then', 'default', '__esModule', 'toJSON', 'constructor', 'prototype',
        'toString', 'valueOf', 'inspect', 'length', 'name', 'call', 'apply', 'bind', 'displayName',
        'nodeType', '$$typeof', 'asymmetricMatch']);

    // @p target with every name it lacks as a function that fails; @p instead: by name, or for all.
    function named(prefix, target, instead = {}) {
        return new Proxy(target, {
            get(object, key, receiver) {
                if (key in object || typeof key !== 'string' || silent.has(key))
                    return Reflect.get(object, key, receiver);
                const hint = typeof instead === 'string' ? instead : instead[key];
                return unsupported(`${prefix}.${key}`, hint);
            },
        });
    }

    // Gives @p object a failing function for each of the names, told as "prefix.name".
    function lacking(object, prefix, names, instead = {}) {
        for (const name of names) {
            Object.defineProperty(object, name, {
                value: unsupported(`${prefix}.${name}`, instead[name]),
                writable: true, configurable: true, enumerable: false,
            });
        }
        return object;
    }

    module.exports = { message, unsupported, named, lacking };
})
