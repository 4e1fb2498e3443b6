import { beforeEach, describe, expect, test } from 'vitest';
import { freshHome, keys, pastDoubleTap, pause, type Sitting, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';

let env: Record<string, string>;
const now = ['--now', '2026-12-01T09:00:00+00:00', '--seed', '7'];

beforeEach(() => {
  ({ env } = freshHome());
});

const coach = (...args: string[]): Sitting => sit([...now, ...args], { env });
const settings = () => runJson(['config'], env);

/** Waits for what stands on the screen now, whatever stood there before. */
async function shows(s: Sitting, text: string): Promise<void> {
  for (let waited = 0; !s.screen().includes(text); waited += 20) {
    if (waited > 15_000) throw new Error(`never saw ${text} on:\n${s.screen()}`);
    await pause(20);
  }
}

/** Answers the question on the screen, rightly or wrongly as it comes, and takes the grade. */
async function answer(s: Sitting): Promise<void> {
  await shows(s, 'letters or Space pick');
  await pastDoubleTap();
  s.send('a');
  await pause(50);
  s.send(keys.enter);
  await shows(s, 'Enter takes');
  await pastDoubleTap();
  s.send(keys.enter);
}

describe('the first run', () => {
  test('asks three questions, each skipped by Enter, then places the learner, then practises', async () => {
    const s = coach();
    await s.sees('When is your interview?');
    s.send(keys.enter);
    await s.sees('Which job do you prepare for?');
    s.send(keys.enter);
    await s.sees('How many minutes a day?');
    s.send(keys.enter);
    await s.sees('Three minutes to find where to start');
    await s.sees(/── 1 /);
    const graded = () => s.scrollback().split('Graded').length - 1;
    for (let n = 1; !s.scrollback().includes('New questions begin at'); n++) {
      expect(n).toBeLessThan(14);
      await answer(s);
      while (graded() < n) await pause(20);
      await pause(200);
    }
    await s.sees('New questions begin at');
    await s.sees('Tue 2026-12-01:');
    await s.sees(/── 1\/\d+/);
    s.send('q');
    expect((await s.exit).code).toBe(0);
    expect(settings()).toMatchObject({ examDate: '', career: '', sessionMinutes: 20 });
    expect(settings().startLevel).toMatch(/^(beginner|intermediate|advanced)$/);
    expect(exported(env).reviews.length).toBeGreaterThanOrEqual(3);
  });

  test('keeps what is answered at once, and asks again for what does not fit', async () => {
    const s = coach();
    await s.sees('When is your interview?');
    s.send(`soon${keys.enter}`);
    await s.sees('It takes a date such as');
    s.send(`2026-12-15${keys.enter}`);
    await s.sees('Which job');
    s.send(keys.down + keys.enter);
    await s.sees('How many minutes');
    s.send(`25${keys.enter}`);
    await s.sees('Three minutes');
    await s.sees(/── 1 /);
    s.send('q');
    expect((await s.exit).code).toBe(0);
    expect(settings()).toMatchObject({
      examDate: '2026-12-15',
      career: 'aiops-engineer',
      sessionMinutes: 25,
      startLevel: '',
    });
  });

  test('that was left is no first run the next time, once anything was kept', async () => {
    expect(run(['config', 'set', 'newPerDay', '3'], { env }).code).toBe(0);
    const s = coach();
    await s.sees('Tue 2026-12-01: 0 due');
    await s.sees(/── 1\/3/);
    expect(s.scrollback()).not.toContain('Welcome');
    s.send('q');
    expect((await s.exit).code).toBe(0);
  });

  test('ends on Ctrl-C with 130 and the cursor shown', async () => {
    const s = coach();
    await s.sees('When is your interview?');
    s.send(keys.ctrlC);
    expect((await s.exit).code).toBe(130);
    expect(s.cursorHidden()).toBe(false);
  });
});

describe('on the road to a date', () => {
  const keep = (date: string) => run(['config', 'set', 'examDate', date], { env });

  test('the glance says how far it is', () => {
    keep('2026-12-15');
    expect(run(now, { env }).out).toMatch(/interview in 14 days\n$/);
    keep('2026-12-02');
    expect(run(now, { env }).out).toMatch(/interview tomorrow\n$/);
  });

  test.each([
    ['2026-12-08', 'Today a mock interview is due', 'The mock interview'],
    ['2026-12-03', 'Today a mock interview is due', "Today's practice"],
    ['2026-12-02', 'The eve: nothing new', 'Your own stories'],
    ['2026-12-01', 'Today is the day', 'One page'],
  ])('%s: "%s" offers "%s"', async (date, headline, offer) => {
    keep(date);
    const s = coach();
    await s.sees(headline);
    await s.sees(offer);
    s.send(keys.up + keys.enter);
    expect((await s.exit).code).toBe(0);
    expect(exported(env).reviews).toEqual([]);
  });

  test('the day after asks what was asked, and the date is no longer kept', async () => {
    keep('2026-11-30');
    const s = coach();
    await s.sees('What were you asked?');
    s.send(keys.enter);
    await s.sees('The question, as you were asked it');
    s.send(`Why did the canary pass?${keys.enter}`);
    await s.sees('What should a good answer say?');
    s.send(`It saw no real traffic.${keys.enter}`);
    await s.sees('And:');
    s.send(keys.enter);
    await s.sees('Added own/why-did-the-canary-pass');
    await pause(100);
    s.send(keys.enter);
    expect((await s.exit).code).toBe(0);
    expect(settings().examDate).toBe('');
    expect(
      runJson(['list', '--search', 'canary pass'], env).items.map(({ id }: { id: string }) => id),
    ).toContain('why-did-the-canary-pass');
  });
});
