// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Middleware packages whose work Heliograph does itself, or that a scenario does not need: they
// let every request through.
(function (native, load, module) {
    'use strict';
    const through = () => Object.assign((first, second, third) => (third ?? second)?.(), { _through: true });
    module.exports = Object.assign(() => through(), {
        json: through, urlencoded: through, text: through, raw: through,
        config: () => ({ parsed: {} }), default: through,
    });
})
