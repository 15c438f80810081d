// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The medians as a table, with their ratios and whether each target is met.
import { figures } from './plan.mjs';
import { servers } from './servers.mjs';
import { isMet, pairs, targetFor } from './targets.mjs';

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** For each figure that was measured: its median per server, and each ratio that has a target. */
export function summarise(samples) {
  return figures.map((figure) => {
    const medians = {};
    for (const name of Object.keys(servers)) {
      const values = samples[name]?.[figure.key];
      if (values?.length) medians[name] = median(values);
    }
    const ratios = [];
    for (const [server, peer] of pairs) {
      const target = targetFor(figure, server, peer);
      if (target === undefined || medians[server] === undefined || medians[peer] === undefined) continue;
      const ratio = medians[server] / medians[peer];
      ratios.push({ server, peer, ratio, target, isMet: isMet(figure, ratio, target) });
    }
    return { figure, medians, ratios };
  }).filter(({ medians }) => Object.keys(medians).length > 0);
}

function ratioCell(figure, ratios, server, peer) {
  const found = ratios.find((each) => each.server === server && each.peer === peer);
  if (!found) return '';
  const sign = figure.more ? '>=' : '<=';
  return `${found.ratio.toFixed(2)} (${sign} ${found.target.toFixed(2)}) ${found.isMet ? 'met' : 'MISSED'}`;
}

/** The table as lines of Markdown. */
export function tableOf(summary, names) {
  const shown = pairs.filter((pair) => pair.every((name) => names.includes(name)));
  const rows = [
    ['figure (median)', ...names.map((name) => servers[name].title), ...shown.map((pair) => pair.join(' / '))],
    ...summary.map(({ figure, medians, ratios }) => [
      `${figure.title} [${figure.unit}]`,
      ...names.map((name) => medians[name]?.toFixed(figure.digits) ?? ''),
      ...shown.map(([server, peer]) => ratioCell(figure, ratios, server, peer)),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(rows[0]), rule, ...rows.slice(1).map(line)];
}
