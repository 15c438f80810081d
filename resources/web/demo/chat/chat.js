// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Messages come by the stream, also one's own: so everybody sees them in the same order.

import { Live, Wire, address, at, element, headers, showConnection, timeElement } from '/demo/demo.js';

const kept = 200;
const colours = 5;
const live = new Live('/chat', { types: ['message', 'people'] });
showConnection(at('connection'), live);
const wire = new Wire(at('wire'), {
  curl: `curl '${address('/chat/messages')}' -d name=curl --data-urlencode 'text=Hello from a shell'`,
  note: 'Messages go by POST and come by the stream. To listen as well: curl -N the address above.',
});
wire.follow(live);

let lastShown = 0;

/** The same colour for the same name, always. */
function colourOf(name) {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) >>> 0;
  return `c${hash % colours}`;
}

function show({ name, text, at: sent }, id) {
  if (id <= lastShown) return; // replayed, but already here
  lastShown = id;
  const list = at('messages');
  const follow = list.scrollTop + list.clientHeight >= list.scrollHeight - 60;
  const author = element('span', { className: `author ${colourOf(name)}`, textContent: name });
  const own = name === at('name').value.trim();
  list.append(
    element(
      'li',
      { className: own ? 'own arriving' : 'arriving' },
      element('p', { className: 'about' }, author, timeElement(new Date(sent))),
      element('p', { textContent: text }),
    ),
  );
  while (list.childElementCount > kept) list.firstElementChild.remove();
  if (follow) list.scrollTop = list.scrollHeight;
}

live.addEventListener('event', ({ detail: { type, data, lastEventId } }) => {
  const value = JSON.parse(data);
  if (type === 'message') show(value, Number(lastEventId));
  else at('people').textContent = value.count === 1 ? 'Only you are here' : `${value.count} are here`;
});

function refuse(text) {
  at('refusal').hidden = text === '';
  at('refusal').textContent = text;
}

at('say').addEventListener('submit', async (event) => {
  event.preventDefault();
  const text = at('text').value;
  if (text.trim() === '') return;
  try {
    const answer = await fetch(address('/chat/messages'), {
      method: 'POST',
      headers: headers({ 'Content-Type': 'application/json' }),
      body: JSON.stringify({ name: at('name').value, text }),
    });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    if (at('text').value === text) at('text').value = '';
    refuse('');
  } catch (error) {
    refuse(`Not sent: ${error.message}`);
  }
  at('text').focus();
});

at('name').value = `Guest ${Math.floor(Math.random() * 90) + 10}`;
live.open();
