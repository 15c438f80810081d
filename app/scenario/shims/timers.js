// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const timers = new Map();
    let last = 0;

    class Timeout {
        constructor(id, delay, repeats) {
            Object.defineProperty(this, '_id', { value: id });
            Object.defineProperty(this, '_delay', { value: delay });
            Object.defineProperty(this, '_repeats', { value: repeats });
        }
        ref() { return this; }
        unref() { return this; }
        hasRef() { return true; }
        close() { clear(this); return this; }
        refresh() {
            if (timers.has(this._id))
                native.timer(this._id, this._delay, this._repeats);
            return this;
        }
        [Symbol.toPrimitive]() { return this._id; }
    }

    function start(name, callback, delay, repeats, args) {
        if (typeof callback !== 'function')
            throw new TypeError(`${name}: the first argument must be a function`);
        const id = ++last;
        timers.set(id, { callback, args });
        native.timer(id, delay, repeats);
        return new Timeout(id, delay, repeats);
    }

    // Node's rule: what is no delay is one millisecond.
    const atLeastOne = (delay) => (Number(delay) >= 1 ? Number(delay) : 1);

    function clear(timeout) {
        const id = timeout instanceof Timeout ? timeout._id : Number(timeout);
        if (timers.delete(id))
            native.clearTimer(id);
    }

    function timer(id, repeats) {
        const found = timers.get(id);
        if (!found)
            return;
        if (!repeats)
            timers.delete(id);
        const result = found.callback(...found.args);
        // An async callback that fails is a promise that nobody handles; the engine reports it.
        return result;
    }

    function setTimeout(callback, delay, ...args) {
        return start('setTimeout', callback, atLeastOne(delay), false, args);
    }
    function setInterval(callback, delay, ...args) {
        return start('setInterval', callback, atLeastOne(delay), true, args);
    }
    function setImmediate(callback, ...args) {
        return start('setImmediate', callback, 0, false, args);
    }
    function queueMicrotask(callback) {
        if (typeof callback !== 'function')
            throw new TypeError('queueMicrotask: the argument must be a function');
        Promise.resolve().then(() => {
            try {
                callback();
            } catch (error) {
                native.fail(error);
            }
        });
    }
    const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

    module.exports = {
        timer,
        sleep,
        globals: {
            setTimeout, setInterval, setImmediate, queueMicrotask, sleep,
            clearTimeout: clear, clearInterval: clear, clearImmediate: clear,
            performance: { now: () => native.now(), timeOrigin: Date.now() - native.now() },
        },
    };
})
