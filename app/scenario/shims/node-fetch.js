// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    module.exports = named('node-fetch', Object.assign((...args) => fetch(...args), { Headers, Response, default: fetch }));
})
