// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The part of Node's Buffer that carries text: from, alloc, concat, toString, byteLength.
(function (native, load, module) {
    'use strict';
    const { toBase64, fromBase64, latin1 } = load('encoding').bytes;
    const { lacking } = load('unsupported');

    const encodings = {
        'utf8': { to: (bytes) => native.decode(bytes), from: (text) => native.encode(text) },
        'hex': {
            to: (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(''),
            from: (text) => Uint8Array.from(text.match(/[0-9a-f]{2}/gi) ?? [], (b) => parseInt(b, 16)),
        },
        'base64': { to: toBase64, from: fromBase64 },
        'base64url': {
            to: (bytes) => toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, ''),
            from: fromBase64,
        },
        'latin1': { to: latin1, from: (text) => Uint8Array.from(text, (c) => c.charCodeAt(0)) },
    };
    encodings['utf-8'] = encodings.utf8;
    encodings.ascii = encodings.binary = encodings.latin1;

    function encodingOf(name = 'utf8') {
        const found = encodings[String(name).toLowerCase()];
        if (!found)
            throw new TypeError(`Buffer encoding '${name}' is not supported in a scenario`);
        return found;
    }

    class Buffer extends Uint8Array {
        static from(value, encoding) {
            if (typeof value === 'string')
                return Buffer._of(encodingOf(encoding).from(value));
            if (value instanceof ArrayBuffer)
                return new Buffer(value);
            return Buffer._of(Uint8Array.from(value));
        }
        static _of(bytes) { return new Buffer(bytes.buffer, bytes.byteOffset, bytes.length); }
        static alloc(size, fill = 0, encoding) {
            const buffer = new Buffer(size);
            const pattern = typeof fill === 'string' ? Buffer.from(fill, encoding) : [fill];
            for (let i = 0; i < size && pattern.length; ++i)
                buffer[i] = pattern[i % pattern.length];
            return buffer;
        }
        static allocUnsafe(size) { return new Buffer(size); }
        static byteLength(value, encoding) {
            return typeof value === 'string' ? Buffer.from(value, encoding).length : value.byteLength;
        }
        static concat(list, total = list.reduce((sum, part) => sum + part.length, 0)) {
            const buffer = new Buffer(total);
            let at = 0;
            for (const part of list) {
                buffer.set(part.subarray(0, total - at), at);
                at += Math.min(part.length, total - at);
            }
            return buffer;
        }
        static isBuffer(value) { return value instanceof Buffer; }
        static isEncoding(name) { return String(name).toLowerCase() in encodings; }
        static get [Symbol.species]() { return Buffer; }

        toString(encoding, start = 0, end = this.length) {
            return encodingOf(encoding).to(this.subarray(start, end));
        }
        toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
        equals(other) {
            return this.length === other.length && this.every((byte, i) => byte === other[i]);
        }
        write(text, offset = 0, length, encoding) {
            const bytes = Buffer.from(text, typeof length === 'string' ? length : encoding);
            const fits = bytes.subarray(0, this.length - offset);
            this.set(fits, offset);
            return fits.length;
        }
    }
    lacking(Buffer.prototype, 'Buffer', ['readUInt8', 'readUInt16BE', 'readUInt16LE', 'readUInt32BE',
        'readUInt32LE', 'readInt8', 'writeUInt8', 'writeUInt16BE', 'writeUInt32BE', 'compare', 'swap16']);

    module.exports = { Buffer };
})
