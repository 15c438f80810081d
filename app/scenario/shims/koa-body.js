// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// koa-bodyparser and koa-body: ctx.request.body.
(function (native, load, module) {
    'use strict';
    const { json, urlencoded, text } = load('body-parser');
    const parsers = [json(), urlencoded(), text()];
    const make = () => Object.assign(async (ctx, next) => {
        for (const parse of parsers)
            parse(ctx.req, ctx.res, (error) => { if (error) throw error; });
        ctx.request.body = ctx.req.body;
        return next();
    }, { _through: true });
    Object.assign(make, { default: make, koaBody: make, bodyParser: make });
    module.exports = make;
})
