// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ./dev bench: every server in turn, run by run, so that what disturbs the machine disturbs all of
// them alike. help.txt explains what is measured.
import fs from 'node:fs';
import path from 'node:path';

import { describeMachine } from './machine.mjs';
import { measure } from './measure.mjs';
import { readOptions } from './options.mjs';
import { runs } from './plan.mjs';
import { repeat } from './repeat.mjs';
import { soak } from './soak.mjs';
import { summarise, tableOf } from './table.mjs';

const say = (text) => process.stderr.write(`${text}\n`);

function describe(run) {
  return [run.scenario, ...Object.entries(run.arguments).map((pair) => pair.join(' '))].join(', ');
}

/** Puts the figures of @p report into @p samples: {server: {figure: [values]}}. */
function keep(samples, name, run, report) {
  samples[name] ??= {};
  for (const figure of run.figures) (samples[name][figure.key] ??= []).push(figure.value(report));
}

async function measureAll(options) {
  const samples = {};
  const reports = [];
  const problems = [];
  for (let round = 1; round <= options.rounds; ++round) {
    for (const run of runs.filter(({ group }) => options.groups.includes(group))) {
      for (const name of options.servers.filter((each) => run.servers?.includes(each) ?? true)) {
        say(`round ${round} of ${options.rounds}: ${describe(run)}: ${name}`);
        const parameters = run.timed ? { ...run.arguments, milliseconds: options.milliseconds } : run.arguments;
        const result = await measure(name, run.scenario, parameters, options);
        if (result.report) keep(samples, name, run, result.report);
        reports.push({ round, server: name, scenario: run.scenario, parameters, ...result.report });
        for (const problem of result.problems) {
          problems.push(`${name}: ${describe(run)}: ${problem}`);
          say(`  ${problem}\n${result.log.slice(-2000)}`);
        }
      }
    }
  }
  return { samples, reports, problems };
}

function save(file, results) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  say(`Written to ${file}`);
}

async function compare(options) {
  const machine = describeMachine(options.program);
  const { samples, reports, problems } = await measureAll(options);
  const summary = summarise(samples);
  const lines = [
    Object.entries(machine).map(([name, value]) => `${name} ${value}`).join(', '),
    `${options.rounds} round(s), ${options.milliseconds} ms each, payload 100 bytes`,
    '',
    ...tableOf(summary, options.servers),
    ...problems.map((problem) => `PROBLEM: ${problem}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  save(options.json, {
    machine,
    rounds: options.rounds,
    milliseconds: options.milliseconds,
    figures: summary.map(({ figure: { key, title, unit }, ...rest }) => ({ key, title, unit, ...rest })),
    samples,
    reports,
    problems,
  });
  return problems.length === 0 ? 0 : 1;
}

/** Runs what does not compare servers row by row: @p measureOne gives lines and results. */
async function single(options, measureOne) {
  const machine = describeMachine(options.program);
  const { lines, results } = await measureOne(options);
  process.stdout.write(`${lines.join('\n')}\n`);
  save(options.json, { machine, ...results });
  return results.problems.length === 0 ? 0 : 1;
}

const options = readOptions(process.argv.slice(2));
if (options.repeatSeconds !== undefined) process.exitCode = await single(options, repeat);
else if (options.soakMinutes !== undefined) process.exitCode = await single(options, soak);
else process.exitCode = await compare(options);
