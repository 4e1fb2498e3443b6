// Sits a drill over the JSON Lines protocol; your answers come from stdin, a line each.
// node examples/client.mjs warmup --seed 7
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const drill = spawn(
  process.env.HOTSEAT ?? 'hotseat',
  ['drill', ...process.argv.slice(2), '--protocol', 'jsonl'],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
drill.on('exit', (code) => process.exit(code ?? 2));
const send = (message) => drill.stdin.write(`${JSON.stringify(message)}\n`);
const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function reply({ id }) {
  const { value: line, done } = await answers.next();
  if (done) send({ type: 'quit' });
  else if (line === '?') send({ type: 'hint', id });
  else if (line === '') send({ type: 'skip', id });
  else send({ type: 'answer', id, answer: line });
}

let open;
for await (const line of createInterface({ input: drill.stdout })) {
  const message = JSON.parse(line);
  if (message.type === 'question') {
    open = message;
    console.log(`\n${message.number}/${message.of} ${message.title}\n${message.prompt}`);
    for (const { letter, text } of message.choices ?? []) console.log(`  ${letter}. ${text}`);
    console.log('(? for a hint, an empty line skips)');
  } else if (message.type === 'hint') console.log(`Hint: ${message.text}`);
  else if (message.type === 'timeout') console.log('Time is up: hard at most.');
  else if (message.type === 'graded') console.log(`${message.grade}, ${message.score} of 100`);
  else if (message.type === 'error') console.log(`! ${message.message}`);
  else if (message.type === 'summary')
    console.log(`\nScore ${message.score}, ${message.passed ? 'passed' : 'failed'}`);
  if (['question', 'hint', 'error'].includes(message.type)) void reply(open);
}
