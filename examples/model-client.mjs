// Lets any OpenAI-compatible endpoint sit a drill.
// OPENAI_BASE_URL=http://localhost:11434/v1 MODEL=llama3 node examples/model-client.mjs warmup --seed 7
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const {
  OPENAI_BASE_URL: base,
  OPENAI_API_KEY: key,
  MODEL: model = 'default',
  HOTSEAT: hotseat = 'hotseat',
} = process.env;
if (!base) {
  console.error('Set OPENAI_BASE_URL to an OpenAI-compatible endpoint, such as http://localhost:11434/v1');
  process.exit(2);
}

async function ask(question) {
  const choices = (question.choices ?? []).map(({ letter, text }) => `${letter}. ${text}`).join('\n');
  const how =
    {
      choice: `Reply with the letter${question.several ? 's of all that are right, comma separated' : ''} only.`,
      order: 'Reply with the letters in the right order only, comma separated.',
      number: `Reply with the number only${question.unit ? `, in ${question.unit}` : ''}.`,
      cloze: 'Reply with the words for the gaps only, one a line.',
    }[question.kind] ?? 'Answer in 100 to 200 words, as in an interview.';
  const response = await fetch(`${base.replace(/\/+$/, '')}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({
      model,
      messages: [{ role: 'user', content: `${question.prompt}\n\n${choices}\n\n${how}` }],
    }),
  });
  if (!response.ok) throw new Error(`the endpoint answered ${response.status}`);
  const text = (await response.json()).choices[0].message.content.trim();
  return question.kind === 'cloze' ? text.split('\n') : text;
}

const drill = spawn(hotseat, ['drill', ...process.argv.slice(2), '--protocol', 'jsonl'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const send = (message) => drill.stdin.write(`${JSON.stringify(message)}\n`);

for await (const line of createInterface({ input: drill.stdout })) {
  const message = JSON.parse(line);
  if (message.type === 'question') {
    await ask(message).then(
      (answer) => send({ type: 'answer', id: message.id, answer }),
      (error) => {
        console.error(`${message.id}: ${error.message}; skipped`);
        send({ type: 'skip', id: message.id });
      },
    );
  } else if (message.type === 'error' && message.id) send({ type: 'skip', id: message.id });
  else if (message.type === 'graded') console.log(`${message.id}: ${message.grade}, ${message.score}`);
  else if (message.type === 'summary')
    console.log(`Score ${message.score}, ${message.passed ? 'passed' : 'failed'}`);
}
