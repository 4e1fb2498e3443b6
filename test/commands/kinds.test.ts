import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshHome, keys, pause, root, type Sitting, sit } from '../pty.ts';
import { exported, run } from '../run.ts';

const pack = join(root, 'test', 'fixtures', 'kinds.md');
const now = '2026-12-01T09:00:00Z';

interface Sat {
  readonly s: Sitting;
  readonly env: Record<string, string>;
  /** The reviews that the log holds. */
  readonly reviews: () => {
    grade: string;
    score: number;
    typed?: boolean;
    overruled?: boolean;
    hintsUsed: number;
  }[];
}

async function ask(id: string, ...more: string[]): Promise<Sat> {
  const { env } = freshHome();
  const args = ['--pack', pack, 'quiz', '--id', id, '--now', now, '--seed', '1', '--no-color', ...more];
  const s = sit(args, { env });
  await s.sees('1/1 Quick');
  await s.sees(/ left/);
  return { s, env, reviews: () => exported(env, '--pack', pack).reviews };
}

/** Takes the suggested grade, whatever it is, and waits for the end. */
async function take({ s }: Sat): Promise<void> {
  await s.sees(/Enter takes \w+/);
  await pause(450);
  const again = s.screen().includes('Enter takes again');
  s.send(keys.enter);
  if (again) {
    // It would be asked until it is known.
    await s.sees('again, 2nd time');
    await s.sees(/2nd time.* left/);
    s.send(keys.escape);
    await pause(50);
    s.send('q');
  }
  expect((await s.exit).code).toBe(0);
}

/** The letter before a text on the screen. */
const letter = (s: Sitting, text: string): string =>
  new RegExp(`^([a-z])\\. ${text}`, 'm').exec(s.screen())?.[1] ?? '?';

describe('a choice', () => {
  test('of one: the right letter is right, and every choice says why', async () => {
    const sat = await ask('signal');
    await sat.s.sees('Choose one:');
    sat.s.send(letter(sat.s, 'Every span') + letter(sat.s, 'A gauge') + keys.enter);
    await sat.s.sees('Right: 100 of 100');
    await sat.s.sees('rightly left: Every span of every trace. Volume grows with requests.');
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'easy', score: 100 }]);
  });

  test('of several: arrows and Space; a part is a part', async () => {
    const sat = await ask('several');
    await sat.s.sees('Choose all that are right:');
    while (!new RegExp(`>${letter(sat.s, 'It only goes up')}\\[`).test(sat.s.screen())) {
      sat.s.send(keys.right);
      await pause(40);
    }
    sat.s.send(' ');
    await sat.s.sees('[x]');
    sat.s.send(keys.enter);
    await sat.s.sees('Partly right: 50 of 100');
    await sat.s.sees('missed: rate copes with its resets. It treats a drop as a reset.');
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'hard', score: 50 }]);
  });

  test('that is wrong, and one that is given up, are graded again; one that is left is not graded', async () => {
    const wrong = await ask('signal');
    wrong.s.send(letter(wrong.s, 'Every debug') + keys.enter);
    await wrong.s.sees('Wrong: 0 of 100');
    await take(wrong);
    expect(wrong.reviews()).toMatchObject([{ grade: 'again', score: 0 }]);
    const up = await ask('signal');
    up.s.send(keys.enter);
    await up.s.sees('Nothing is picked: pick one, or press Enter again to give up.');
    expect(up.s.scrollback()).not.toContain('Not answered');
    await pause(300); // a double tap gives nothing up
    up.s.send(keys.enter);
    await up.s.sees('Not answered: 0 of 100');
    await take(up);
    expect(up.reviews()).toMatchObject([{ grade: 'again' }]);
    const left = await ask('signal');
    left.s.send(`${letter(left.s, 'A gauge')}q`);
    expect((await left.s.exit).code).toBe(0);
    expect(left.reviews()).toEqual([]);
  });
});

describe('an order', () => {
  test('is put right with arrows and Space', async () => {
    const sat = await ask('order');
    const wanted = ['Notice', 'Stop', 'Find', 'Write'].map((text) => letter(sat.s, text));
    const row = (): string[] =>
      (/^[ >[]([a-d])[ \]] .*/m.exec(sat.s.screen().split('\n').at(-2) ?? '')?.[0] ?? '').match(/[a-d]/g) ??
      [];
    let cursor = 0;
    const go = async (key: string) => {
      sat.s.send(key);
      await pause(40);
    };
    for (const [place, thing] of wanted.entries()) {
      const from = row().indexOf(thing);
      while (cursor !== from) {
        await go(cursor < from ? keys.right : keys.left);
        cursor += cursor < from ? 1 : -1;
      }
      await go(' ');
      for (; cursor > place; cursor--) await go(keys.left);
      await go(' ');
    }
    sat.s.send(keys.enter);
    await sat.s.sees('Right: 100 of 100');
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'easy', score: 100 }]);
  });

  test('left as it was dealt is wrong', async () => {
    const sat = await ask('order');
    sat.s.send(keys.enter);
    await sat.s.sees(/(Wrong|Partly right): \d+ of 100/);
    await sat.s.sees('you had it at');
    sat.s.send('q');
    await sat.s.exit;
    expect(sat.reviews()).toEqual([]);
  });
});

describe('a number', () => {
  const solution = (s: Sitting): number => {
    const [, slo = '', days = ''] =
      /a ([\d.]+) % availability objective over (\d+) days/.exec(s.scrollback().replace(/\s+/g, ' ')) ?? [];
    return Number(days) * 1440 * (1 - Number(slo) / 100);
  };

  test('is typed; its figures come from the seed; the worked solution shows them', async () => {
    const sat = await ask('budget');
    sat.s.send(`${solution(sat.s).toFixed(1)} minutes${keys.enter}`);
    await sat.s.sees('Right: 100 of 100');
    await sat.s.sees(`${solution(sat.s).toFixed(2)} of them are the budget.`);
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'easy', score: 100, typed: true }]);
  });

  test('that is wrong is told what it is, and when a unit was mixed up', async () => {
    const sat = await ask('budget');
    sat.s.send(`${(solution(sat.s) / 60).toFixed(4)}${keys.enter}`);
    await sat.s.sees('Wrong: 0 of 100');
    await sat.s.sees('factor of 60');
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'again' }]);
  });

  test('is asked for again where something else was typed, and nothing is graded', async () => {
    const sat = await ask('budget');
    sat.s.send(`abc${keys.enter}`);
    await sat.s.sees('"abc" is not a number of minutes, such as 12.5.');
    await sat.s.sees(/give up.*minutes > abc/);
    sat.s.send(`${'\u007f'.repeat(3)}${solution(sat.s).toFixed(1)}${keys.enter}`);
    await sat.s.sees('Right: 100 of 100');
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'easy', score: 100 }]);
  });

  test('takes Tab for a hint while one types, keeps the text, and letters are text, not keys', async () => {
    const sat = await ask('budget');
    sat.s.send('qhs7');
    await sat.s.sees('minutes > qhs7');
    sat.s.send(keys.tab);
    await sat.s.sees('Hint 1 of 1');
    await sat.s.sees(/hints 1\/1.*minutes > qhs7/);
    sat.s.send(keys.escape);
    await sat.s.sees('Esc back to your text');
    sat.s.send(keys.escape);
    await pause(100);
    sat.s.send(`${'\u007f'.repeat(4)}1${keys.enter}`);
    await sat.s.sees('You said 1.');
    sat.s.send('q');
    expect((await sat.s.exit).code).toBe(0);
  });
});

test('a cloze: gap by gap; inflections count; an empty one is left empty', async () => {
  const sat = await ask('cloze');
  await sat.s.sees('____(1) gives the per-second increase of a ____(2)');
  sat.s.send(`Rate${keys.enter}`);
  await sat.s.sees('gap 2 of 3');
  sat.s.send(keys.enter);
  await sat.s.sees('gap 3 of 3');
  sat.s.send(`quantile${keys.enter}`);
  await sat.s.sees('Partly right: 67 of 100');
  await sat.s.sees('gap 1: rate, right');
  await sat.s.sees('gap 2: counter, left empty');
  await take(sat);
  expect(sat.reviews()).toMatchObject([{ grade: 'hard', score: 66.7, typed: true }]);
});

describe('a typed answer to an open question', () => {
  const good =
    'A percentile hides how many values lie behind it, so the mean of two is meaningless; one has to merge the histograms first.';

  test('goes line by line into the scrollback, once; Enter twice submits; matched words are shown', async () => {
    const sat = await ask('percentiles', '--answer', 'typed');
    sat.s.send(good);
    await sat.s.sees('merge the histograms first.');
    sat.s.send(keys.enter);
    await pause(100);
    sat.s.send(keys.enter);
    await sat.s.sees('Covered: 100 of 100');
    await sat.s.sees('you said: how many values');
    await take(sat);
    expect(sat.s.scrollback().split('A percentile hides')).toHaveLength(2);
    expect(sat.reviews()).toMatchObject([{ grade: 'easy', score: 100, typed: true }]);
  });

  test('Ctrl-D submits too, and what the grader missed the learner may tick: that is kept', async () => {
    const sat = await ask('percentiles', '--answer', 'typed');
    sat.s.send('They depend on traffic, which the averaging of the two loses.\u0004');
    await sat.s.sees('Covered: 0 of 100');
    expect(sat.s.scrollback()).toContain('│ They depend on traffic, which');
    expect(sat.s.scrollback()).toContain('of the two loses.');
    await sat.s.sees('(not found)');
    await sat.s.sees('Enter takes again');
    sat.s.send(' ');
    await sat.s.sees('Enter takes hard');
    await take(sat);
    expect(sat.reviews()).toMatchObject([{ grade: 'hard', score: 50, overruled: true }]);
  });

  test('pasted text is text: its line ends submit nothing, its letters press nothing', async () => {
    const sat = await ask('percentiles', '--answer', 'typed');
    sat.s.send(
      `\u001b[200~quite\n\nhow many values\u0007 lie behind each of the two is\nwhat they hide from us\n\u001b[201~`,
    );
    await sat.s.sees('quite how many values lie behind each of the two is what they hide');
    expect(sat.s.screen()).not.toContain('Covered');
    sat.s.send('\u0004');
    await sat.s.sees('Covered: 50 of 100');
    sat.s.send('q');
    await sat.s.exit;
  });

  test('a paste presses no keys where nothing is typed', async () => {
    const sat = await ask('percentiles');
    sat.s.send('\u001b[200~qqq\r\u001b[201~');
    await pause(200);
    expect(sat.s.screen()).toContain('Enter answer');
    sat.s.send('q');
    expect((await sat.s.exit).code).toBe(0);
  });

  test('Ctrl-E opens the editor on the text so far, and what it leaves is the answer', async () => {
    const { env, home } = freshHome();
    const editor = join(home, 'editor.sh');
    writeFileSync(
      editor,
      '#!/bin/sh\ngrep -q half "$1" && printf "One has to merge the histograms first.\\nA percentile hides how many values lie behind it." > "$1"\n',
    );
    chmodSync(editor, 0o755);
    const s = sit(['--pack', pack, 'quiz', '--id', 'percentiles', '--answer', 'typed', '--no-color'], {
      env: { ...env, EDITOR: editor },
    });
    await s.sees(/ left/);
    s.send('half a thought\u0005');
    await s.sees('hides how many values lie behind it.');
    await s.sees('Enter twice');
    s.send('\u0004');
    await s.sees('Covered: 100 of 100');
    s.send('q');
    await s.exit;
  });

  test('Ctrl-C in the middle of typing ends with 130 and keeps nothing of it', async () => {
    const sat = await ask('percentiles', '--answer', 'typed');
    sat.s.send('half a');
    await sat.s.sees('> half a');
    sat.s.send(keys.ctrlC);
    expect((await sat.s.exit).code).toBe(130);
    expect(sat.reviews()).toEqual([]);
  });
});

test('try keeps nothing, and begins anew with the open question when the file changes', async () => {
  const { env, home } = freshHome();
  const file = join(home, 'own.md');
  copyFileSync(pack, file);
  const s = sit(['try', file, '--no-color'], { env });
  await s.sees('1/7');
  s.send(keys.escape);
  await s.sees('Esc back to your text');
  s.send('s');
  await s.sees('2/7 Quick, intermediate signal');
  await pause(400);
  writeFileSync(file, readFileSync(file, 'utf8').replace('A gauge of queue length', 'A gauge of memory'));
  await s.sees('The file changed.');
  await s.sees('1/6 Quick, intermediate signal');
  await s.sees('A gauge of memory');
  await pause(400);
  writeFileSync(file, 'no question at all');
  await s.sees('no question was found in this file');
  await s.sees('waiting for the file to change');
  await pause(400);
  copyFileSync(pack, file);
  await s.sees('A gauge of queue length');
  await s.sees(/no question was found.*Choose one:.* left/);
  s.send(keys.enter);
  await s.sees('Nothing is picked');
  await pause(400);
  s.send(keys.enter);
  await s.sees('Enter takes again');
  s.send('3');
  await s.sees('Only a try: nothing is kept.');
  s.send('q');
  expect((await s.exit).code).toBe(0);
  expect(run(['undo'], { env }).code).toBe(1);
});

test('config keeps a setting in the log, and practice goes by it', async () => {
  const { env } = freshHome();
  expect(run(['config', 'get', 'newPerDay'], { env }).out).toBe('10\n');
  expect(run(['config', 'set', 'newperday', '2'], { env }).out).toBe('newPerDay is 2.\n');
  expect(JSON.parse(run(['config', '--json'], { env }).out)).toMatchObject({
    newPerDay: 2,
    answer: 'spoken',
  });
  expect(run(['config', 'set', 'newPerDay', 'lots'], { env })).toMatchObject({
    code: 2,
    err: expect.stringContaining('a whole number'),
  });
  expect(run(['config', 'get', 'newPerDey'], { env }).err).toContain('Did you mean "newPerDay"');
  const s = sit(['--pack', pack, 'quiz', '--no-color'], { env });
  await s.sees(/1\/2 Quick.* left/);
  s.send(keys.escape);
  await pause(50);
  s.send('q');
  await s.sees('5 more new questions wait for another day');
  await s.exit;
  expect(run(['undo'], { env }).code).toBe(1);
});

test('a question about your own story: graded by you on the rubric, kept as Markdown, shown the next time', async () => {
  const { env, home } = freshHome();
  const tell = async (story: string) => {
    const s = sit(
      ['--pack', pack, 'quiz', '--id', 'story', '--answer', 'typed', '--now', now, '--no-color'],
      { env },
    );
    await s.sees('Tell me of a time');
    await s.sees(/ left/);
    s.send(`${story}\u0004`);
    await s.sees('Which of these is yours?');
    await s.sees("One person's answer");
    await s.sees('Enter takes good');
    expect(s.scrollback()).not.toContain('of 100');
    s.send('4');
    expect((await s.exit).code).toBe(0);
    return s.scrollback();
  };
  expect(await tell('My cron job deleted the backups. ## Really.')).not.toContain('Your story last time');
  const file = join(home, 'progress', 'stories', 'kinds-story.md');
  expect(readFileSync(file, 'utf8')).toBe(
    '# When your automation made it worse\n\n## 2026-12-01\n\nMy cron job deleted the backups. ## Really.\n',
  );
  expect(await tell('A better story.')).toMatch(
    /Your story last time\s+2026-12-01\s+My cron job deleted the backups\./,
  );
  expect(readFileSync(file, 'utf8')).toMatch(/backups[\s\S]*A better story\.\n$/);
  expect(exported(env, '--pack', pack).reviews).toMatchObject([
    { grade: 'easy', typed: true },
    { grade: 'easy' },
  ]);
});
