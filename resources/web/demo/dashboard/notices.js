// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Toasts, the notification centre and its badge.

import { at, element, timeElement } from '/demo/demo.js';

const kept = 100;
const toastFor = 8000;
const toastsAtOnce = 3;
const gatherFor = 150; // a replay brings several at once

const words = { critical: 'Critical', warning: 'Warning', resolved: 'Resolved', dataset: 'Data set' };
const title = document.title;
let unread = 0;
let gathered = [];

function notice({ level, title: heading, text, time }) {
  const row = element(
    'li',
    { className: `notice-row ${level} arriving` },
    element(
      'p',
      { className: 'about' },
      element('span', { className: 'level', textContent: words[level] ?? level }),
      timeElement(time),
    ),
    element('h3', { textContent: heading }),
    element('p', { className: 'quiet', textContent: text }),
  );
  row.dataset.at = time.getTime();
  return row;
}

/** The newest first, also when two topics bring their past one after the other. */
function insert(row) {
  const older = [...at('notices').children].find(
    (other) => Number(other.dataset.at) <= Number(row.dataset.at),
  );
  at('notices').insertBefore(row, older ?? null);
}

function showUnread() {
  at('unread').hidden = unread === 0;
  at('unread').textContent = unread > 99 ? '99+' : unread;
  at('bell').title = unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`;
  document.title = unread === 0 ? title : `(${unread}) ${title}`;
  at('no-notices').hidden = at('notices').childElementCount > 0;
}

/** Keeps a notice in the centre; @p isNews counts it as unread, @p withToast shows it as well. */
export function notify(one, { isNews = true, withToast = false } = {}) {
  insert(notice(one));
  while (at('notices').childElementCount > kept) at('notices').lastElementChild.remove();
  if (isNews && at('centre').hidden) unread += 1;
  showUnread();
  if (!withToast) return;
  gathered.push(one);
  if (gathered.length === 1) setTimeout(showGathered, gatherFor);
}

function showGathered() {
  const count = gathered.length;
  if (count <= toastsAtOnce) gathered.forEach(toast);
  else
    toast({
      level: 'warning',
      title: `${count} alerts while the connection was lost`,
      text: 'They are in the notifications.',
    });
  gathered = [];
}

function toast({ level, title: heading, text }) {
  const close = element('button', { type: 'button', textContent: '×' });
  close.setAttribute('aria-label', `Dismiss: ${heading}`);
  const made = element(
    'div',
    { className: `toast ${level} arriving` },
    element('p', { className: 'level', textContent: words[level] ?? level }),
    element('h3', { textContent: heading }),
    element('p', { className: 'quiet', textContent: text }),
    close,
  );
  let timer = 0;
  const leave = () => {
    timer = setTimeout(() => made.remove(), toastFor);
  };
  close.addEventListener('click', () => made.remove());
  for (const name of ['pointerenter', 'focusin']) made.addEventListener(name, () => clearTimeout(timer));
  for (const name of ['pointerleave', 'focusout']) made.addEventListener(name, leave);
  at('toasts').append(made);
  while (at('toasts').childElementCount > toastsAtOnce) at('toasts').firstElementChild.remove();
  leave();
}

function setOpen(isOpen) {
  at('centre').hidden = !isOpen;
  at('bell').setAttribute('aria-expanded', String(isOpen));
  unread = 0;
  showUnread();
  (isOpen ? at('centre-close') : at('bell')).focus();
}

at('bell').addEventListener('click', () => setOpen(at('centre').hidden));
at('centre-close').addEventListener('click', () => setOpen(false));
at('centre-clear').addEventListener('click', () => {
  at('notices').replaceChildren();
  showUnread();
});
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape' && !at('centre').hidden) setOpen(false);
});
