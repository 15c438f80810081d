// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The command line of ./dev bench; help.txt explains it.
import fs from 'node:fs';
import { parseArgs } from 'node:util';

import { groups } from './plan.mjs';
import { servers } from './servers.mjs';

const root = new URL('../../', import.meta.url).pathname;
export const help = () => fs.readFileSync(new URL('./help.txt', import.meta.url), 'utf8');

class WrongUsage extends Error {}

function chosen(text, known, option) {
  if (text === undefined) return known;
  const names = text.split(',');
  const strange = names.find((name) => !known.includes(name));
  if (strange !== undefined) throw new WrongUsage(`--${option}: "${strange}" is none of ${known.join(', ')}`);
  return names;
}

function positive(text, option) {
  const number = Number(text);
  if (!(number > 0)) throw new WrongUsage(`--${option} must be a number above 0`);
  return number;
}

/** The options as numbers and lists. Ends the program on --help and on wrong usage. */
export function readOptions(args) {
  try {
    const dashes = args.indexOf('--');
    const { values } = parseArgs({
      args: dashes < 0 ? args : args.slice(0, dashes),
      options: {
        help: { type: 'boolean', short: 'h' },
        quick: { type: 'boolean' },
        rounds: { type: 'string' },
        servers: { type: 'string' },
        scenarios: { type: 'string' },
        soak: { type: 'string' },
        repeat: { type: 'string' },
        seed: { type: 'string' },
        rate: { type: 'string' },
        program: { type: 'string', default: `${root}build/release/heliograph` },
        'repeat-rate': { type: 'string', default: `${root}build/bench/heliograph_repeatrate` },
        loadgen: { type: 'string', default: `${root}build/bench/heliograph_loadgen` },
        json: { type: 'string' },
      },
    });
    if (values.help) {
      process.stdout.write(help());
      process.exit(0);
    }
    const { quick = false, soak, repeat } = values;
    const results = repeat !== undefined ? 'repeat' : soak !== undefined ? 'soak' : 'results';
    return {
      rounds: Math.ceil(positive(values.rounds ?? (quick ? 1 : 3), 'rounds')),
      milliseconds: quick ? 1000 : 4000,
      servers: chosen(values.servers, Object.keys(servers), 'servers'),
      groups: chosen(values.scenarios, groups, 'scenarios'),
      soakMinutes: soak === undefined ? undefined : positive(soak, 'soak'),
      repeatSeconds: repeat === undefined ? undefined : Math.ceil(positive(repeat, 'repeat')),
      seed: Math.floor(positive(values.seed ?? 1 + Math.floor(Math.random() * 1e9), 'seed')),
      rate: Math.ceil(positive(values.rate ?? 200, 'rate')),
      program: values.program,
      loadgen: values.loadgen,
      repeatRate: values['repeat-rate'],
      json: values.json ?? `${root}build/bench/${results}.json`,
      serveArguments: dashes < 0 ? [] : args.slice(dashes + 1),
    };
  } catch (error) {
    if (!(error instanceof WrongUsage) && error.code?.startsWith('ERR_PARSE_ARGS') !== true) throw error;
    process.stderr.write(`bench: ${error.message}. See ./dev bench --help\n`);
    process.exit(2);
  }
}
