// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    class EventEmitter {
        _listenersOf(name) {
            if (!Object.prototype.hasOwnProperty.call(this, '_events'))
                Object.defineProperty(this, '_events', { value: new Map(), enumerable: false });
            if (!this._events.has(name))
                this._events.set(name, []);
            return this._events.get(name);
        }
        _add(name, listener, once, first) {
            if (typeof listener !== 'function')
                throw new TypeError(`on('${String(name)}'): the listener must be a function`);
            const entry = { listener, once };
            const list = this._listenersOf(name);
            if (first)
                list.unshift(entry);
            else
                list.push(entry);
            if (name !== 'newListener' && this.listenerCount('newListener'))
                this.emit('newListener', name, listener);
            return this;
        }
        on(name, listener) { return this._add(name, listener, false, false); }
        addListener(name, listener) { return this.on(name, listener); }
        once(name, listener) { return this._add(name, listener, true, false); }
        prependListener(name, listener) { return this._add(name, listener, false, true); }
        prependOnceListener(name, listener) { return this._add(name, listener, true, true); }
        off(name, listener) {
            const list = this._listenersOf(name);
            const at = list.findLastIndex((entry) => entry.listener === listener);
            if (at >= 0)
                list.splice(at, 1);
            return this;
        }
        removeListener(name, listener) { return this.off(name, listener); }
        removeAllListeners(name) {
            if (name === undefined)
                this._events?.clear();
            else
                this._events?.delete(name);
            return this;
        }
        emit(name, ...args) {
            const list = [...this._listenersOf(name)];
            if (list.length === 0) {
                if (name === 'error')
                    throw args[0] instanceof Error ? args[0] : new Error(`Unhandled error: ${String(args[0])}`);
                return false;
            }
            for (const entry of list) {
                if (entry.once)
                    this.off(name, entry.listener);
                entry.listener.apply(this, args);
            }
            return true;
        }
        listenerCount(name) { return this._events?.get(name)?.length ?? 0; }
        listeners(name) { return this._listenersOf(name).map((entry) => entry.listener); }
        eventNames() { return [...(this._events?.keys() ?? [])].filter((name) => this.listenerCount(name)); }
        setMaxListeners() { return this; }
        getMaxListeners() { return Infinity; }
    }

    // events.once(emitter, name): a promise of the arguments; rejected by 'error'.
    EventEmitter.once = (emitter, name) => new Promise((resolve, reject) => {
        const failed = (error) => { emitter.off(name, done); reject(error); };
        const done = (...args) => { emitter.off('error', failed); resolve(args); };
        emitter.once(name, done);
        if (name !== 'error')
            emitter.once('error', failed);
    });
    EventEmitter.defaultMaxListeners = Infinity;

    // Programs from before classes say EventEmitter.call(this); there is nothing to do then.
    const callable = new Proxy(EventEmitter, { apply() {} });
    EventEmitter.EventEmitter = callable;
    module.exports = callable;
})
