// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// ./dev bench --soak: one server, small bounds, and all kinds of clients for a long time.
import { measure } from './measure.mjs';

// Small enough for the bounds to be reached within a minute, so that growth after that is a leak.
const bounds = ['--max-queue', '65536', '--max-journal', '4194304'];
const clients = { staying: 100, roaming: 100, stalling: 20, resetting: 50 };

const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(1);

/** The slope of a straight line through @p points [x, y], by least squares. */
function slope(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([each]) => each));
  const y = mean(points.map(([, each]) => each));
  const spread = points.reduce((sum, [each]) => sum + (each - x) ** 2, 0);
  return spread === 0 ? 0 : points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / spread;
}

/** Growth of resident memory in bytes a minute, once the first third has filled what is bounded. */
function growth(samples) {
  const end = samples.at(-1).seconds;
  const late = samples.filter(({ seconds }) => seconds >= end / 3);
  return 60 * slope(late.map(({ seconds, residentBytes }) => [seconds, residentBytes]));
}

function overTime(samples) {
  const every = Math.ceil(samples.length / 20);
  const shown = samples.filter((_, index) => index % every === 0 || index === samples.length - 1);
  const row = (cells) => cells.map((cell) => String(cell).padStart(12)).join('');
  return [
    row(['seconds', 'RSS MiB', 'descriptors', 'streams', 'published', 'deliveries', 'cut']),
    ...shown.map((each) => row([each.seconds.toFixed(0), mebibytes(each.residentBytes), each.descriptors,
      each.open, each.published, each.deliveries, each.cut])),
  ];
}

function summary(report, log, seed) {
  const tooSlow = log.split('\n').filter((line) => line.includes('read too slowly')).length;
  return [
    ...overTime(report.samples),
    '',
    `seed ${seed}; ${Object.entries(clients).map((pair) => pair.join(' ')).join(', ')}`,
    `${report.published} events published, ${report.deliveries} delivered: ${report.missing} missing, ${report.repeated} repeated`,
    `${report.opened} streams opened, ${report.resumed} of them resumed; ${report.left} left, ${report.reset} reset`,
    `${report.stalled} stalls, after ${report.cut} of which the server closed the stream (its log: ${tooSlow} "read too slowly")`,
    `to those who stall: ${report.missingToStalled} missing, ${report.repeatedToStalled} repeated`,
    `latency of those who stay: p50 ${report.latencyMilliseconds.p50.toFixed(2)} ms, `
      + `p99 ${report.latencyMilliseconds.p99.toFixed(2)} ms, max ${report.latencyMilliseconds.max.toFixed(1)} ms`,
    `descriptors ${report.descriptorsBefore} before, ${report.descriptorsAfter} after`,
    `RSS ${mebibytes(report.residentBytesBefore)} MiB before, ${mebibytes(report.residentBytesAfter)} MiB after; `
      + `growth after the first third ${(growth(report.samples) / 1024).toFixed(1)} KiB/min`,
  ];
}

/** 1 when the server is told to drop events of clients that stall: their gaps are no fault then. */
function mayDrop(serveArguments) {
  return /--slow-readers[ =]drop/.test(serveArguments.join(' ')) ? 1 : 0;
}

/** {lines, results}: what to print and what to save. */
export async function soak(options) {
  const { soakMinutes, seed, rate } = options;
  process.stderr.write(`soaking for ${soakMinutes} min, seed ${seed}, ${rate} events/s\n`);
  const serveArguments = [...bounds, ...options.serveArguments];
  const { report, problems, log } = await measure('heliograph', 'soak', {
    seconds: Math.max(1, Math.round(soakMinutes * 60)), seed, rate, ...clients, 'may-drop': mayDrop(serveArguments),
  }, { ...options, serveArguments });
  const lines = [
    ...(report ? summary(report, log, seed) : [log.slice(-2000)]),
    ...problems.map((problem) => `PROBLEM: ${problem}`),
    problems.length === 0 ? 'Nothing was lost, repeated or leaked.' : 'FAILED',
  ];
  return { lines, results: { seed, rate, minutes: soakMinutes, clients, serveArguments, ...report, problems } };
}
