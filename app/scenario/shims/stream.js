// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Streams as tutorials use them: write, push, on('data'), pipe, end. Data flows at once when
// somebody listens, and waits otherwise.
(function (native, load, module) {
    'use strict';
    const EventEmitter = load('events');
    const { named, lacking } = load('unsupported');
    const highWater = 64 * 1024;
    const sizeOf = (chunk) => chunk?.length ?? 1;

    class Stream extends EventEmitter {
        constructor(options) {
            super();
            this._construct(options ?? {});
        }
        _construct(options) {
            const hide = (name, value) =>
                Object.defineProperty(this, name, { value, writable: true, enumerable: false });
            hide('_waiting', []);
            hide('_waitingSize', 0);
            hide('_flowing', null);
            hide('_sourceEnded', false);
            hide('_endEmitted', false);
            hide('_encoding', null);
            hide('_finished', false);
            hide('_needDrain', false);
            hide('_options', options);
            this.destroyed = false;
            this.readable = true;
            this.writable = true;
            this.writableEnded = false;
            for (const name of ['read', 'write', 'transform', 'flush', 'final', 'destroy']) {
                if (typeof options[name] === 'function')
                    hide(`_${name}`, options[name]);
            }
        }

        // --- reading ---
        on(name, listener) {
            super.on(name, listener);
            if (name === 'data' && this._flowing !== false)
                this.resume();
            return this;
        }
        addListener(name, listener) { return this.on(name, listener); }
        push(chunk) {
            if (chunk === null) {
                this._sourceEnded = true;
                this._pump();
                return false;
            }
            const text = this._encoding && typeof chunk !== 'string' ? native.decode(chunk) : chunk;
            this._waiting.push(text);
            this._waitingSize += sizeOf(text);
            this._pump();
            return this._waitingSize < highWater;
        }
        resume() {
            if (this._flowing)
                return this;
            this._flowing = true;
            process.nextTick(() => { this._pump(); this._askForMore(); });
            return this;
        }
        pause() { this._flowing = false; return this; }
        isPaused() { return this._flowing === false; }
        setEncoding(encoding) { this._encoding = encoding; return this; }
        _askForMore() {
            if (this._flowing && !this._sourceEnded && this._read !== Stream.prototype._read && !this.destroyed)
                this._read(highWater);
        }
        _pump() {
            while (this._flowing && this._waiting.length && !this.destroyed) {
                const chunk = this._waiting.shift();
                this._waitingSize -= sizeOf(chunk);
                this.emit('data', chunk);
            }
            if (this._needDrain && this._waitingSize === 0 && !this.destroyed) {
                this._needDrain = false;
                process.nextTick(() => this.emit('drain'));
            }
            if (this._flowing && this._sourceEnded && !this._waiting.length && !this._endEmitted) {
                this._endEmitted = true;
                this.readable = false;
                this.emit('end');
                process.nextTick(() => this.destroy());
            }
        }
        _read() {}
        pipe(target, options = {}) {
            this.on('data', (chunk) => {
                if (target.write(chunk) === false) {
                    this.pause();
                    target.once('drain', () => this.resume());
                }
            });
            if (options.end !== false)
                this.once('end', () => target.end());
            target.emit('pipe', this);
            return target;
        }
        unpipe() { this.removeAllListeners('data'); return this.pause(); }
        async *[Symbol.asyncIterator]() {
            const chunks = [];
            let wake = () => {};
            let done = false;
            let failed = null;
            this.on('data', (chunk) => { chunks.push(chunk); wake(); });
            this.once('end', () => { done = true; wake(); });
            this.once('close', () => { done = true; wake(); });
            this.once('error', (error) => { failed = error; wake(); });
            for (;;) {
                if (chunks.length)
                    yield chunks.shift();
                else if (failed)
                    throw failed;
                else if (done)
                    return;
                else
                    await new Promise((resolve) => { wake = resolve; });
            }
        }

        // --- writing ---
        write(chunk, encoding, callback) {
            const done = typeof encoding === 'function' ? encoding : callback;
            if (this.writableEnded) {
                this.destroy(new Error('write after end'));
                return false;
            }
            if (this.destroyed)
                return false;
            this._write(chunk, typeof encoding === 'string' ? encoding : 'utf8', (error) => {
                if (error)
                    this.destroy(error);
                done?.(error);
            });
            this._needDrain = this._waitingSize >= highWater;
            return !this._needDrain;
        }
        _write(chunk, encoding, callback) { callback(); }
        end(chunk, encoding, callback) {
            const done = [chunk, encoding, callback].find((value) => typeof value === 'function');
            if (chunk !== undefined && chunk !== null && typeof chunk !== 'function')
                this.write(chunk, encoding);
            if (this.writableEnded)
                return this;
            this.writableEnded = true;
            this.writable = false;
            if (done)
                this.once('finish', done);
            const finish = (error) => {
                if (error)
                    return this.destroy(error);
                this._finished = true;
                process.nextTick(() => this.emit('finish'));
                this._afterEnd();
            };
            this._final ? this._final(finish) : finish();
            return this;
        }
        _afterEnd() {}
        cork() {}
        uncork() {}
        setDefaultEncoding() { return this; }

        destroy(error) {
            if (this.destroyed)
                return this;
            this.destroyed = true;
            process.nextTick(() => {
                if (error)
                    this.emit('error', error);
                this.emit('close');
            });
            return this;
        }
    }

    class Readable extends Stream {
        static from(source, options) {
            const readable = new Readable(options);
            (async () => {
                try {
                    for await (const chunk of typeof source === 'string' ? [source] : source)
                        readable.push(chunk);
                    readable.push(null);
                } catch (error) {
                    readable.destroy(error);
                }
            })();
            return readable;
        }
    }
    class Writable extends Stream {}
    class Duplex extends Stream {
        _afterEnd() {}
    }
    class Transform extends Duplex {
        _write(chunk, encoding, callback) {
            this._transform(chunk, encoding, (error, result) => {
                if (result !== undefined && result !== null)
                    this.push(result);
                callback(error);
            });
        }
        _transform(chunk, encoding, callback) { callback(null, chunk); }
        _afterEnd() {
            const close = () => this.push(null);
            if (!this._flush)
                return close();
            this._flush((error, result) => {
                if (result !== undefined && result !== null)
                    this.push(result);
                close();
            });
        }
    }
    class PassThrough extends Transform {}
    lacking(Stream.prototype, 'stream', ['compose', 'wrap']);

    function pipeline(...streams) {
        const callback = typeof streams.at(-1) === 'function' ? streams.pop() : () => {};
        for (const stream of streams)
            stream.once('error', callback);
        streams.at(-1).once('finish', () => callback());
        return streams.reduce((from, to) => from.pipe(to));
    }
    function finished(stream, callback) {
        stream.once('error', callback);
        stream.once(stream.readable ? 'end' : 'finish', () => callback());
    }

    // Programs from before classes say Transform.call(this, options).
    const callable = (Class) => new Proxy(Class, {
        apply(target, self, [options]) { self._construct(options ?? {}); },
    });
    const classes = {};
    for (const Class of [Readable, Writable, Duplex, Transform, PassThrough])
        classes[Class.name] = callable(Class);

    const Legacy = callable(Stream);
    module.exports = named('stream', Object.assign(Legacy, {
        Stream: Legacy, ...classes, pipeline, finished,
        promises: {
            pipeline: (...streams) => new Promise((resolve, reject) =>
                pipeline(...streams, (error) => (error ? reject(error) : resolve()))),
        },
    }));
})
