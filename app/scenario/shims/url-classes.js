// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// URL and URLSearchParams for http addresses and the like: enough to take a request's address apart.
(function (native, load, module) {
    'use strict';
    const decode = (text) => {
        const spaced = text.replace(/\+/g, ' ');
        try {
            return decodeURIComponent(spaced);
        } catch {
            return spaced;
        }
    };
    const encode = (text) =>
        encodeURIComponent(text).replace(/%20/g, '+')
            .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

    class URLSearchParams {
        constructor(init = '', changed = () => {}) {
            Object.defineProperty(this, '_changed', { value: changed, enumerable: false });
            Object.defineProperty(this, '_pairs', { value: [], writable: true, enumerable: false });
            if (typeof init === 'string')
                this._parse(init);
            else if (typeof init?.[Symbol.iterator] === 'function')
                this._pairs = [...init].map(([name, value]) => [String(name), String(value)]);
            else if (init)
                this._pairs = Object.entries(init).map(([name, value]) => [name, String(value)]);
        }
        _parse(text) {
            this._pairs = text.replace(/^\?/, '').split('&').filter(Boolean).map((part) => {
                const at = part.indexOf('=');
                return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
            });
        }
        get size() { return this._pairs.length; }
        get(name) { return this._pairs.find(([key]) => key === name)?.[1] ?? null; }
        getAll(name) { return this._pairs.filter(([key]) => key === name).map(([, value]) => value); }
        has(name) { return this._pairs.some(([key]) => key === name); }
        append(name, value) { this._pairs.push([String(name), String(value)]); this._changed(); }
        set(name, value) {
            const at = this._pairs.findIndex(([key]) => key === name);
            this._pairs = this._pairs.filter(([key], i) => key !== name || i === at);
            if (at < 0)
                this._pairs.push([String(name), String(value)]);
            else
                this._pairs[at][1] = String(value);
            this._changed();
        }
        delete(name) { this._pairs = this._pairs.filter(([key]) => key !== name); this._changed(); }
        sort() { this._pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)); this._changed(); }
        forEach(callback) { this._pairs.forEach(([name, value]) => callback(value, name, this)); }
        *keys() { for (const [name] of this._pairs) yield name; }
        *values() { for (const [, value] of this._pairs) yield value; }
        *entries() { yield* this._pairs.map((pair) => [...pair]); }
        [Symbol.iterator]() { return this.entries(); }
        toString() { return this._pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&'); }
    }

    const pattern = /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d+))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i;
    const defaultPorts = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443' };
    const tidy = (text) => text.replace(/[^\x21-\x7e]+/g, encodeURIComponent).replace(/["<>`{}]/g, encodeURIComponent);

    function withoutDots(path) {
        const parts = [];
        for (const part of path.split('/').slice(1)) {
            if (part === '..')
                parts.pop();
            else if (part !== '.')
                parts.push(part);
        }
        if (/\/\.{1,2}$/.test(path))
            parts.push('');
        return `/${parts.join('/')}`;
    }

    function resolve(input, base) {
        if (pattern.test(input) && /^[a-z][a-z0-9+.-]*:/i.test(input))
            return input;
        if (base === undefined)
            throw new TypeError(`Invalid URL: ${input}`);
        const from = new URL(base);
        if (input.startsWith('//'))
            return from.protocol + input;
        if (input.startsWith('/'))
            return from.origin + input;
        if (input.startsWith('?'))
            return from.origin + from.pathname + input;
        if (input.startsWith('#') || input === '')
            return from.origin + from.pathname + from.search + input;
        return from.origin + from.pathname.replace(/[^/]*$/, '') + input;
    }

    class URL {
        constructor(input, base) {
            const match = pattern.exec(resolve(String(input).trim(), base === undefined ? undefined : String(base)));
            if (!match)
                throw new TypeError(`Invalid URL: ${input}`);
            const [, protocol, login = '', host = '', port = '', path, search = '', hash = ''] = match;
            this.protocol = protocol.toLowerCase();
            const special = this.protocol in defaultPorts;
            if (special && !host)
                throw new TypeError(`Invalid URL: ${input}`);
            const [user, ...password] = login.split(':');
            this.username = user;
            this.password = password.join(':');
            this.hostname = host.toLowerCase();
            this.port = port === defaultPorts[this.protocol] ? '' : port;
            this.pathname = special ? withoutDots(tidy(path || '/')) : path;
            this.hash = hash === '#' ? '' : tidy(hash);
            Object.defineProperty(this, '_search',
                { value: search === '?' ? '' : tidy(search), writable: true, enumerable: false });
            Object.defineProperty(this, 'searchParams', {
                value: new URLSearchParams(this._search, () => {
                    const text = this.searchParams.toString();
                    this._search = text ? `?${text}` : '';
                }),
                enumerable: true,
            });
        }
        get search() { return this._search; }
        set search(text) {
            this._search = text && !text.startsWith('?') ? `?${text}` : text;
            this.searchParams._parse(this._search);
        }
        get host() { return this.port ? `${this.hostname}:${this.port}` : this.hostname; }
        get origin() { return this.protocol in defaultPorts ? `${this.protocol}//${this.host}` : 'null'; }
        get href() {
            const login = this.username ? `${this.username}${this.password ? `:${this.password}` : ''}@` : '';
            const authority = this.hostname || this.protocol in defaultPorts ? `//${login}${this.host}` : '';
            return `${this.protocol}${authority}${this.pathname}${this.search}${this.hash}`;
        }
        toString() { return this.href; }
        toJSON() { return this.href; }
        static canParse(input, base) {
            try {
                return Boolean(new URL(input, base));
            } catch {
                return false;
            }
        }
    }
    module.exports = { URL, URLSearchParams };
})
