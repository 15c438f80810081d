// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } =
        load('timers').globals;
    module.exports = named('timers', {
        setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate,
        promises: load('timers-promises'),
    });
})
