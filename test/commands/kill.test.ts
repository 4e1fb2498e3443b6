import { expect, test } from 'vitest';
import { freshHome, keys, pause, sit } from '../pty.ts';
import { exported, run } from '../run.ts';

const runs = 40;

/** The items that a screen says were graded, in order. */
function gradedOnScreen(text: string): string[] {
  const seen: string[] = [];
  let current = '';
  for (const line of text.split('\n')) {
    current = /^── \d+\/\d+ .*(aiops-\d+)/.exec(line)?.[1] ?? current;
    if (line.startsWith('Graded')) seen.push(`builtin/${current}`);
  }
  return seen;
}

test(`kill -9 in the middle of ${runs} sessions: every answer whose feedback was shown is in the export, once`, async () => {
  const { env } = freshHome();
  const shown: string[][] = [];
  const kept: string[][] = [];
  let before = 0;
  for (let n = 0; n < runs; n++) {
    // Crammed, so that the questions never run out.
    const s = sit(['quiz', '--limit', '6', '--category', 'Scenario-Based', '--cram'], { env });
    await s.sees('h hint');
    const answering = (async () => {
      for (let i = 0; i < 6; i++) {
        s.send(keys.enter);
        await pause(n % 8);
        s.send('1');
        await pause((n * 7) % 23);
      }
    })().catch(() => {});
    await pause((n * 37) % 160);
    s.kill('SIGKILL');
    await s.exit;
    await answering;
    shown.push(gradedOnScreen(s.scrollback()));
    const { reviews } = exported(env);
    kept.push(reviews.slice(before).map(({ item }: { item: string }) => item));
    before = reviews.length;
  }
  for (const [i, items] of shown.entries())
    expect(kept[i]?.slice(0, items.length), `run ${i}`).toEqual(items);
  const ids = exported(env).reviews.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(shown.flat().length).toBeGreaterThan(runs / 2);
  expect(run(['due'], { env }).code).toBe(0);
}, 180_000);
