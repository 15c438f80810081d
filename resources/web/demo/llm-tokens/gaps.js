// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later

const width = 5;
const space = 2;

/** Draws the newest of @p values (milliseconds) as bars into @p canvas, with a scale. */
export function drawBars(canvas, values) {
  const style = getComputedStyle(canvas);
  const ratio = devicePixelRatio || 1;
  const [w, h] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = w * ratio;
  canvas.height = h * ratio;
  const context = canvas.getContext('2d');
  context.scale(ratio, ratio);
  const room = 48;
  const shown = values.slice(-Math.floor((w - room) / (width + space)));
  const top = niceTop(Math.max(50, ...shown));
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  context.font = `${0.8 * rem}px ${style.fontFamily}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const part of [0, 0.5, 1]) {
    const y = Math.round(h - 8 - part * (h - 16)) + 0.5;
    context.fillStyle = style.getPropertyValue('--line');
    context.fillRect(0, y, w - room, 1);
    context.fillStyle = style.getPropertyValue('--quiet');
    context.fillText(String(Math.round(top * part)), w, y);
  }
  context.fillStyle = style.getPropertyValue('--accent');
  shown.forEach((value, i) => {
    const height = Math.max(1, (value / top) * (h - 16));
    const x = w - room - (shown.length - i) * (width + space);
    context.fillRect(x, h - 8 - height, width, height);
  });
}

/** The next of 50, 100, 200, 500, 1000 ... */
function niceTop(value) {
  for (let scale = 10; ; scale *= 10) {
    for (const step of [1, 2, 5]) if (value <= step * scale) return step * scale;
  }
}
