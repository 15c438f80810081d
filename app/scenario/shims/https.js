// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    module.exports = named('https', { Agent: class Agent {} }, {
        createServer: 'use http.createServer; Heliograph serves its paths',
        request: 'use fetch(url)',
        get: 'use fetch(url)',
    });
})
