// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const { named } = load('unsupported');
    const { queryObject } = load('url');
    module.exports = named('querystring', {
        parse: queryObject,
        stringify: (object) => new URLSearchParams(object).toString(),
        escape: encodeURIComponent,
        unescape: decodeURIComponent,
    });
})
