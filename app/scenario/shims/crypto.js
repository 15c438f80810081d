// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { Buffer } = load('buffer');
    module.exports = named('crypto', {
        randomUUID: () => native.uuid(),
        randomBytes: (count) => Buffer._of(native.randomBytes(count)),
        randomInt: (low, high) => {
            const [from, to] = high === undefined ? [0, low] : [low, high];
            return from + Math.floor(Math.random() * (to - from));
        },
        getRandomValues: (array) => {
            new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
                .set(native.randomBytes(array.byteLength));
            return array;
        },
    });
})
