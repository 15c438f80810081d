// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { inspect, format } = load('inspect');
    const [debug, log, info, warning, error] = [0, 1, 2, 3, 4];
    const counts = new Map();
    const times = new Map();
    let indent = '';

    const print = (level, text) =>
        native.print(level, indent ? indent + text.replace(/\n/g, `\n${indent}`) : text);

    function elapsed(label) {
        return times.has(label) ? `${label}: ${(native.now() - times.get(label)).toFixed(3)}ms`
            : `${label}: no such timer`;
    }

    function table(rows) {
        if (rows === null || typeof rows !== 'object')
            return print(log, format(rows));
        for (const [key, row] of Object.entries(rows))
            print(log, `${key}: ${inspect(row)}`);
    }

    const group = (...label) => {
        if (label.length)
            print(log, format(...label));
        indent += '  ';
    };

    module.exports = {
        debug: (...args) => print(debug, format(...args)),
        log: (...args) => print(log, format(...args)),
        info: (...args) => print(info, format(...args)),
        warn: (...args) => print(warning, format(...args)),
        error: (...args) => print(error, format(...args)),
        dir: (value, options) => print(log, inspect(value, options)),
        trace: (...args) => print(debug, `Trace: ${format(...args)}`),
        assert: (good, ...args) => {
            if (!good)
                print(error, `Assertion failed${args.length ? `: ${format(...args)}` : ''}`);
        },
        count: (label = 'default') => {
            counts.set(label, (counts.get(label) ?? 0) + 1);
            print(log, `${label}: ${counts.get(label)}`);
        },
        countReset: (label = 'default') => counts.delete(label),
        time: (label = 'default') => times.set(label, native.now()),
        timeLog: (label = 'default', ...rest) => print(log, format(elapsed(label), ...rest)),
        timeEnd: (label = 'default') => {
            print(log, elapsed(label));
            times.delete(label);
        },
        table,
        group,
        groupCollapsed: group,
        groupEnd: () => { indent = indent.slice(2); },
        clear() {},
    };
})
