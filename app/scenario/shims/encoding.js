// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// TextEncoder, TextDecoder, atob and btoa, for UTF-8 and Latin-1.
(function (native, load, module) {
    'use strict';
    class TextEncoder {
        get encoding() { return 'utf-8'; }
        encode(text = '') { return native.encode(String(text)); }
    }

    // How many bytes at the end begin a character that is not complete.
    function unfinished(bytes) {
        for (let back = 1; back <= Math.min(3, bytes.length); ++back) {
            const byte = bytes[bytes.length - back];
            if (byte >= 0xc0)
                return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
            if (byte < 0x80)
                return 0;
        }
        return 0;
    }

    class TextDecoder {
        constructor(label = 'utf-8') {
            if (!/^utf-?8$/i.test(label))
                throw new RangeError(`TextDecoder('${label}') is not supported in a scenario; use utf-8`);
            this._rest = new Uint8Array(0);
        }
        get encoding() { return 'utf-8'; }
        decode(input = new Uint8Array(0), options = {}) {
            const view = ArrayBuffer.isView(input)
                ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
                : new Uint8Array(input);
            const bytes = new Uint8Array(this._rest.length + view.length);
            bytes.set(this._rest);
            bytes.set(view, this._rest.length);
            const keep = options.stream ? unfinished(bytes) : 0;
            this._rest = bytes.slice(bytes.length - keep);
            return native.decode(bytes.subarray(0, bytes.length - keep));
        }
    }

    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

    function toBase64(bytes) {
        let text = '';
        for (let i = 0; i < bytes.length; i += 3) {
            const [a, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
            text += digits[a >> 2] + digits[((a & 3) << 4) | ((b ?? 0) >> 4)];
            text += b === undefined ? '=' : digits[((b & 15) << 2) | ((c ?? 0) >> 6)];
            text += c === undefined ? '=' : digits[c & 63];
        }
        return text;
    }

    function fromBase64(text) {
        const clean = text.replace(/-/g, '+').replace(/_/g, '/').replace(/[^A-Za-z0-9+/]/g, '');
        const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
        let at = 0;
        for (let i = 0; i < clean.length; i += 4) {
            const values = [0, 1, 2, 3].map((k) => (i + k < clean.length ? digits.indexOf(clean[i + k]) : 0));
            const all = (values[0] << 18) | (values[1] << 12) | (values[2] << 6) | values[3];
            for (let k = 16; k >= 0 && at < bytes.length; k -= 8)
                bytes[at++] = (all >> k) & 255;
        }
        return bytes;
    }

    const latin1 = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

    module.exports = {
        TextEncoder,
        TextDecoder,
        btoa: (text) => toBase64(Uint8Array.from(String(text), (c) => c.charCodeAt(0))),
        atob: (text) => latin1(fromBase64(String(text))),
    };
    Object.defineProperty(module.exports, 'bytes', {
        value: { toBase64, fromBase64, latin1 }, enumerable: false,
    });
})
