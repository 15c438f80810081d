// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ours: publish(), clients(), sleep().
(function (native, load, module) {
    'use strict';
    const { ask } = load('promises');
    const { sleep } = load('timers');
    const known = ['endpoint', 'event', 'id', 'data', 'retry', 'comment', 'to'];

    function complete(message) {
        if (typeof message !== 'object' || message === null || Array.isArray(message))
            message = { data: message };
        const unknown = Object.keys(message).find((name) => !known.includes(name));
        if (unknown !== undefined)
            throw new TypeError(`publish: "${unknown}" is not a field; the fields are ${known.join(', ')}`);
        const result = {};
        for (const name of ['endpoint', 'event', 'comment']) {
            if (message[name] !== undefined && message[name] !== null)
                result[name] = String(message[name]);
        }
        if (message.data !== undefined)
            result.data = typeof message.data === 'string' ? message.data : JSON.stringify(message.data);
        if (message.id !== undefined)
            result.id = message.id === null ? null : String(message.id);
        if (message.retry !== undefined && message.retry !== null) {
            if (!Number.isInteger(message.retry) || message.retry < 0)
                throw new TypeError(`publish: retry must be a whole number of milliseconds, not ${message.retry}`);
            result.retry = message.retry;
        }
        if (message.to !== undefined && message.to !== null) {
            const to = [message.to].flat().map((target) => Number(target?.id ?? target));
            if (to.length === 0 || !to.every((id) => Number.isInteger(id) && id > 0))
                throw new TypeError('publish: to must be the id of a client, or a list of ids');
            result.to = to;
        }
        return result;
    }

    // publish({ event, id, data, retry, comment, to, endpoint }), or publish(data): a promise of
    // { sequence, id, endpoint, recipients }.
    async function publish(message) {
        const whole = complete(message);
        return ask((token) => native.publish({ ...whole, token }));
    }

    // A promise of the connected clients, as GET /api/connections lists them.
    async function clients() {
        return ask((token) => native.clients(token));
    }

    module.exports = { publish, clients, sleep };
})
