// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reading of files in the scenario's own folder; the program decides what that is.
(function (native, load, module) {
    'use strict';
    const { named, unsupported } = load('unsupported');
    const { Buffer } = load('buffer');
    const { Readable } = load('stream');
    const readOnly = 'a scenario reads files of its own folder only';
    const pathOf = (path) => (path?.href ? load('url').fileURLToPath(path) : String(path));
    const encodingIn = (options) => (typeof options === 'string' ? options : options?.encoding);

    function readFileSync(path, options) {
        const bytes = Buffer._of(native.readFile(pathOf(path)));
        const encoding = encodingIn(options);
        return encoding ? bytes.toString(encoding) : bytes;
    }
    function callLater(callback, work) {
        let args;
        try {
            args = [null, work()];
        } catch (error) {
            args = [error];
        }
        setImmediate(callback, ...args);
    }
    function readFile(path, options, callback = options) {
        if (typeof callback !== 'function')
            throw new TypeError('fs.readFile: the last argument must be a function; or use fs.promises');
        callLater(callback, () => readFileSync(path, typeof options === 'function' ? undefined : options));
    }
    function createReadStream(path, options) {
        const stream = new Readable();
        stream.path = path;
        setImmediate(() => {
            try {
                const bytes = readFileSync(path);
                stream.emit('open');
                const encoding = encodingIn(options);
                for (let at = 0; at < bytes.length; at += 65536) {
                    const part = bytes.subarray(at, at + 65536);
                    stream.push(encoding ? part.toString(encoding) : part);
                }
                stream.push(null);
            } catch (error) {
                stream.destroy(error);
            }
        });
        return stream;
    }
    const existsSync = (path) => native.exists(pathOf(path));
    const accessSync = (path) => {
        if (!existsSync(path))
            native.readFile(pathOf(path));
    };
    const promises = named('fs.promises', {
        readFile: async (path, options) => readFileSync(path, options),
        access: async (path) => accessSync(path),
    }, readOnly);

    module.exports = named('fs', {
        readFile, readFileSync, createReadStream, existsSync, accessSync, promises,
        exists: (path, callback) => setImmediate(callback, existsSync(path)),
        access: (path, ...rest) => callLater(rest.at(-1), () => accessSync(path)),
        constants: { F_OK: 0, R_OK: 4 },
        watch: unsupported('fs.watch', 'a scenario starts again when its file is saved'),
    }, readOnly);
})
