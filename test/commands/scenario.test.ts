import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freshHome, keys, pastDoubleTap, type Sitting, sit } from '../pty.ts';
import { exported, run, runJson } from '../run.ts';
import { demoPack, demoText, edited } from '../scenario-text.ts';
import { atStage, expectWidth, printed, prompted, type, typeLast } from './playing.ts';

const now = '2026-12-01T09:00:00Z';
const aMonthLater = '2027-01-04T09:00:00Z';

/** A home with the demo's pack, and what is played, listed and kept there. */
function atHome(text = demoText) {
  const { env, home } = freshHome();
  const { pack, rewrite } = demoPack(home, text);
  const usual = ['--pack', pack, '--now', now, '--no-color'];
  return {
    ...{ env, home, pack, rewrite },
    folder: join(pack, 'scenarios', 'demo-1'),
    args: (...more: string[]) => [...more, ...usual],
    play: (more: readonly string[] = [], size: { columns?: number; rows?: number } = {}): Sitting =>
      sit(['scenario', 'demo-1', ...usual, ...more], { env, ...size }),
    reviews: () => exported(env, '--pack', pack).reviews,
    listed: () => runJson(['scenario', '--pack', pack], env).scenarios[0],
  };
}

describe('without a terminal', () => {
  test('the list says what a scenario is about, how long it takes and how it stands', () => {
    const { env, args } = atHome();
    const { code, out } = run(args('scenario'), { env });
    expect(code).toBe(0);
    expect(out).toBe(
      [
        'demo-1  The queue that grew at night',
        '    A worker queue grows every night at two, and nobody changed anything.',
        '    beginner, 2 stages, about 10 minutes; not played yet',
        '',
      ].join('\n'),
    );
  });

  test('and as JSON', () => {
    const { listed } = atHome();
    expect(listed()).toEqual({
      id: 'demo-1',
      pack: 'nights',
      title: 'The queue that grew at night',
      summary: 'A worker queue grows every night at two, and nobody changed anything.',
      level: 'beginner',
      minutes: 10,
      skills: ['rca-degradation-outages'],
      careers: ['aiops-engineer'],
      stages: [
        { id: 'demo-1/first', title: 'The first ten minutes' },
        { id: 'demo-1/second', title: 'The backlog' },
      ],
      state: 'new',
      score: null,
    });
  });

  test('a pack without scenarios says so', () => {
    const { env, args, folder } = atHome();
    rmSync(folder, { recursive: true });
    expect(run(args('scenario'), { env })).toMatchObject({
      code: 0,
      out: 'These packs have no scenarios.\n',
    });
  });

  test('playing ends with 2 and names what does the job there', () => {
    const { env, args } = atHome();
    const { code, out, err } = run(args('scenario', 'demo-1'), { env });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/needs a terminal[\s\S]*`hotseat scenario`[\s\S]*`hotseat drill --protocol jsonl`/);
  });

  test('an id that there is not gets the nearest one', () => {
    const { env, args } = atHome();
    expect(run(args('scenario', 'demo-2'), { env })).toEqual({
      code: 2,
      out: '',
      err: 'hotseat: there is no scenario "demo-2"\nDid you mean "demo-1"?\n',
    });
    expect(run(args('scenario', 'moon'), { env }).err).toContain('There is: demo-1.');
  });

  test('check tells what is wrong with a scenario, where, and fails; the list leaves it out', () => {
    const broken = edited(
      edited(demoText, '- next: second', '- next: secnd'),
      'file: depth.csv',
      'file: a.csv',
    );
    const { env, args, pack } = atHome(broken);
    const { code, out } = run(['check', pack, '--json'], { env });
    const { problems, files } = JSON.parse(out);
    expect({ code, files }).toEqual({ code: 1, files: 1 });
    expect(
      problems.map(({ file, line, code: what }: { file: string; line: number; code: string }) => [
        file.slice(pack.length + 1),
        broken.split('\n')[line - 1],
        what,
      ]),
    ).toEqual([
      ['scenarios/demo-1/scenario.md', '- file: a.csv', 'broken-link'],
      ['scenarios/demo-1/scenario.md', '- next: secnd', 'unknown-name'],
    ]);
    const told = run(['check', pack, '--no-color'], { env }).out;
    expect(told).toContain('Did you mean `second`?');
    expect(told).toContain('2 errors, 0 warnings');
    expect(run(args('scenario'), { env }).out).toContain('These packs have no scenarios.');
  });

  test('check lets a warning pass, unless it is strict', () => {
    const { env, pack } = atHome(edited(demoText, '### Hint\n\nHow many a minute must go through?\n\n', ''));
    const { code, out } = run(['check', pack], { env });
    expect(code).toBe(0);
    expect(out).toContain('0 errors, 1 warning');
    expect(run(['check', pack, '--strict'], { env }).code).toBe(1);
    expect(run(['scenario', '--pack', pack], { env }).out).toContain('demo-1');
  });
});

describe('at a terminal of 80×24', () => {
  test('a scenario is looked into, helped, decided, left, taken up again, and debriefed', async () => {
    const { env, args, play, reviews, listed } = atHome();
    const first = play();
    await prompted(first);
    expect(printed(first)).toContain('It is 02:20. The order queue holds 48,000 messages');
    expect(printed(first)).toMatch(atStage(1, 'The first ten minutes', 0));
    expect(printed(first)).toContain('4:00 to decide.');
    await type(first, '1');
    expect(printed(first)).toContain('depth, from 200 to 48000');
    expect(first.scrollback()).toMatch(/^48000 .*█\n[\s\S]*^ {2}200 ▁▁█+$/m);
    expect(first.scrollback()).toContain('\ntime: 00:00 to 02:20\n');
    expect(first.scrollback()).toContain('\n02:10  45000\n');
    await type(first, '2');
    expect(first.scrollback()).toContain('\n02:02 pool exhausted, waiting\n');
    expect(printed(first)).toContain('worker.log');
    await type(first, '1');
    await type(first, 'r');
    expect(printed(first)).toContain(
      'The pager went off two minutes ago. Nothing is lost so far: orders wait. You can look at: 1. Queue depth since midnight (seen) 2. What the worker logs (seen) 3. Who is awake (no time)',
    );
    expect(printed(first)).toMatch(atStage(1, 'The first ten minutes', 4));
    await type(first, 'H');
    expect(printed(first)).toContain('Hint. What is the harm right now');
    expect(printed(first)).not.toContain('Look at the log before');
    await type(first, 'nonsense');
    expect(printed(first)).toContain('h hint (1 left)');
    await type(first, 'b');
    expect(printed(first)).toContain(
      'You decided: Read the worker log to its end, then raise the pool by half and look at the queue The pool is exhausted by a nightly report.',
    );
    expect(printed(first)).toMatch(/Kept.{1,60} 2026-12-0\d\. Stage 2/);
    expect(printed(first)).toMatch(atStage(2, 'The backlog', 10));
    expect(await typeLast(first, 'q')).toBe(0);
    expect(printed(first)).toContain('`hotseat scenario demo-1` goes on here');
    expectWidth(first, 80);
    expect(listed()).toMatchObject({ state: 'begun', score: null });
    const { out } = run(args('scenario'), { env });
    expect(out.replace(/\s+/g, ' ')).toContain('at stage 2: `hotseat scenario demo-1` goes on');

    const second = play();
    await prompted(second);
    expect(printed(second)).toContain('You go on at stage 2.');
    expect(printed(second)).toMatch(atStage(2, 'The backlog', 10));
    expect(printed(second)).toContain('1. Queue depth since midnight (seen) 2. Who is awake (no time)');
    expect(await typeLast(second, 'b')).toBe(0);
    expect(printed(second)).toContain(
      'Debrief: The queue that grew at night 65 of 100 for the decisions; 15 minutes of the story. The best decisions alone take 11 minutes',
    );
    expect(printed(second)).toMatch(/1\. The first ten minutes: [^(]*the best decision \(good\)/);
    expect(printed(second)).toContain('2. The backlog: 40 of 100, 5 minutes (again)');
    expect(printed(second)).toContain('Better: Move the report to 12:00 It removes the competitor.');
    expect(printed(second)).toContain('You did not look at: Who is awake.');
    expect(printed(second)).toContain('• A book on queues');
    expectWidth(second, 80);
    expect(listed()).toMatchObject({ state: 'played', score: 65 });

    expect(reviews()).toMatchObject([
      {
        ...{ item: 'nights/demo-1/first', decision: 'pool', grade: 'good', score: 90, hintsUsed: 1 },
        ...{ looked: ['depth', 'log'], by: 'person', timedOut: false },
      },
      {
        ...{ item: 'nights/demo-1/second', decision: 'all', grade: 'again', score: 40, hintsUsed: 0 },
        looked: ['depth', 'log'],
      },
    ]);
    expect(new Set(reviews().map((review: { play: string }) => review.play)).size).toBe(1);
  });

  test('a scenario that was played begins anew; --again does so in the middle of one', async () => {
    const { play, reviews, listed } = atHome();
    const begun = play();
    await type(begun, 'b');
    await typeLast(begun, 'q');
    const anew = play(['--again']);
    await prompted(anew);
    expect(printed(anew)).not.toContain('You go on');
    await type(anew, 'a');
    expect(await typeLast(anew, 'a')).toBe(0);
    expect(printed(anew)).toContain('60 of 100 for the decisions');
    const third = play();
    await prompted(third);
    expect(printed(third)).toContain('Stage 1: The first ten minutes');
    expect(await typeLast(third, 'q')).toBe(0);
    const plays = reviews().map(({ play: name }: { play: string }) => name);
    expect(plays).toEqual([plays[0], plays[1], plays[1]]);
    expect(new Set(plays).size).toBe(2);
    expect(listed()).toMatchObject({ state: 'played', score: 60 });
  });

  test.each([
    ['Ctrl-C', (s: Sitting) => s.send(keys.ctrlC), 130],
    ['SIGTERM', (s: Sitting) => s.kill('SIGTERM'), 143],
    ['SIGHUP', (s: Sitting) => s.kill('SIGHUP'), 129],
  ])('%s keeps what was decided, gives the cursor back and ends with its code', async (_name, end, code) => {
    const { play, reviews } = atHome();
    const s = play();
    await type(s, '1');
    await type(s, 'b');
    end(s);
    expect((await s.exit).code).toBe(code);
    expect(s.cursorHidden()).toBe(false);
    expect(reviews()).toMatchObject([{ decision: 'pool', looked: ['depth'] }]);
    const again = play();
    await prompted(again);
    expect(printed(again)).toContain('You go on at stage 2.');
    await typeLast(again, 'q');
  });

  test('with --no-color nothing but the prompt has a colour or a weight', async () => {
    const { play, env, pack } = atHome();
    const styled = async (s: Sitting): Promise<string[]> => {
      for (const line of ['1', '2', 'h', 'b', 'r']) await type(s, line);
      expect(await typeLast(s, 'a')).toBe(0);
      return s.cells().flatMap((row) => {
        const isPlain = row.every(
          (cell) => cell.isAttributeDefault() || (cell.getChars().trim() === '' && cell.isBgDefault()),
        );
        return isPlain ? [] : [row.map((cell) => cell.getChars() || ' ').join('')];
      });
    };
    const prompts = (lines: string[]) => lines.filter((line) => line.startsWith('✔ > '));
    const plain = await styled(play([], { rows: 200 }));
    expect(plain).toEqual(prompts(plain));
    const coloured = await styled(
      sit(['scenario', 'demo-1', '--pack', pack], { env: { ...env, FORCE_COLOR: '1' }, rows: 200 }),
    );
    expect(coloured.length).toBeGreaterThan(prompts(coloured).length + 5);
  });

  test('undo takes the last decision back, and the play goes on there', async () => {
    const { env, args, play, reviews } = atHome();
    const s = play();
    await type(s, '1');
    await type(s, 'b');
    expect(await typeLast(s, 'b')).toBe(0);
    const undone = run(args('undo'), { env });
    expect(undone.code).toBe(0);
    expect(undone.out).toContain('Took back "again" for nights/demo-1/second');
    const again = play();
    await prompted(again);
    expect(printed(again)).toMatch(atStage(2, 'The backlog', 7));
    expect(await typeLast(again, 'a')).toBe(0);
    expect(printed(again)).toContain('95 of 100');
    expect(reviews().map(({ decision }: { decision: string }) => decision)).toEqual(['pool', 'move']);
  });

  test('over its time a decision is hard at most, and the debrief says so', async () => {
    const { play, reviews } = atHome(edited(demoText, '4m\n', '1s\n'));
    const s = play();
    await prompted(s);
    await new Promise((resolve) => setTimeout(resolve, 1300));
    await type(s, 'b');
    await typeLast(s, 'a');
    expect(printed(s)).toMatch(/1\. The first ten minutes: [^(]*\(hard, over the time\)/);
    expect(reviews()[0]).toMatchObject({ grade: 'hard', timedOut: true });
  });

  test('long titles, decisions and figures stay within a narrow screen', async () => {
    const long = 'that goes on and on until nobody remembers how it began or where it could end';
    let text = demoText;
    for (const part of [
      'The queue that grew',
      'The first ten minutes',
      'Queue depth since',
      'Restart all workers',
    ])
      text = edited(text, part, `${part} ${long}`);
    const { play, folder, env, args } = atHome(text);
    const csv = Array.from({ length: 400 }, (_, i) => `${i} ${long},${(i * 7919) % 1000}.123456`);
    writeFileSync(join(folder, 'depth.csv'), `time,depth\n${csv.join('\n')}\n`);
    writeFileSync(join(folder, 'worker.log'), `${long}\t${long}\n${'x\t'.repeat(30)}\n`.repeat(30));
    for (const columns of [80, 44]) {
      const s = play(['--again'], { columns });
      for (const line of ['1', '2', '3', 'h', 'h', 'h', 'r', 'a']) await type(s, line);
      expect(printed(s)).toContain('… 390 rows more.');
      expect(printed(s)).toContain('… 40 lines more.');
      expect(s.scrollback()).toMatch(/\n(x {4}){8}.*…\n/);
      expect(printed(s)).toContain('No hint is left.');
      expect(await typeLast(s, 'b')).toBe(0);
      expectWidth(s, columns);
    }
    for (const line of run(args('scenario'), { env }).out.split('\n'))
      expect(line.length).toBeLessThanOrEqual(80);
  });

  test('evidence whose file is gone, hangs or is no text says so, and the play goes on', async () => {
    const { play, folder } = atHome();
    const s = play([], { columns: 200 });
    await prompted(s);
    rmSync(join(folder, 'depth.csv'));
    await type(s, '1');
    expect(printed(s)).toMatch(/One line an hour\. The file \S+depth\.csv cannot be read/);
    rmSync(join(folder, 'worker.log'));
    expect(spawnSync('mkfifo', [join(folder, 'worker.log')]).status).toBe(0);
    await type(s, '2');
    expect(printed(s)).toMatch(/The file \S+worker\.log cannot be read/);
    writeFileSync(join(folder, 'depth.csv'), 'time,depth\n"00:00,1\n');
    await type(s, '1');
    expect(printed(s)).toMatch(/depth\.csv cannot be read.*depth\.csv cannot be read/);
    await type(s, 'b');
    expect(await typeLast(s, 'q')).toBe(0);
  });

  test('a chart of columns that are not there, or hold no numbers, says so', async () => {
    const { play, folder } = atHome(edited(demoText, 'depth over time', 'width, depth over time'));
    writeFileSync(join(folder, 'depth.csv'), 'time,depth\n00:00,low\n01:00,\n');
    const s = play();
    await type(s, '1');
    expect(printed(s)).toContain('width: no numbers depth: no numbers');
    expect(await typeLast(s, 'q')).toBe(0);
  });

  test('what steers a terminal does nothing in a file of evidence', async () => {
    const { play, folder } = atHome();
    writeFileSync(join(folder, 'worker.log'), '\u001b[2J\u001b]0;owned\u0007gone\u202e\n');
    const s = play();
    await type(s, '2');
    expect(printed(s)).toContain('␛[2J␛]0;owned␇gone<U+202E>');
    expect(await typeLast(s, 'q')).toBe(0);
  });
});

describe('a scenario that was edited between two sittings', () => {
  const between = `## Stage: The database {#between}

Its administrator wakes up.

### Question

What do you tell her?

### Hint

The truth.

### Option: All of it {#truth}

- score: 100
- minutes: 2
- next: second

She thanks you.

#### Why

It is true.

### Option: Nothing {#nothing}

- score: 0
- next: second

She goes back to sleep.

#### Why

It helps nobody.

## Stage: The backlog`;

  test('goes on at a stage that was put in, and is not asked again what was decided there', async () => {
    const { play, rewrite, reviews } = atHome();
    const s = play();
    await type(s, 'b');
    await typeLast(s, 'a');
    const [before, after] = demoText.split('## Stage: The backlog') as [string, string];
    rewrite(`${before.replaceAll('- next: second', '- next: between')}${between}${after}`);
    const second = play();
    await prompted(second);
    expect(printed(second)).toContain('You go on at stage 2. Stage 2: The database');
    await type(second, 'a');
    await typeLast(second, 'q');
    const third = play();
    await prompted(third);
    expect(printed(third)).toMatch(atStage(3, 'The backlog', 8));
    expect(await typeLast(third, 'a')).toBe(0);
    expect(printed(third)).toContain('97 of 100 for the decisions; 13 minutes of the story.');
    expect(reviews().map(({ decision }: { decision: string }) => decision)).toEqual([
      ...['pool', 'move', 'truth', 'move'],
    ]);
  });

  test('goes on at the stage whose decision is gone, and is not asked again there either', async () => {
    const { play, rewrite } = atHome(edited(demoText, '- next: end', '- next: first'));
    const s = play();
    await type(s, 'b');
    await typeLast(s, 'q');
    rewrite(edited(demoText, '{#pool}', '{#widen}'));
    const second = play();
    await prompted(second);
    expect(printed(second)).toMatch(atStage(1, 'The first ten minutes', 0));
    await type(second, 'b');
    await typeLast(second, 'q');
    const third = play();
    await prompted(third);
    expect(printed(third)).toContain('You go on at stage 2.');
    expect(await typeLast(third, 'a')).toBe(0);
  });
});

/** The letter before a text on the screen. */
const letter = (s: Sitting, text: string): string =>
  new RegExp(`^([a-z])\\. ${text}`, 'm').exec(s.screen())?.[1] ?? '?';

describe('the stages of a scenario', () => {
  test('come back when they are due, as choices that are graded by what the scenario says', async () => {
    const { env, pack, play } = atHome();
    const s = play();
    await type(s, 'b');
    await typeLast(s, 'q');
    const due = (at: string) => runJson(['due', '--pack', pack, '--now', at], env);
    expect(due(now)).toMatchObject({ due: 0, new: 0, total: 2 });
    expect(due(aMonthLater)).toMatchObject({
      byCategory: { Scenarios: { due: 1, new: 0, total: 2 } },
    });
    const quiz = sit(['quiz', '--pack', pack, '--now', aMonthLater, '--seed', '3', '--no-color'], {
      env,
      rows: 60,
    });
    await quiz.sees('1/1 Scenarios, beginner demo-1/first');
    await quiz.sees('Choose one:');
    await quiz.sees('h hint');
    quiz.send(letter(quiz, 'Restart all workers') + keys.enter);
    await quiz.sees('Partly right: 20 of 100');
    await quiz.sees('wrong: Restart all workers. A restart hides what the workers were waiting for.');
    await quiz.sees('Enter takes again');
    await pastDoubleTap();
    quiz.send(keys.enter);
    await quiz.sees('again, 2nd time');
    await quiz.sees('h hint');
    quiz.send('q');
    expect((await quiz.exit).code).toBe(0);
    expectWidth(quiz, 80);
    const { reviews } = exported(env, '--pack', pack);
    expect(reviews.at(-1)).toMatchObject({ item: 'nights/demo-1/first', grade: 'again', score: 20 });
    // The play stands where it stood.
    expect(reviews.at(-1).decision).toBeUndefined();
    const going = play();
    await prompted(going);
    expect(printed(going)).toContain('You go on at stage 2.');
    await typeLast(going, 'q');
  });

  test('are not dealt by a quiz before they were played, unless they are asked for', async () => {
    const { env, args } = atHome();
    const none = sit(args('quiz'), { env });
    expect((await none.exit).code).toBe(0);
    expect(printed(none)).toContain('Nothing is due.');
    // What comes later in a scenario gives away what was right before: only its opening is dealt by itself.
    for (const [option, name, stage] of [
      ['--kind', 'stage', 'first'],
      ['--category', 'Scenarios', 'first'],
      ['--id', 'demo-1/second', 'second'],
    ] as const) {
      const s = sit(args('quiz', option, name, '--seed', '1'), { env, rows: 60 });
      await s.sees(`1/1 Scenarios, beginner demo-1/${stage}`);
      await s.sees('h hint');
      s.send('q');
      expect((await s.exit).code).toBe(0);
    }
  });

  test('are dealt by a plan that names them, and answered from a file', () => {
    const { env, home, args } = atHome();
    const plan = join(home, 'plan.yaml');
    writeFileSync(plan, 'name: cases\nblocks:\n  - kind: stage\n    order: file\n  - id: demo-1/second\n');
    const drill = args('drill', plan, '--seed', '7');
    const template = run([...drill, '--template'], { env }).out;
    expect(template).toContain('# **What do you do first?**');
    const letterIn = (text: string) => new RegExp(`^# ([a-z])\\. ${text}`, 'm').exec(template)?.[1] ?? '?';
    const answers = join(home, 'answers.json');
    const answer = (first: unknown, second: unknown) => {
      writeFileSync(
        answers,
        JSON.stringify({ 'nights/demo-1/first': first, 'nights/demo-1/second': second }),
      );
      const { code, out, err } = run([...drill, '--answers', answers, '--format', 'json'], { env });
      return code === 0 ? JSON.parse(out).items : err;
    };
    expect(
      answer(letterIn('Read the worker'), { choice: 'Take all 40 connections', hints: 1, seconds: 9 }),
    ).toMatchObject([
      { id: 'demo-1/first', kind: 'stage', score: 90, grade: 'easy' },
      { id: 'demo-1/second', score: 40, grade: 'again', hintsUsed: 1 },
    ]);
    // Several decisions at once are none.
    expect(answer(['a', 'b'], { choice: letterIn('Move the report'), hints: 1 })).toMatchObject([
      { score: 0, grade: 'again' },
      { score: 100, grade: 'good' },
    ]);
    expect(answer('z', '')).toMatch(
      /answers\.json:1:\d+ the answer to nights\/demo-1\/first: "z" is none of/,
    );
  });

  test('are dealt by no plan that does not name them', () => {
    const { env, home, args } = atHome();
    const plan = join(home, 'plan.yaml');
    writeFileSync(plan, 'name: anything\nblocks:\n  - order: file\n');
    const { code, err } = run(args('drill', plan, '--template'), { env });
    expect(code).toBe(2);
    expect(err).toContain('selects no question now');
  });
});
