// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { sleep } = load('timers');
    async function* setInterval(ms, value) {
        for (;;) {
            await sleep(ms);
            yield value;
        }
    }
    module.exports = named('timers/promises', {
        setTimeout: sleep,
        setImmediate: (value) => sleep(0, value),
        setInterval,
        scheduler: { wait: sleep },
    });
})
