// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
(function (native, load, module) {
    'use strict';
    const EventEmitter = load('events');

    class EventTarget {
        constructor() {
            Object.defineProperty(this, '_emitter', { value: new EventEmitter(), enumerable: false });
        }
        addEventListener(name, listener, options = {}) {
            if (options?.once)
                this._emitter.once(name, listener);
            else
                this._emitter.on(name, listener);
        }
        removeEventListener(name, listener) { this._emitter.off(name, listener); }
        dispatchEvent(event) {
            this[`on${event.type}`]?.(event);
            this._emitter.emit(event.type, event);
            return true;
        }
    }
    class Event {
        constructor(type) { this.type = type; }
    }

    function abortError(message = 'This operation was aborted') {
        const error = new Error(message);
        error.name = 'AbortError';
        return error;
    }
    class AbortSignal extends EventTarget {
        constructor() {
            super();
            this.aborted = false;
            this.reason = undefined;
            this.onabort = null;
        }
        throwIfAborted() {
            if (this.aborted)
                throw this.reason;
        }
        _abort(reason = abortError()) {
            if (this.aborted)
                return;
            this.aborted = true;
            this.reason = reason;
            this.dispatchEvent(new Event('abort'));
        }
        static timeout(ms) {
            const signal = new AbortSignal();
            setTimeout(() => signal._abort(abortError('The operation timed out')), ms);
            return signal;
        }
        static abort(reason) {
            const signal = new AbortSignal();
            signal._abort(reason);
            return signal;
        }
    }
    class AbortController {
        constructor() { this.signal = new AbortSignal(); }
        abort(reason) { this.signal._abort(reason); }
    }
    module.exports = { EventTarget, Event, AbortSignal, AbortController };
})
