import type { AskModel } from '../practice/opinion.ts';

const patienceMs = 60_000;

/**
 * Asks an OpenAI-compatible endpoint (`POST URL/chat/completions`).
 *
 * @param key sent as a bearer token when there is one.
 * @throws Error, in a short sentence, when it cannot be reached, refuses, or says something else.
 */
export function chatModel(url: string, model: string, key: string | undefined): AskModel {
  return async (messages) => {
    const response = await fetch(`${url.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
      body: JSON.stringify({ model, messages, temperature: 0 }),
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const document = (await response.json()) as { choices?: { message?: { content?: unknown } }[] };
    const content = document.choices?.[0]?.message?.content;
    if (typeof content !== 'string') throw new Error('its answer has no message');
    return content;
  };
}
