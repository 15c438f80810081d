// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A gauge from 0 to 100 as an arc of 240 degrees.

const start = 150;
const sweep = 240;
const radius = 84;
const centre = [100, 104];

function svg(tag, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function pointAt(percent, distance = radius) {
  const angle = ((start + (sweep * percent) / 100) * Math.PI) / 180;
  return [centre[0] + distance * Math.cos(angle), centre[1] + distance * Math.sin(angle)]
    .map((v) => v.toFixed(2))
    .join(' ');
}

function arc(from, to, distance = radius) {
  const large = (sweep * (to - from)) / 100 > 180 ? 1 : 0;
  return `M ${pointAt(from, distance)} A ${distance} ${distance} 0 ${large} 1 ${pointAt(to, distance)}`;
}

export class Gauge {
  constructor(target, { warning, bad, unit }) {
    Object.assign(this, { warning, bad });
    const picture = svg('svg', { viewBox: '0 0 200 164', role: 'img', 'aria-label': 'Load' });
    this.value = svg('path', {
      d: arc(0, 100),
      class: 'value',
      pathLength: 100,
      'stroke-dasharray': '0 200',
    });
    this.number = svg('text', { x: 100, y: 114, class: 'number' });
    this.word = svg('text', { x: 100, y: 138, class: 'word' });
    picture.append(
      svg('path', { d: arc(0, 100), class: 'track' }),
      svg('path', { d: arc(warning, bad, 97), class: 'zone warning' }),
      svg('path', { d: arc(bad, 100, 97), class: 'zone bad' }),
      this.value,
      this.number,
      this.word,
    );
    target.append(picture);
    Object.assign(this, { picture, unit });
  }

  show(percent) {
    const level = percent >= this.bad ? 'bad' : percent >= this.warning ? 'warning' : 'good';
    this.value.setAttribute('stroke-dasharray', `${percent} 200`);
    this.value.setAttribute('class', `value ${level}`);
    this.number.textContent = `${Math.round(percent)}${this.unit}`;
    this.word.textContent = { good: 'calm', warning: 'busy', bad: 'too much' }[level];
    this.picture.setAttribute('aria-label', `${Math.round(percent)}${this.unit}, ${this.word.textContent}`);
  }
}
