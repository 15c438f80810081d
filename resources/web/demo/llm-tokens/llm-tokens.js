// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reads an answer as clients of language models do: fetch(), a POST body, and an event stream.

import { CLOSED, CONNECTING, OPEN, Wire, address, at, element, headers, showPill, wake } from '/demo/demo.js';
import { Parser } from '/assets/stream.js';
import { drawBars } from '/demo/llm-tokens/gaps.js';

const tryAgainAfter = 3000;
const question = { role: 'user', content: 'What is a heliograph?' };

/** By dialect: where to ask, and what an event means: {token}, {end} or nothing. */
const dialects = {
  openai: {
    path: '/v1/chat/completions',
    body: { model: 'heliograph-demo', stream: true, messages: [question] },
    read({ data }) {
      if (data === '[DONE]') return { end: '[DONE]' };
      return { token: JSON.parse(data).choices[0].delta.content };
    },
  },
  anthropic: {
    path: '/v1/messages',
    body: { model: 'heliograph-demo', stream: true, max_tokens: 1024, messages: [question] },
    read({ type, data }) {
      if (type === 'message_stop') return { end: 'message_stop' };
      return { token: type === 'content_block_delta' ? JSON.parse(data).delta.text : undefined };
    },
  },
};
const chosen = () => dialects[document.querySelector('#dialect :checked').value];

const wire = new Wire(at('wire'), {
  note: 'Each event as it was decoded. Heartbeats and the ends of lines are left out.',
});
let asking = null; // the AbortController of the answer that streams
let again = 0;
let gaps = [];

function showState(state, problem = '') {
  showPill(at('pill'), state, { failed: problem !== '' });
  at('problem').hidden = problem === '';
  at('problem').textContent = problem;
  at('stop').disabled = state === CLOSED;
  at('answer').classList.toggle('speaking', state !== CLOSED);
}

function showAddress() {
  const { path, body } = chosen();
  at('url').textContent = address(path);
  wire.curl = `curl -N '${address(path)}' --json '${JSON.stringify(body)}'`;
}

/** Measures one answer, token by token. */
class Meter {
  #asked = performance.now();
  #times = [];

  constructor() {
    gaps = [];
    for (const name of ['ttft', 'pace', 'ending']) at(name).textContent = '–';
    at('tokens').textContent = '0';
    drawBars(at('gaps'), gaps);
  }

  take() {
    const now = performance.now();
    if (this.#times.length === 0) at('ttft').textContent = `${Math.round(now - this.#asked)} ms`;
    else gaps.push(now - this.#times.at(-1));
    this.#times.push(now);
    at('tokens').textContent = this.#times.length;
    const recent = this.#times.filter((time) => now - time < 2500);
    if (recent.length > 2)
      at('pace').textContent = (((recent.length - 1) * 1000) / (now - recent[0])).toFixed(1);
    drawBars(at('gaps'), gaps);
  }
}

function append(token) {
  const answer = at('answer');
  const follow = answer.scrollTop + answer.clientHeight >= answer.scrollHeight - 40;
  answer.append(element('span', { textContent: token }));
  if (follow) answer.scrollTop = answer.scrollHeight;
}

async function ask() {
  stop();
  const { path, body, read } = chosen();
  const controller = new AbortController();
  asking = controller;
  at('answer').replaceChildren();
  const meter = new Meter();
  showState(CONNECTING);
  try {
    const response = await fetch(address(path), {
      method: 'POST',
      headers: headers({ 'Content-Type': 'application/json', Accept: 'text/event-stream' }),
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    showState(OPEN);
    const parser = new Parser({
      onEvent: (event) => {
        wire.addEvent(event);
        const { token, end } = read(event);
        if (end) at('ending').textContent = end;
        if (!token) return;
        meter.take();
        append(token);
      },
    });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (let part; !(part = await reader.read()).done;)
      parser.feed(decoder.decode(part.value, { stream: true }));
    showState(CLOSED);
  } catch (error) {
    if (controller.signal.aborted) return;
    showState(CLOSED, `No answer: ${error.message}. Trying again every ${tryAgainAfter / 1000} s.`);
    again = setTimeout(async () => {
      await wake();
      if (asking === controller) ask();
    }, tryAgainAfter);
  }
}

function stop() {
  clearTimeout(again);
  asking?.abort();
  asking = null;
  showState(CLOSED);
}

// --- Settings ---

const units = {
  ttft: (v) => `${v} ms`,
  tokensPerSecond: (v) => `${v}`,
  jitter: (v) => `${Math.round(v * 100)} %`,
};
const sliders = [...at('settings').querySelectorAll('input')];

function showSettings(settings) {
  for (const slider of sliders) {
    slider.value = settings[slider.name];
    at(`${slider.name}-value`).textContent = units[slider.name](settings[slider.name]);
  }
}

async function loadSettings() {
  try {
    const response = await fetch(address('/llm/settings'), { headers: headers() });
    if (response.ok) showSettings(await response.json());
  } catch {
    // The answer's own failure is told already.
  }
}

let sending = 0;
at('settings').addEventListener('input', () => {
  const settings = Object.fromEntries(sliders.map(({ name, value }) => [name, Number(value)]));
  showSettings(settings);
  clearTimeout(sending);
  sending = setTimeout(
    () =>
      fetch(address('/llm/settings'), {
        method: 'POST',
        headers: headers({ 'Content-Type': 'application/json' }),
        body: JSON.stringify(settings),
      }).catch(() => loadSettings()),
    60,
  );
});
at('settings').addEventListener('submit', (event) => event.preventDefault());

at('ask').addEventListener('click', ask);
at('stop').addEventListener('click', stop);
at('dialect').addEventListener('change', () => {
  showAddress();
  ask();
});
addEventListener('resize', () => drawBars(at('gaps'), gaps));

showAddress();
showSettings({ ttft: 600, tokensPerSecond: 18, jitter: 0.3 });
await loadSettings();
ask();
