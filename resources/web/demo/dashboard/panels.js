// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The parts of the dashboard that are elements, not canvas: tiles, legends, shares, data sets.

import { element } from '/demo/demo.js';
import { Sparkline } from './charts.js';

const setsShown = 5;
const grouped = new Intl.NumberFormat();

/** A number with its name, how it changed within the minute, and its course. */
export class Tile {
  #value = element('p', { className: 'value number', textContent: '–' });
  #change = element('p', { className: 'change number quiet' });

  constructor(target, { title, unit = '', digits = 0, colour, points }) {
    Object.assign(this, { points, unit });
    this.format = new Intl.NumberFormat(undefined, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    const canvas = element('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    target.append(
      element('h2', { className: 'quiet', textContent: title }),
      this.#value,
      this.#change,
      canvas,
    );
    this.spark = new Sparkline(canvas, points, [colour]);
  }

  show(value) {
    this.#value.replaceChildren(this.format.format(value), element('small', { textContent: this.unit }));
    const { list } = this.points;
    const before = list[0].values[0];
    const seconds = Math.round((list.at(-1).at - list[0].at) / 1000);
    const percent = before === 0 ? 0 : ((value - before) / before) * 100;
    const arrow = Math.abs(percent) < 1 ? '→' : percent > 0 ? '↑' : '↓';
    const time = seconds >= 60 ? 'a minute' : `${seconds} s`;
    this.#change.textContent = `${arrow} ${Math.abs(percent).toFixed(0)} % in ${time}`;
  }
}

/** Names with their colours and newest values. */
export class Legend {
  constructor(target, names, colours) {
    this.values = names.map((name, i) => {
      const value = element('b', { className: 'number', textContent: '–' });
      const dot = element('i');
      dot.style.background = `var(${colours[i]})`;
      target.append(element('li', {}, dot, `${name} `, value));
      return value;
    });
  }

  show(values, digits = 0) {
    values.forEach((value, i) => {
      this.values[i].textContent = digits ? value.toFixed(digits) : grouped.format(value);
    });
  }
}

/** Horizontal bars on one scale, with their numbers. */
export class Shares {
  constructor(target, names, colours) {
    this.rows = names.map((name, i) => {
      const bar = element('div', { className: 'fill' });
      bar.style.background = `var(${colours[i]})`;
      const value = element('b', { className: 'number', textContent: '–' });
      target.append(
        element(
          'li',
          {},
          element('span', { textContent: name }),
          value,
          element('div', { className: 'track' }, bar),
        ),
      );
      return { bar, value };
    });
  }

  show(values) {
    const top = Math.max(1, ...values);
    values.forEach((value, i) => {
      this.rows[i].value.textContent = grouped.format(Math.round(value));
      this.rows[i].bar.style.transform = `scaleX(${value / top})`;
    });
  }
}

const units = ['B', 'kB', 'MB', 'GB'];
export function sizeText(bytes) {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** The newest data sets as cards. */
export class Sets {
  constructor(target) {
    this.target = target;
    setInterval(() => this.#showAges(), 1000);
  }

  add({ name, rows, bytes, seconds, profile }, time) {
    const bars = element(
      'div',
      { className: 'profile' },
      ...profile.map((value) => {
        const bar = element('i');
        bar.style.height = `${value}%`;
        return bar;
      }),
    );
    bars.setAttribute('aria-hidden', 'true');
    const age = element('span', { className: 'age quiet number' });
    age.dataset.at = time.getTime();
    const card = element(
      'li',
      { className: 'arriving' },
      bars,
      element(
        'div',
        { className: 'what' },
        element('h3', { textContent: name }),
        element('p', {
          className: 'quiet number',
          textContent: `${grouped.format(rows)} rows · ${sizeText(bytes)} · ${seconds} s`,
        }),
      ),
      age,
    );
    this.target.prepend(card);
    while (this.target.childElementCount > setsShown) this.target.lastElementChild.remove();
    this.#showAges();
  }

  #showAges() {
    for (const age of this.target.querySelectorAll('.age')) {
      const seconds = Math.max(0, Math.round((Date.now() - Number(age.dataset.at)) / 1000));
      age.textContent =
        seconds < 3 ? 'now' : seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
    }
  }
}
