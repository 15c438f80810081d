// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Charts on canvas over the last minute, or less until there is a minute. Time flows on even while
// nothing arrives, at most twenty drawings a second; with reduced motion they are drawn when data
// comes.

import { stillness } from '/demo/demo.js';

export const span = 60_000;
const leastSpan = 12_000;
const frameEvery = 50;
const lag = 700; // ms behind the newest event, so that a line always reaches the right edge

const charts = new Set();
let offset = null; // this clock minus the server's, as small as it was seen
let lastFrame = 0;

/** Learns from an event that has just arrived how the server's clock goes. */
export function learnClock(at) {
  const seen = Date.now() - at;
  offset = offset === null ? seen : Math.min(offset + 2, seen);
}

/** The server's time at the right edge. */
const edge = () => Date.now() - (offset ?? 0) - lag;

/** Draws every chart: the span grows with what there is, so that none begins almost empty. */
export function drawAll() {
  const end = edge();
  for (const chart of charts) {
    const { list } = chart.points;
    if (list.length < 2 || chart.canvas.clientWidth === 0) continue;
    chart.draw(end, Math.min(span, Math.max(leastSpan, end - list[0].at)));
  }
}

function frame(now) {
  requestAnimationFrame(frame);
  if (stillness.matches || now - lastFrame < frameEvery) return;
  lastFrame = now;
  drawAll();
}
requestAnimationFrame(frame);
addEventListener('resize', drawAll);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);

/** The next top of a scale at or above @p value whose thirds are round numbers. */
function niceTop(value) {
  const scale = 10 ** Math.floor(Math.log10(value));
  for (const step of [1.2, 1.5, 1.8, 2.4, 3, 3.6, 4.5, 6, 7.5, 9])
    if (value <= step * scale) return step * scale;
  return 12 * scale;
}

/** Points {at, values, isReplay} of the last minute and a bit, the oldest first. */
export class Points {
  list = [];

  add(at, values, isReplay) {
    this.list.push({ at, values, isReplay });
    const oldest = at - span - 5000;
    while (this.list.length > 0 && this.list[0].at < oldest) this.list.shift();
  }

  top() {
    return Math.max(...this.list.flatMap(({ values }) => values));
  }
}

class Chart {
  constructor(canvas, points, colours) {
    Object.assign(this, { canvas, points, colours, top: 0 });
    charts.add(this);
  }

  /** Fits the bitmap to its place and gives {context, w, h}, in CSS pixels. */
  prepare() {
    const { canvas } = this;
    const ratio = devicePixelRatio || 1;
    const [w, h] = [canvas.clientWidth, canvas.clientHeight];
    const [width, height] = [Math.round(w * ratio), Math.round(h * ratio)];
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const context = canvas.getContext('2d');
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, w, h);
    return { context, w, h };
  }

  colour(name) {
    return getComputedStyle(this.canvas).getPropertyValue(name).trim();
  }

  /** The scale goes to where it should be, softly. */
  scaleTo(wanted) {
    this.top = this.top === 0 || stillness.matches ? wanted : this.top + (wanted - this.top) * 0.15;
    return this.top;
  }

  path(context, x, y, series) {
    context.beginPath();
    for (const point of this.points.list) context.lineTo(x(point.at), y(point.values[series]));
  }

  area(context, x, y, series, floor) {
    const { list } = this.points;
    this.path(context, x, y, series);
    context.lineTo(x(list.at(-1).at), floor);
    context.lineTo(x(list[0].at), floor);
    context.closePath();
  }
}

/** Several lines with a scale and the time below; @p fill shades what is under them. */
export class LineChart extends Chart {
  constructor(canvas, points, colours, { fill = false } = {}) {
    super(canvas, points, colours);
    this.fill = fill;
  }

  draw(end, shown) {
    const { context, w, h } = this.prepare();
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const right = w - 3.2 * rem;
    const floor = h - 1.5 * rem;
    const ceiling = 0.6 * rem;
    const top = this.scaleTo(niceTop(this.points.top() * 1.05));
    const x = (at) => right * (1 - (end - at) / shown);
    const y = (value) => floor - (value / top) * (floor - ceiling);
    this.#drawScale(context, { right, floor, y, w, rem, shown });
    context.save();
    context.beginPath();
    context.rect(0, 0, right, h);
    context.clip();
    this.#drawReplays(context, x, ceiling, floor);
    context.lineWidth = 0.13 * rem;
    context.lineJoin = 'round';
    this.colours.forEach((name, series) => {
      const colour = this.colour(name);
      if (this.fill) {
        this.area(context, x, y, series, floor);
        context.globalAlpha = 0.14;
        context.fillStyle = colour;
        context.fill();
        context.globalAlpha = 1;
      }
      this.path(context, x, y, series);
      context.strokeStyle = colour;
      context.stroke();
    });
    context.restore();
  }

  #drawScale(context, { right, floor, y, w, rem, shown }) {
    const wanted = niceTop(this.points.top() * 1.05);
    context.font = `${0.8 * rem}px ${getComputedStyle(this.canvas).fontFamily}`;
    const [line, quiet] = [this.colour('--line'), this.colour('--quiet')];
    context.textBaseline = 'middle';
    for (const part of [0, 1 / 3, 2 / 3, 1]) {
      const at = Math.round(y(wanted * part)) + 0.5;
      context.fillStyle = line;
      context.fillRect(0, at, right, 1);
      context.fillStyle = quiet;
      context.textAlign = 'right';
      context.fillText(short(wanted * part), w, at);
    }
    context.textBaseline = 'bottom';
    const step = [5, 10, 15].find((seconds) => shown <= seconds * 4500) ?? 15;
    for (let seconds = 0; seconds * 1000 <= shown; seconds += step) {
      const at = right * (1 - (seconds * 1000) / shown);
      if (at > 1 && at < 1.5 * rem) continue; // half of it would be cut off
      context.textAlign = at <= 1 ? 'left' : seconds === 0 ? 'right' : 'center';
      context.fillText(seconds === 0 ? 'now' : `${seconds} s`, at, floor + 1.5 * rem);
    }
  }

  /** What came late, after a reconnection, stands on a shaded ground. */
  #drawReplays(context, x, ceiling, floor) {
    context.fillStyle = this.colour('--selection');
    const { list } = this.points;
    for (let i = 1; i < list.length; i += 1) {
      if (!list[i].isReplay) continue;
      const from = x(list[i - 1].at);
      context.fillRect(from, ceiling, x(list[i].at) - from + 0.5, floor - ceiling);
    }
  }
}

/** A small area without a scale, from just below its least to just above its greatest value. */
export class Sparkline extends Chart {
  draw(end, shown) {
    const { context, w, h } = this.prepare();
    const { list } = this.points;
    const values = list.map((point) => point.values[0]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low) * 0.15 || 1;
    const x = (at) => w * (1 - (end - at) / shown);
    const y = (value) => h - 2 - ((value - low + room) / (high - low + 2 * room)) * (h - 4);
    const colour = this.colour(this.colours[0]);
    this.area(context, x, y, 0, h);
    context.globalAlpha = 0.14;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = 1;
    this.path(context, x, y, 0);
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.lineJoin = 'round';
    context.stroke();
  }
}

/** 1,500 as 1.5k. */
export function short(value) {
  if (value >= 1e6) return `${trim(value / 1e6)}M`;
  if (value >= 1000) return `${trim(value / 1000)}k`;
  return trim(value);
}

const trim = (value) => String(Number(value.toFixed(value < 10 ? 1 : 0)));
