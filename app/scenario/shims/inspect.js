// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How console and util.inspect show values: close to Node, two levels deep.
(function (native, load, module) {
    'use strict';
    const quoted = (text) => {
        const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : '`';
        const safe = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"');
        return mark + (mark === '"' ? JSON.stringify(text).slice(1, -1) : safe) + mark;
    };
    const keyText = (key) =>
        typeof key === 'symbol' ? `[${String(key)}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
    const most = 100;

    function primitive(value) {
        if (typeof value === 'string')
            return quoted(value);
        if (typeof value === 'bigint')
            return `${value}n`;
        return Object.is(value, -0) ? '-0' : String(value);
    }

    function errorText(error) {
        const head = String(error);
        const frames = typeof error.stack === 'string'
            ? error.stack.split('\n').filter((line) => line && !line.includes('heliograph:'))
            : [];
        return frames.length ? `${head}\n    at ${frames.join('\n    at ')}` : head;
    }

    function inspect(value, options = {}, depth = 0, seen = []) {
        if (value === null || (typeof value !== 'object' && typeof value !== 'function'))
            return primitive(value);
        if (typeof value === 'function')
            return /^class\b/.test(Function.prototype.toString.call(value))
                ? `[class ${value.name || '(anonymous)'}]`
                : `[Function${value.name ? `: ${value.name}` : ' (anonymous)'}]`;
        if (value instanceof Error)
            return errorText(value);
        if (value instanceof Date)
            return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
        if (value instanceof RegExp)
            return String(value);
        if (value instanceof Promise)
            return 'Promise {}';
        if (seen.includes(value))
            return '[Circular *1]';
        const deepest = options.depth === null ? Infinity : options.depth ?? 2;
        const name = value.constructor?.name;
        if (depth > deepest)
            return Array.isArray(value) ? '[Array]' : `[${name ?? 'Object'}]`;
        const inner = (part) => inspect(part, options, depth + 1, [...seen, value]);
        return container(value, name, inner);
    }

    function container(value, name, inner) {
        if (ArrayBuffer.isView(value) && name === 'Buffer')
            return `<Buffer ${Array.from(value.subarray(0, 50), (b) => b.toString(16).padStart(2, '0')).join(' ')}${value.length > 50 ? ' ...' : ''}>`;
        if (Array.isArray(value) || ArrayBuffer.isView(value)) {
            const parts = Array.from(value).slice(0, most).map(inner);
            if (value.length > most)
                parts.push(`... ${value.length - most} more items`);
            return wrap(Array.isArray(value) ? '' : `${name}(${value.length}) `, '[', parts, ']');
        }
        if (value instanceof Map)
            return wrap(`Map(${value.size}) `, '{', [...value].slice(0, most).map(([k, v]) => `${inner(k)} => ${inner(v)}`), '}');
        if (value instanceof Set)
            return wrap(`Set(${value.size}) `, '{', [...value].slice(0, most).map(inner), '}');
        const keys = Reflect.ownKeys(value)
            .filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
        const parts = keys.slice(0, most).map((key) => {
            const { get, set, value: own } = Object.getOwnPropertyDescriptor(value, key);
            return `${keyText(key)}: ${get ? (set ? '[Getter/Setter]' : '[Getter]') : set ? '[Setter]' : inner(own)}`;
        });
        const prefix = name === undefined ? '[Object: null prototype] ' : name === 'Object' ? '' : `${name} `;
        return wrap(prefix, '{', parts, '}');
    }

    function wrap(prefix, open, parts, close) {
        if (parts.length === 0)
            return `${prefix}${open}${close}`;
        const single = parts.join(', ');
        if (single.length <= 72 && !single.includes('\n')) {
            const space = open === '[' || open === '{' ? ' ' : '';
            return `${prefix}${open}${space}${single}${space}${close}`;
        }
        return `${prefix}${open}\n  ${parts.join(',\n').replace(/\n/g, '\n  ')}\n${close}`;
    }

    // %s, %d, %i, %f, %j, %o, %O, %c and %%, then the rest.
    function format(...args) {
        let next = 0;
        let text = '';
        if (typeof args[0] === 'string' && args.length > 1) {
            next = 1;
            text = args[0].replace(/%([sdifjoOc%])/g, (all, kind) => {
                if (kind === '%')
                    return '%';
                if (next >= args.length)
                    return all;
                return formatted(kind, args[next++]);
            });
        } else if (args.length) {
            text = typeof args[0] === 'string' ? args[0] : inspect(args[0]);
            next = 1;
        }
        for (; next < args.length; ++next)
            text += ` ${typeof args[next] === 'string' ? args[next] : inspect(args[next])}`;
        return text;
    }

    function formatted(kind, value) {
        switch (kind) {
        case 's': return typeof value === 'string' ? value : inspect(value, { depth: 0 });
        case 'd': return String(Number(value));
        case 'i': return String(parseInt(value, 10));
        case 'f': return String(parseFloat(value));
        case 'j': return JSON.stringify(value);
        case 'c': return '';
        default: return inspect(value);
        }
    }

    module.exports = { inspect, format };
})
