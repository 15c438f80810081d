// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Koa middleware that lets every request through, see middleware.js.
(function (native, load, module) {
    'use strict';
    const make = () => Object.assign((ctx, next) => next(), { _through: true });
    make.default = make;
    module.exports = make;
})
