// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// request(url or options, callback(error, response, body)), on top of fetch.
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');

    function request(input, options, callback = options) {
        const settings = { ...(typeof input === 'string' ? { url: input } : input),
            ...(typeof options === 'object' ? options : {}) };
        const json = settings.json !== undefined && settings.json !== false;
        const body = typeof settings.json === 'object' ? JSON.stringify(settings.json)
            : settings.form ? new URLSearchParams(settings.form) : settings.body;
        const url = new URL(settings.url ?? settings.uri);
        for (const [name, value] of Object.entries(settings.qs ?? {}))
            url.searchParams.append(name, value);
        const answered = fetch(url, {
            method: settings.method ?? 'GET',
            headers: { ...(typeof settings.json === 'object' ? { 'content-type': 'application/json' } : {}),
                ...settings.headers },
            body,
        }).then(async (answer) => {
            const text = await answer.text();
            const response = { statusCode: answer.status, statusMessage: answer.statusText,
                headers: Object.fromEntries(answer.headers), body: text };
            if (json) {
                try {
                    response.body = JSON.parse(text);
                } catch {
                    // not JSON: the text is the body
                }
            }
            return response;
        });
        const fail = (error) => native.fail(error);
        if (typeof callback === 'function')
            answered.then((response) => [null, response, response.body], (error) => [error])
                .then((args) => callback(...args)).catch(fail);
        return answered;
    }
    const verb = (method) => (input, options, callback) => {
        const settings = typeof input === 'string' ? { url: input } : { ...input };
        return typeof options === 'function' ? request({ ...settings, method }, options)
            : request({ ...settings, ...options, method }, callback);
    };
    module.exports = named('request', Object.assign(request, {
        get: verb('GET'), post: verb('POST'), put: verb('PUT'), delete: verb('DELETE'),
    }), 'use fetch(url)');
})
