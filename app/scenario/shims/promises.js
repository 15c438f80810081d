// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Promises that wait for the program: each has a token, which the answer comes back with.
(function (native, load, module) {
    'use strict';
    const waiting = new Map();
    let last = 0;

    // send(token) asks; what it throws rejects.
    function ask(send) {
        return new Promise((resolve, reject) => {
            const token = ++last;
            send(token);
            waiting.set(token, { resolve, reject });
        });
    }

    function settle(token, value, error) {
        const promise = waiting.get(token);
        waiting.delete(token);
        if (!promise)
            return;
        if (error === undefined)
            promise.resolve(value);
        else
            promise.reject(errorFrom(error));
    }

    // "AbortError: ..." becomes an error of that name.
    function errorFrom(text) {
        const match = /^(\w+Error): (.*)$/s.exec(text);
        const error = new Error(match ? match[2] : text);
        if (match)
            error.name = match[1];
        return error;
    }

    module.exports = { ask, settle };
})
