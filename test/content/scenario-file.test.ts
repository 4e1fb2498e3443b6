import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Scenario } from '../../src/bank/scenario.ts';
import { parseScenario } from '../../src/content/scenario-file.ts';
import { root } from '../pty.ts';
import { demoBeside, demoText, edited } from '../scenario-text.ts';
import { placed } from './builders.ts';
import { anyScenario, asMarkdown, asYaml, type WrittenScenario } from './written-scenarios.ts';

const folder = 'scenarios/demo-1';
const parse = (text: string, form: 'md' | 'yaml' = 'md', beside: ReadonlySet<string> = demoBeside) =>
  parseScenario(text, `${folder}/scenario.${form}`, 'pack', beside);

/** Every fault as `line:column code`, warnings with a `?`. */
const faultsOf = (text: string, form: 'md' | 'yaml' = 'md'): string[] =>
  parse(text, form).problems.map((problem) => placed(problem) + (problem.severity === 'warning' ? '?' : ''));

/** The line, from 1, on which a part of a text begins. */
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

const demo: WrittenScenario = {
  about: {
    title: 'The queue that grew at night',
    summary: 'A worker queue grows every night at two, and nobody changed anything.',
    level: 'beginner',
    minutes: 10,
    skills: ['rca-degradation-outages'],
    careers: ['aiops-engineer'],
    tags: ['queue', 'pool'],
  },
  briefing:
    'It is 02:20. The **order queue** holds 48,000 messages and grows by 300 a minute. You are on call, alone.',
  evidence: [
    {
      id: 'depth',
      title: 'Queue depth since midnight',
      minutes: 1,
      text: 'One line an hour.',
      file: 'depth.csv',
      chart: { x: 'time', y: ['depth'] },
    },
    {
      id: 'log',
      title: 'What the worker logs',
      minutes: 3,
      text: 'Waiting means that all connections are taken.',
      file: 'worker.log',
    },
    { id: 'people', title: 'Who is awake', text: 'You, and nobody else.' },
  ],
  stages: [
    {
      id: 'first',
      title: 'The first ten minutes',
      situation: 'The pager went off two minutes ago. Nothing is lost so far: orders wait.',
      question: 'What do you do first?',
      evidence: ['depth', 'log', 'people'],
      limit: '4m',
      hints: ['What is the harm right now, and does it grow?', 'Look at the log before you touch anything.'],
      options: [
        {
          id: 'restart',
          text: 'Restart all workers',
          score: 20,
          minutes: 12,
          next: 'second',
          outcome: 'The workers come back, and after four minutes they wait again.',
          why: 'A restart hides what the workers were waiting for.',
        },
        {
          id: 'pool',
          text: 'Read the worker log to its end, then raise the `pool` by half and look at the queue',
          score: 90,
          minutes: 6,
          next: 'second',
          outcome:
            'The pool is exhausted by a nightly report. With 30 connections the backlog stops growing.',
          why: 'The log names the scarce thing, and raising it a little can be undone.',
        },
      ],
    },
    {
      id: 'second',
      title: 'The backlog',
      situation:
        'The queue no longer grows, but 48,000 orders wait, and the database has room for 40 connections.',
      question: 'How do you bring the backlog down before the shops open at 06:00?',
      evidence: ['depth', 'people'],
      hints: ['How many a minute must go through?'],
      options: [
        {
          id: 'move',
          text: 'Move the report to 12:00',
          score: 100,
          minutes: 5,
          outcome: 'By 05:10 the queue is empty.',
          why: 'It removes the competitor.',
        },
        {
          id: 'all',
          text: 'Take all 40 connections',
          score: 40,
          minutes: 5,
          next: 'end',
          outcome: 'The checkout cannot get a connection, and customers notice.',
          why: 'It takes what the customers need.',
        },
      ],
    },
  ],
  debrief: 'The report and the workers shared a pool. **The log named it** in three minutes.',
  references: ['A book on queues'],
};

/** A scenario without the places where its parts were written, which differ between the forms. */
const said = (scenario: Scenario | undefined) =>
  scenario && {
    ...scenario,
    source: undefined,
    stages: scenario.stages.map((stage) => ({ ...stage, line: undefined })),
  };

describe('both forms', () => {
  test('give the same scenario', () => {
    const { scenario, problems } = parse(demoText);
    expect(problems).toEqual([]);
    expect(scenario).toMatchObject({ id: 'demo-1', pack: 'pack', minutes: 10, level: 'beginner' });
    expect(scenario?.source).toEqual({ file: `${folder}/scenario.md`, line: 1 });
    expect(said(parse(asMarkdown(demo)).scenario)).toEqual(said(scenario));
    expect(said(parse(asYaml(demo), 'yaml').scenario)).toEqual(said(scenario));
  });

  test('know the line of each stage', () => {
    const linesIn = (text: string, form: 'md' | 'yaml') =>
      parse(text, form).scenario?.stages.map((stage) => stage.line);
    expect(linesIn(demoText, 'md')).toEqual([
      lineOf(demoText, '## Stage: The first'),
      lineOf(demoText, '## Stage: The backlog'),
    ]);
    const yaml = asYaml(demo);
    expect(linesIn(yaml, 'yaml')).toEqual([lineOf(yaml, '- id: first'), lineOf(yaml, '- id: second')]);
  });

  test('take an end that is written, and one that is not, as the same', () => {
    const { stages = [] } = parse(demoText).scenario ?? {};
    expect(stages[1]?.options.map(({ next }) => next)).toEqual([undefined, undefined]);
  });

  test('give what is left out its usual value', () => {
    const bare = edited(demoText, 'level: beginner\n', '').replace(/### Limit\n\n4m\n\n/, '');
    const { scenario } = parse(bare);
    expect(scenario).toMatchObject({ level: 'intermediate' });
    expect(scenario?.stages.map(({ limitSeconds }) => limitSeconds)).toEqual([300, 300]);
    expect(scenario?.evidence[2]).toEqual({
      id: 'people',
      title: 'Who is awake',
      minutes: 0,
      text: 'You, and nobody else.',
    });
  });

  test('read carriage returns and a byte order mark as if they were not there', () => {
    const windows = `\ufeff${demoText.replaceAll('\n', '\r\n')}`;
    expect(parse(windows)).toEqual(parse(demoText));
  });

  test('give the same scenario and the same faults, whatever is written', () => {
    const beside = new Set(['a.csv', 'sub/b.txt']);
    fc.assert(
      fc.property(anyScenario, (written) => {
        const markdown = parse(asMarkdown(written), 'md', beside);
        const yaml = parse(asYaml(written), 'yaml', beside);
        expect(said(markdown.scenario)).toEqual(said(yaml.scenario));
        expect(markdown.scenario?.stages.map(({ id }) => id)).toEqual(written.stages.map(({ id }) => id));
        expect(markdown.problems.map(({ code }) => code)).toEqual(yaml.problems.map(({ code }) => code));
        expect(markdown.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

const firstStage = '## Stage: The first ten minutes {#first}';
const restart = '### Option: Restart all workers {#restart}';
const queueEvidence = '## Evidence: Queue depth since midnight {#depth}';

describe('a part that is missing is named where it should stand', () => {
  test.each([
    ['title: The queue that grew at night\n', '---'],
    ['summary: A worker queue grows every night at two, and nobody changed anything.\n', '---'],
    ['minutes: 10\n', '---'],
    [/## Briefing\n\n.*\n\n/, '---'],
    [/## Debrief\n\n.*\n\n/, '---'],
    [/### Question\n\nWhat do you do first\?\n\n/, firstStage],
    [/- score: 20\n/, restart],
    [/#### Why\n\nA restart.*\n\n/, restart],
    [' {#restart}', restart.slice(0, -' {#restart}'.length)],
    [' {#first}', firstStage.slice(0, -' {#first}'.length)],
    [' {#depth}', queueEvidence.slice(0, -' {#depth}'.length)],
  ])('%s', (part, at) => {
    const text = demoText.replace(part, '');
    expect(text).not.toBe(demoText);
    const faults = faultsOf(text).filter((fault) => fault.endsWith(' missing'));
    expect(faults).toEqual([`${lineOf(text, at)}:1 missing`]);
  });

  test.each([
    ['an outcome', /The workers come back.*\n\n/, restart],
    ['a situation', /The pager went off.*\n\n/, firstStage],
    ['the text of a question', /What do you do first\?\n\n/, '### Question'],
    ['the text of a hint', /What is the harm.*\n\n/, '### Hint'],
    ['the text of a decision', /Restart all workers /, '### Option: {#restart}'],
  ])('%s that is empty', (_what, part, at) => {
    const text = demoText.replace(part, '');
    expect(text).not.toBe(demoText);
    expect(faultsOf(text)).toEqual([`${lineOf(text, at)}:1 bad-value`]);
  });

  test('all of it, where the file is empty', () => {
    const codes = new Set(parse('').problems.map(({ code }) => code));
    expect([...codes]).toEqual(['missing']);
    expect(parse('').scenario).toBeUndefined();
    expect(faultsOf('', 'yaml').length).toBeGreaterThan(0);
  });

  test('a stage with one decision only', () => {
    const text = demoText.replace(/### Option: Take all[\s\S]*?(?=## Debrief)/, '');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '## Stage: The backlog')}:1 bad-value`]);
  });

  test('evidence that shows nothing', () => {
    const text = edited(demoText, 'You, and nobody else.\n', '');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '## Evidence: Who')}:1 missing`]);
  });

  test('a file that a chart is drawn of', () => {
    const text = edited(demoText, '- file: depth.csv\n', '');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '- chart: depth')}:1 missing`]);
  });
});

describe('a part that is not known is named where it stands', () => {
  test.each([
    ['## Epilogue\n\nx\n\n', '## Debrief', 'Briefing, Evidence: Title {#id}, Stage: Title {#id}'],
    ['### Remark\n\nx\n\n', '### Hint', 'Question, Evidence, Limit, Hint and Option: Text {#id}'],
    ['### Constructor\n\nx\n\n', '### Hint', 'Question, Evidence, Limit, Hint and Option: Text {#id}'],
    ['#### Because\n\nx\n\n', '#### Why', 'The only part is Why'],
  ])('%j', (more, before, mend) => {
    const text = edited(demoText, before, more + before);
    expect(faultsOf(text)).toEqual([`${lineOf(text, more)}:1 unknown-part`]);
    expect(parse(text).problems[0]?.mend).toContain(mend);
  });

  test.each([
    ['level: beginner', 'levle: beginner', 'Did you mean `level`?'],
    ['- score: 20', '- scroe: 20\n- score: 20', 'Did you mean `score`?'],
    ['- minutes: 3\n', '- minuets: 3\n', 'Did you mean `minutes`?'],
  ])('a name that is not one: %s', (part, instead, mend) => {
    const text = edited(demoText, part, instead);
    expect(faultsOf(text)).toEqual([`${lineOf(text, instead)}:1 unknown-key`]);
    expect(parse(text).problems[0]?.mend).toBe(mend);
  });

  test('also in YAML', () => {
    const text = edited(asYaml(demo), 'debrief:', 'debreif:');
    expect(faultsOf(text, 'yaml')).toEqual(['1:1 missing', `${lineOf(text, 'debreif:')}:1 unknown-key`]);
  });
});

describe('a part that stands twice is named where it stands again, since the text of one would be lost', () => {
  test.each([
    '## Briefing',
    '## Debrief',
    '## References',
    '### Question',
    '### Evidence',
    '### Limit',
    '#### Why',
  ])('%s', (part) => {
    const text = edited(demoText, part, `${part}\n\n- another\n\n${part}`);
    const again = lineOf(text, `${part}\n\n- another`) + 4;
    expect(faultsOf(text)).toContain(`${again}:1 duplicate-part`);
    expect(parse(text).scenario).toBeUndefined();
  });

  test('and so is a code block that never closes, where it opens', () => {
    const text = edited(demoText, 'The report and', '```text\nThe report and');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '```text')}:1 unclosed-fence`]);
  });
});

describe('a name that leads nowhere is named, with what was probably meant', () => {
  test.each([
    ['depth, log, people', 'dept, log, people', '### Evidence\n\ndept', 'Did you mean `depth`?'],
    ['depth, log, people', 'depth, log, people, moon', '### Evidence', 'There is: depth, log, people.'],
    ['- next: second', '- next: secnd', '- next: secnd', 'Did you mean `second`?'],
    ['- next: second', '- next: elsewhere', '- next: elsewhere', 'There is: first, second, end.'],
  ])('%s → %s', (part, instead, at, mend) => {
    const text = edited(demoText, part, instead);
    expect(faultsOf(text)).toEqual([`${lineOf(text, at)}:1 unknown-name`]);
    expect(parse(text).problems[0]?.mend).toBe(mend);
  });

  test('a file that does not lie beside the scenario, nor outside of it', () => {
    for (const name of ['deep.csv', '../../etc/passwd', '/etc/passwd', 'scenario.md']) {
      const text = edited(demoText, '- file: depth.csv', `- file: ${name}`);
      expect(faultsOf(text)).toEqual([`${lineOf(text, '- file:')}:1 broken-link`]);
    }
  });
});

describe('two things of one name', () => {
  test.each([
    ['{#log}', '{#depth}', '## Evidence: What the worker logs', ['unknown-name', 'duplicate-id']],
    ['{#second}', '{#first}', '## Stage: The backlog', ['duplicate-id']],
    ['{#pool}', '{#restart}', '### Option: Read the worker', ['duplicate-id']],
  ])('%s → %s', (part, instead, at, codes) => {
    const text = edited(demoText, part, instead);
    const faults = faultsOf(text);
    expect(faults).toContain(`${lineOf(text, at)}:1 duplicate-id`);
    for (const code of codes) expect(faults.join(' ')).toContain(code);
    expect(faults.filter((fault) => fault.endsWith('duplicate-id'))).toHaveLength(1);
    expect(parse(text).scenario).toBeUndefined();
  });

  test('may be decisions of two stages', () => {
    expect(faultsOf(edited(demoText, '{#move}', '{#restart}'))).toEqual([]);
  });
});

describe('the ways through', () => {
  test('a stage that no decision leads to', () => {
    const text = demoText.replaceAll('- next: second\n', '');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '## Stage: The backlog')}:1 unreachable-stage`]);
  });

  test('stages that go round for ever', () => {
    const round = edited(demoText, '- next: end', '- next: first');
    const text = edited(round, '- score: 100\n', '- score: 100\n- next: first\n');
    expect(faultsOf(text)).toEqual([
      `${lineOf(text, firstStage)}:1 no-exit`,
      `${lineOf(text, '## Stage: The backlog')}:1 no-exit`,
    ]);
  });

  test('a stage that is called as the end is', () => {
    const text = edited(demoText, '{#second}', '{#end}').replaceAll('next: second', 'next: end');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '## Stage: The backlog')}:1 bad-id`]);
  });

  test('a circle with a way out is none', () => {
    expect(faultsOf(edited(demoText, '- next: end', '- next: first'))).toEqual([]);
  });

  test('a stage at which nothing is worth doing', () => {
    const text = edited(demoText, '- score: 90', '- score: 79');
    expect(faultsOf(text)).toEqual([`${lineOf(text, firstStage)}:1 bad-value`]);
    expect(faultsOf(edited(demoText, '- score: 90', '- score: 80'))).toEqual([]);
  });
});

describe('what a scenario may have, but better had not, is a warning', () => {
  test('a stage without hints', () => {
    const text = edited(demoText, '### Hint\n\nHow many a minute must go through?\n\n', '');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '## Stage: The backlog')}:1 no-hints?`]);
    expect(parse(text).scenario?.stages[1]?.hints).toEqual([]);
  });

  test('evidence that no stage shows', () => {
    const text = edited(demoText, 'depth, log, people', 'depth, people');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '## Evidence: What')}:1 unused-evidence?`]);
    expect(parse(text).scenario).toBeDefined();
  });
});

describe('a value that does not fit is named where it stands', () => {
  test.each([
    ['- score: 20', '- score: 101', 'bad-value'],
    ['- score: 20', '- score: -1', 'bad-value'],
    ['- score: 20', '- score: high', 'wrong-type'],
    ['- score: 20', '- score:', 'wrong-type'],
    ['- score: 20', '- score: Infinity', 'wrong-type'],
    ['- minutes: 12', '- minutes: -3', 'bad-value'],
    ['- minutes: 12', '- minutes: a while', 'wrong-type'],
    ['- minutes: 3', '- minutes: 100001', 'bad-value'],
    ['minutes: 10', 'minutes: -10', 'bad-value'],
    ['level: beginner', 'level: easy', 'bad-value'],
    ['- chart: depth over time', '- chart: depth', 'wrong-type'],
  ])('%s → %s', (part, instead, code) => {
    const text = edited(demoText, part, instead);
    const [fault, ...others] = faultsOf(text);
    expect(others).toEqual([]);
    expect(fault).toMatch(new RegExp(`^${lineOf(text, instead)}:\\d+ ${code}$`));
  });

  test('a limit that is no duration', () => {
    const text = edited(demoText, '4m\n', 'soon\n');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '### Limit')}:1 bad-value`]);
  });

  test('an id with letters that none has', () => {
    const text = edited(demoText, '{#restart}', '{#Re start}');
    expect(faultsOf(text)).toEqual([`${lineOf(text, '### Option: Restart')}:1 bad-id`]);
  });

  test('front matter and YAML that cannot be read', () => {
    expect(faultsOf(edited(demoText, 'level: beginner', 'level: [beginner'))[0]).toMatch(/^\d+:\d+ yaml-/);
    expect(faultsOf(demoText.replace('---\n', '--- yes\n'))).toEqual(['1:1 front-matter']);
    expect(faultsOf('- a list\n', 'yaml')[0]).toMatch(/^1:\d+ wrong-type$/);
    expect(faultsOf(asYaml(demo).replace('title:', 'title: &a'), 'yaml')[0]).toMatch(/^1:\d+ yaml-refused$/);
  });
});

describe('what steers a terminal', () => {
  const hostile = '\u001b]0;owned\u0007\u202eevil\u009b31m';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  const steers = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/;

  test('is made visible in every text of a scenario', () => {
    const words = [
      'The queue',
      'A worker',
      'It is 02:20',
      'Queue depth',
      'One line',
      'The first',
      'The pager',
    ];
    const more = [
      'What do you',
      'What is the harm',
      'Restart all',
      'The workers come',
      'A restart',
      'The report',
    ];
    let text = demoText;
    for (const word of [...words, ...more, 'A book']) text = edited(text, word, `${hostile}${word}`);
    const { scenario, problems } = parse(text);
    expect(problems).toEqual([]);
    const whole = JSON.stringify(scenario);
    expect(JSON.parse(`"${whole.replaceAll(/[\\"]/g, '')}"`)).not.toMatch(steers);
    expect(whole.split('␛]0;owned␇<U+202E>evil<U+009B>31m')).toHaveLength(words.length + more.length + 2);
  });

  test('is made visible where YAML writes it in escapes', () => {
    const text = edited(asYaml(demo), 'title: Who is awake', 'title: "\\e]0;owned\\a\\u202Eevil"');
    expect(parse(text, 'yaml').scenario?.evidence[2]?.title).toBe('␛]0;owned␇<U+202E>evil');
  });

  test('does not stand in a message either', () => {
    for (const [part, instead] of [
      ['- next: second', `- next: ${hostile}`],
      ['depth, log, people', `depth, log, ${hostile}`],
      ['- file: depth.csv', `- file: ${hostile}`],
      ['- score: 20', `- score: ${hostile}`],
      ['### Limit', `### ${hostile}`],
      ['## Debrief', `## ${hostile}`],
      ['level: beginner', `"${hostile.replaceAll('\u001b', '\\e')}": beginner`],
      ['{#pool}', `{#${hostile}}`],
    ] as const) {
      const { problems } = parse(edited(demoText, part, instead));
      expect(problems.length).toBeGreaterThan(0);
      for (const { message, mend } of problems) expect(message + mend).not.toMatch(steers);
    }
  });
});

interface Cut {
  readonly how: 'delete' | 'duplicate' | 'swap' | 'end';
  readonly at: number;
  readonly to: number;
}

const aCut: fc.Arbitrary<Cut> = fc.record({
  how: fc.constantFrom('delete' as const, 'duplicate', 'swap', 'delete', 'duplicate', 'swap', 'end'),
  at: fc.nat(100_000),
  to: fc.nat(100_000),
});

function mutilated(text: string, cuts: readonly Cut[]): string {
  const lines = text.split('\n');
  for (const { how, at, to } of cuts) {
    const [a, b] = [at % lines.length, to % lines.length];
    if (how === 'delete') lines.splice(a, 1 + (to % 4));
    else if (how === 'duplicate') lines.splice(b, 0, ...lines.slice(a, a + 1 + (to % 4)));
    else if (how === 'swap') [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    else lines.length = Math.max(1, a);
    if (lines.length === 0) lines.push('');
  }
  return lines.join('\n');
}

const scenarios = join(root, 'scenarios');
const realFiles = readdirSync(scenarios, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(scenarios, entry.name, 'scenario.md')))
  .map(({ name }) => ({
    text: readFileSync(join(scenarios, name, 'scenario.md'), 'utf8'),
    form: 'md' as const,
    beside: new Set(readdirSync(join(scenarios, name))),
  }));

test.each([
  ['a real scenario', realFiles],
  ['one in YAML', [{ text: asYaml(demo), form: 'yaml' as const, beside: demoBeside }]],
])('%s that was mutilated gives its problems, or a scenario, within two seconds', (_what, files) => {
  let whole = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(aCut, { minLength: 1, maxLength: 6 }),
      ({ text, form, beside }, cuts) => {
        const broken = mutilated(text, cuts);
        const since = performance.now();
        const { scenario, problems } = parse(broken, form, beside);
        expect(performance.now() - since).toBeLessThan(2000);
        const errors = problems.filter(({ severity }) => severity === 'error');
        expect(scenario === undefined).toBe(errors.length > 0);
        if (scenario) whole++;
        const lines = broken.split('\n').length;
        for (const { line, column, message, mend } of problems) {
          expect(line).toSatisfy((n: number) => Number.isInteger(n) && n >= 1 && n <= lines);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message.length * mend.length).toBeGreaterThan(0);
        }
      },
    ),
    { numRuns: 200 },
  );
  // Some cuts change prose alone.
  expect(whole).toBeGreaterThan(0);
  expect(whole).toBeLessThan(200);
});
