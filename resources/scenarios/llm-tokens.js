// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A text streamed the way language models stream it, in the two dialects that clients speak. How
// long the first token takes, how fast the others follow and how unevenly can be changed while an
// answer streams. No model is asked: the text is below.
//
//   GET, POST /v1/chat/completions     OpenAI: chat.completion.chunk, then [DONE]
//   GET, POST /v1/messages             Anthropic: message_start ... message_stop
//   GET, POST /llm/settings            {ttft: ms, tokensPerSecond, jitter: 0 to 1}
//
//   curl -N http://127.0.0.1:8080/v1/chat/completions
//   curl -N http://127.0.0.1:8080/v1/messages --json '{"messages": [{"role": "user", "content": "Hi"}]}'
//   curl http://127.0.0.1:8080/llm/settings --json '{"tokensPerSecond": 5}'

import express from 'express';

const text = `A heliograph sends with sunlight. A mirror the size of a hand catches the sun, a \
shutter cuts its beam into long and short flashes, and on a clear day somebody fifty kilometres \
away reads them with the naked eye.

It needs no wire and no power, and one flash is seen by everyone who stands in the beam. That is \
also how an event stream works: the server writes once, all who listen receive it, and nobody has \
to ask again and again whether there is any news.

What it cannot do is hear an answer on the same path. For that, a second mirror is set up on the \
other hill, just as a page that has something to say sends a request of its own.`;

/** Pieces of the size that models produce: a short word with its blank, or part of a long one. */
const tokens = text.match(/\s*\S{1,5}/g);
const model = 'heliograph-demo';

const settings = { ttft: 600, tokensPerSecond: 18, jitter: 0.3 };
const bounds = { ttft: [0, 20_000], tokensPerSecond: [0.5, 500], jitter: [0, 1] };

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const unevenly = (ms) => ms * (1 + settings.jitter * (2 * Math.random() - 1));

/** The tokens, each when its time has come by the settings of that moment. */
async function* spoken() {
  await pause(unevenly(settings.ttft));
  for (const token of tokens) {
    yield token;
    // In short steps, so that a change of pace is felt at once and not after a long wait.
    const start = Date.now();
    const share = unevenly(1);
    for (let left; (left = (1000 * share) / settings.tokensPerSecond - (Date.now() - start)) > 0;) {
      await pause(Math.min(left, 50));
    }
  }
}

const app = express();
app.use(express.json());

function begin(response) {
  response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache, no-transform' });
  response.flushHeaders();
  return `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
}

/** Writes what @p frames yields until the client goes. */
async function stream(response, frames) {
  for await (const frame of frames) {
    if (response.destroyed) return;
    response.write(frame);
  }
  response.end();
}

// --- OpenAI: chat completions ---

async function* completion(id) {
  const chunk = (delta, finish_reason = null) => `data: ${JSON.stringify({
    id: `chatcmpl-${id}`,
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [{ index: 0, delta, finish_reason }],
  })}\n\n`;
  yield chunk({ role: 'assistant', content: '' });
  for await (const content of spoken()) yield chunk({ content });
  yield chunk({}, 'stop');
  yield 'data: [DONE]\n\n';
}

const complete = (request, response) => stream(response, completion(begin(response)));
app.route('/v1/chat/completions').get(complete).post(complete);

// --- Anthropic: messages ---

async function* message(id) {
  const event = (type, rest = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
  const empty = {
    id: `msg_${id}`, type: 'message', role: 'assistant', model, content: [],
    stop_reason: null, stop_sequence: null, usage: { input_tokens: 8, output_tokens: 1 },
  };
  yield event('message_start', { message: empty });
  yield event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  yield event('ping');
  for await (const token of spoken()) {
    yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: token } });
  }
  yield event('content_block_stop', { index: 0 });
  yield event('message_delta', {
    delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: tokens.length },
  });
  yield event('message_stop');
}

const answer = (request, response) => stream(response, message(begin(response)));
app.route('/v1/messages').get(answer).post(answer);

// --- Settings ---

app.get('/llm/settings', (request, response) => response.json(settings));

app.post('/llm/settings', (request, response) => {
  for (const [name, value] of Object.entries(request.body ?? {})) {
    const [low, high] = bounds[name] ?? [];
    if (low === undefined || typeof value !== 'number' || !(value >= low && value <= high)) {
      const what = low === undefined ? `${name} is not a setting` : `${name} must be ${low} to ${high}`;
      response.status(400).json({ error: what });
      return;
    }
  }
  Object.assign(settings, request.body);
  console.log(`Settings: ${JSON.stringify(settings)}`);
  response.json(settings);
});

app.listen(8080);
