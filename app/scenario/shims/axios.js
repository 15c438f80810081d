// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// axios.get and axios.post for JSON and text, on top of fetch.
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    async function send(method, url, data, { headers = {}, params } = {}) {
        const address = new URL(url);
        for (const [name, value] of Object.entries(params ?? {}))
            address.searchParams.append(name, value);
        const json = data !== undefined && typeof data !== 'string';
        const response = await fetch(address, {
            method,
            headers: json ? { 'content-type': 'application/json', ...headers } : headers,
            body: json ? JSON.stringify(data) : data,
        });
        const text = await response.text();
        let body = text;
        try {
            body = JSON.parse(text);
        } catch {
            // not JSON: the text is the data
        }
        const result = { status: response.status, statusText: response.statusText,
            headers: Object.fromEntries(response.headers), data: body };
        if (!response.ok)
            throw Object.assign(new Error(`Request failed with status code ${response.status}`), { response: result });
        return result;
    }
    module.exports = named('axios', Object.assign((config) => send(config.method ?? 'GET', config.url, config.data, config), {
        get: (url, config) => send('GET', url, undefined, config),
        delete: (url, config) => send('DELETE', url, undefined, config),
        post: (url, data, config) => send('POST', url, data, config),
        put: (url, data, config) => send('PUT', url, data, config),
    }), 'use fetch(url)');
})
