// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of what happened on the stream: bounded, drawn once per frame, filtered.

const rowLimit = 1000;
const colours = 6;

const timeOf = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false,
});

/** The same colour for the same type, always. */
export function colourOf(type) {
  let hash = 0;
  for (const character of type) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  return `t${hash % colours}`;
}

function pretty(data) {
  try {
    return JSON.stringify(JSON.parse(data), null, 2);
  } catch {
    return data;
  }
}

function cell(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

export class Log {
  #entries = [];
  #waiting = [];
  #scheduled = false;
  #events = 0;
  #filter = '';

  constructor({ list, count, live }) {
    this.list = list;
    this.count = count;
    this.live = live;
    this.paused = false;
    this.showComments = false;
    this.onFirst = () => {};
  }

  addEvent({ type, data, lastEventId }) {
    this.#events += 1;
    this.#add({ kind: 'event', type, data, id: lastEventId });
  }

  addComment(text) { this.#add({ kind: 'comment', data: text }); }

  /** A remark about the connection; @p tone is '', 'good' or 'bad'. */
  addNote(text, tone = '') { this.#add({ kind: 'note', data: text, tone }); }

  set filter(text) {
    this.#filter = text.trim().toLowerCase();
    this.refresh();
  }

  /** Applies the filter and the comment switch to the rows there are. */
  refresh() {
    for (const entry of this.#entries) entry.row.hidden = !this.#isShown(entry);
    this.#showCount();
    this.#follow();
  }

  clear() {
    this.#entries = [];
    this.#waiting = [];
    this.#events = 0;
    this.list.replaceChildren();
    this.#showCount();
  }

  resume() {
    this.paused = false;
    this.#schedule();
  }

  #add(entry) {
    entry.at = new Date();
    this.#waiting.push(entry);
    if (this.#waiting.length > rowLimit) this.#waiting.shift();
    this.#schedule();
  }

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Frames stop in a background tab; the timer keeps its list and its count going.
    const draw = () => {
      if (!this.#scheduled) return;
      this.#scheduled = false;
      this.#draw();
    };
    requestAnimationFrame(draw);
    setTimeout(draw, 250);
  }

  #draw() {
    if (this.paused) {
      this.#showCount();
      return;
    }
    const follow = this.#isAtEnd();
    const rows = document.createDocumentFragment();
    for (const entry of this.#waiting) {
      entry.row = this.#rowOf(entry);
      entry.row.hidden = !this.#isShown(entry);
      rows.append(entry.row);
      this.#entries.push(entry);
    }
    this.#announce(this.#waiting);
    this.#waiting = [];
    this.list.append(rows);
    const surplus = Math.max(0, this.#entries.length - rowLimit);
    for (const entry of this.#entries.splice(0, surplus)) entry.row.remove();
    if (follow) this.#follow();
    this.#showCount();
    this.onFirst();
  }

  #rowOf(entry) {
    const row = document.createElement('li');
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    const time = cell('time', '', timeOf.format(entry.at));
    time.dateTime = entry.at.toISOString();
    row.className = entry.kind;
    if (entry.kind === 'event') {
      summary.append(
        time,
        cell('span', `type ${colourOf(entry.type)}`, entry.type),
        cell('span', 'id', entry.id),
        cell('span', 'data', entry.data.replaceAll('\n', '↵')),
      );
      this.#fillWhenOpened(details, entry);
    } else if (entry.kind === 'comment') {
      summary.append(time, cell('span', 'comment', 'comment'), cell('span', 'id', ''),
        cell('span', 'comment data', `:${entry.data}`));
      this.#fillWhenOpened(details, entry);
    } else {
      if (entry.tone) row.classList.add(entry.tone);
      summary.append(time, cell('span', '', entry.data));
      summary.tabIndex = -1;
      details.addEventListener('click', (event) => event.preventDefault());
    }
    details.append(summary);
    row.append(details);
    return row;
  }

  #fillWhenOpened(details, entry) {
    details.addEventListener('toggle', () => {
      if (details.childElementCount > 1) return;
      details.append(cell('pre', '', entry.kind === 'event' ? pretty(entry.data) : entry.data));
    });
  }

  #isShown(entry) {
    if (entry.kind === 'comment' && !this.showComments) return false;
    if (this.#filter === '' || entry.kind === 'note') return true;
    return `${entry.type ?? 'comment'}\n${entry.id ?? ''}\n${entry.data}`.toLowerCase().includes(this.#filter);
  }

  #isAtEnd() {
    return this.list.scrollTop + this.list.clientHeight >= this.list.scrollHeight - 40;
  }

  #follow() { this.list.scrollTop = this.list.scrollHeight; }

  #showCount() {
    const held = this.#entries.filter((entry) => entry.kind === 'event');
    const parts = [`${this.#events.toLocaleString()} ${this.#events === 1 ? 'event' : 'events'}`];
    if (this.#filter !== '') parts.push(`${held.filter((entry) => !entry.row.hidden).length} match`);
    if (this.#events > rowLimit) parts.push(`the last ${rowLimit.toLocaleString()} rows are kept`);
    if (this.paused) parts.push(`paused, ${this.#waiting.length.toLocaleString()} waiting`);
    this.count.textContent = parts.join(' · ');
  }

  /** One short sentence per drawing for screen readers, instead of every row. */
  #announce(entries) {
    const events = entries.filter((entry) => entry.kind === 'event');
    const last = entries.at(-1);
    if (!last) return;
    this.live.textContent = events.length > 1 ? `${events.length} events, the last one ${events.at(-1).type}`
      : events.length === 1 ? `${events[0].type}: ${events[0].data.slice(0, 120)}`
      : last.kind === 'note' ? last.data : '';
  }
}
