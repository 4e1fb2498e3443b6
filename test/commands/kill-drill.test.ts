import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { freshHome, pause, program, root } from '../pty.ts';
import { exported, run } from '../run.ts';

const runs = 160;
const atOnce = 4;

/** Sits a drill that saves, as a program would, until it is killed; gives what was said to be graded. */
async function killedDrill(n: number, env: Record<string, string>): Promise<string[]> {
  const args = ['drill', 'warmup', '--seed', String(n), '--protocol', 'jsonl', '--save', '--as', `run${n}`];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.on('error', () => {});
  const graded: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const say = (event: object) => child.stdin.write(`${JSON.stringify(event)}\n`);
  // At a random moment after some answers: between two of them, or in the middle of one.
  const killSoon = () => void pause((n * 13) % 17).then(() => child.kill('SIGKILL'));
  lines.on('line', (line) => {
    const { type, id } = JSON.parse(line) as { type: string; id: string };
    if (type === 'question') say({ type: 'answer', id, answer: { grade: 'good' } });
    if (type === 'error') say({ type: 'skip', id });
    if (type === 'graded') graded.push(`builtin/${id}`);
    if (type === 'start' ? n % 4 === 0 : type === 'graded' && graded.length === n % 4) killSoon();
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return graded;
}

test(`kill -9 in the middle of ${runs} drills, ${atOnce} at once: every answer that was acknowledged is kept, once`, async () => {
  const { env } = freshHome();
  const said = new Map<string, string[]>();
  const numbers = Array.from({ length: runs }, (_, n) => n);
  const sitAll = async () => {
    for (let n = numbers.pop(); n !== undefined; n = numbers.pop())
      said.set(`run${n}`, await killedDrill(n, env));
  };
  await Promise.all(Array.from({ length: atOnce }, sitAll));
  const reviews: { id: string; item: string; by: string }[] = exported(env).reviews;
  for (const [by, items] of said)
    expect(
      reviews
        .filter((one) => one.by === by)
        .map(({ item }) => item)
        .slice(0, items.length),
      by,
    ).toEqual(items);
  expect(new Set(reviews.map(({ id }) => id)).size).toBe(reviews.length);
  expect([...said.values()].flat().length).toBeGreaterThan(runs / 2);
  // At most a torn last line is left, which is no problem.
  expect(run(['doctor'], { env }).code).toBe(0);
}, 240_000);
