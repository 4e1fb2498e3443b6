import { describe, expect, test } from 'vitest';
import { faults, frontMatter, ids, onlyItem, parse, question } from './builders.ts';

const withParts = (more: string) => parse(`${frontMatter}${question('a', more)}`);
const mends = (more: string) => withParts(more).problems.map(({ mend }) => mend);

const whole = `---
category: Scenario-Based
level: intermediate
careers: [aiops-engineer]
skills: [rca]
limits: {spoken: 2m, typed: 5m}
---

A word before the first question belongs to none.

## False alarms after a migration {#aiops-027}

Two days after the move, 140 incidents a night.

What do you do?

### Hint

What changed?

### Hint

What did not?

### Key points

- Recalibrate on data
  from after the move
  - accept: recalibrate | reset the baseline |
    relearn
  - accept: after the move | new region
  - weight: 2
- Tell the customers

### Answer

First this.

Then that.

### Weak answer

Raise all thresholds. (Misses: the cause.)

### Weak answer

Wait.

### Follow-up

And if it comes back?

#### Key points

- Look at the clock
  - weight: 3

#### Answer

Look again.

### Follow-up

Who is told?

### References

- A paper,
  of two lines
- A specification
`;

test('a question has all that stands under its heading, and what its file shares', () => {
  expect(onlyItem(parse(whole, 'questions/s.md'))).toEqual({
    id: 'aiops-027',
    pack: 'pack',
    kind: 'open',
    category: 'Scenario-Based',
    level: 'intermediate',
    title: 'False alarms after a migration',
    tags: [],
    skills: ['rca'],
    careers: ['aiops-engineer'],
    prompt: 'Two days after the move, 140 incidents a night.\n\nWhat do you do?',
    hints: ['What changed?', 'What did not?'],
    keyPoints: [
      {
        text: 'Recalibrate on data from after the move',
        accept: [
          ['recalibrate', 'reset the baseline', 'relearn'],
          ['after the move', 'new region'],
        ],
        weight: 2,
      },
      { text: 'Tell the customers', accept: [], weight: 1 },
    ],
    answer: 'First this.\n\nThen that.',
    weakAnswers: ['Raise all thresholds. (Misses: the cause.)', 'Wait.'],
    followUps: [
      {
        prompt: 'And if it comes back?',
        keyPoints: [{ text: 'Look at the clock', accept: [], weight: 3 }],
        answer: 'Look again.',
      },
      { prompt: 'Who is told?', keyPoints: [], answer: '' },
    ],
    references: ['A paper, of two lines', 'A specification'],
    limits: { spoken: 120, typed: 300 },
    source: { file: 'questions/s.md', line: 11 },
  });
});

test.each([
  ['with the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
  ['with the line ends of old Macs', (text: string) => text.replaceAll('\n', '\r')],
  ['with a byte order mark', (text: string) => `\ufeff${text}`],
  ['with both', (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
  ['without a newline at its end', (text: string) => text.trimEnd()],
])('a file %s is the same file', (_, change) => {
  expect(parse(change(whole))).toEqual(parse(whole));
});

describe('a question says for itself', () => {
  test('its category, level, tags, skills, careers and limits, which go before what the file shares', () => {
    const shared =
      '---\ncategory: C\nlevel: beginner\ntags: [x]\nskills: [x]\ncareers: [x]\nlimits: {spoken: 1m, typed: 2m}\n---\n';
    const own = `### Category\n\nOwn\n\n### Level\n\nAdvanced\n\n### Tags\n\nt-1, t 2\n\n### Skills\n\n- s1\n- s2\n
### Careers\n\nc\n\n### Limits\n\nspoken 90s\n`;
    const { items, problems } = parse(`${shared}${question('a', own)}${question('b')}`);
    expect(problems).toEqual([]);
    expect(items[0]).toMatchObject({
      category: 'Own',
      level: 'advanced',
      tags: ['t-1', 't 2'],
      skills: ['s1', 's2'],
      careers: ['c'],
      limits: { spoken: 90, typed: 120 },
    });
    expect(items[1]).toMatchObject({ category: 'C', level: 'beginner', tags: ['x'], limits: { spoken: 60 } });
  });

  test('its parts in any order and any case', () => {
    const item = onlyItem(
      parse(
        `${frontMatter}## T {#a}\n\nP\n\n### REFERENCES\n\n- r\n\n### answer\n\nA\n\n### Key Points\n\n- k\n`,
      ),
    );
    expect(item).toMatchObject({ answer: 'A', references: ['r'], keyPoints: [{ text: 'k' }] });
  });
});

describe('text stays text', () => {
  test('where headings stand in a code block', () => {
    const code = '```md\n## No question {#no}\n\n### Hint\n\n#### Answer\n```';
    const followUp = `### Follow-up\n\nNext?\n\n${code}\n\n#### Answer\n\n${code}\n`;
    const { items, problems } = parse(
      `${frontMatter}## T {#a}\n\n${code}\n\n### Hint\n\n${code}\n\n### Answer\n\n${code}\n\n${followUp}\n${question('b')}`,
    );
    expect(problems).toEqual([]);
    expect(items.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(items[0]).toMatchObject({ prompt: code, hints: [code], answer: code });
    expect(items[0]?.followUps).toEqual([{ prompt: `Next?\n\n${code}`, keyPoints: [], answer: code }]);
  });

  test('where a task list stands in a code block of the prompt', () => {
    const code = '```md\n- [x] done\n- [ ] to do\n```';
    expect(onlyItem(parse(`${frontMatter}## T {#a}\n\n${code}\n\n### Answer\n\nA\n`))).toMatchObject({
      kind: 'open',
      prompt: code,
    });
  });

  test('where headings are of the fourth level, outside of a follow-up', () => {
    expect(onlyItem(withParts('### Hint\n\n#### Key points\n\n- x\n')).hints).toEqual([
      '#### Key points\n\n- x',
    ]);
  });

  test('where a title has braces or signs in it', () => {
    const title = (heading: string) =>
      onlyItem(parse(`${frontMatter}## ${heading}\n\nP\n\n### Answer\n\nA\n`));
    expect(title('What does {#x} mean # here? {#a}')).toMatchObject({
      id: 'a',
      title: 'What does {#x} mean # here?',
    });
    expect(title('Tight{#a}').title).toBe('Tight');
  });
});

describe('a part that is not known is named, with what was probably meant', () => {
  test.each([
    ['### Hints\n\nh\n', 'Did you mean `### Hint`?'],
    ['### Keypoints\n\n- k\n', 'Did you mean `### Key points`?'],
    ['### Weak answers\n\nw\n', 'Did you mean `### Weak answer`?'],
    ['### Follow-ups\n\nf\n', 'Did you mean `### Follow-up`?'],
    ['### Refrences\n\n- r\n', 'Did you mean `### References`?'],
  ])('%j', (more, mend) => {
    expect(faults(withParts(more))).toEqual(['13:1 unknown-part']);
    expect(mends(more)).toEqual([mend]);
  });

  test.each(['### Constructor\n', '### __proto__\n', '### toString\n', '###  \n', '### Something else\n'])(
    'or with those that there are: %j',
    (more) => {
      expect(faults(withParts(more))).toEqual(['13:1 unknown-part']);
      expect(mends(more)[0]).toContain('Key points, Answer');
    },
  );

  test('in a follow-up too', () => {
    const content = withParts('### Follow-up\n\nNext?\n\n#### Hint\n\nh\n');
    expect(faults(content)).toEqual(['17:1 unknown-part']);
  });
});

describe('a part that stands twice is named where it stands again', () => {
  test('in a question', () => {
    expect(faults(withParts('### Answer\n\nAnother.\n'))).toEqual(['13:1 duplicate-part']);
  });

  test('in a follow-up', () => {
    const next = '### Follow-up\n\nN?\n\n#### Answer\n\na\n\n#### Answer\n\nb\n\n#### Key points\n\n- k\n\n';
    expect(faults(withParts(`${next}#### key points\n\n- l\n`))).toEqual([
      '21:1 duplicate-part',
      '29:1 duplicate-part',
    ]);
  });
});

describe('a code block that never closes', () => {
  test('is named where it opens; the questions before it load', () => {
    const content = parse(
      `${frontMatter}${question('a')}${question('b', '### Hint\n\n```\ncode\n\n')}${question('c')}`,
    );
    expect(faults(content)).toEqual(['23:1 unclosed-fence']);
    expect(ids(content)).toEqual(['a']);
  });

  test('before the first question is named as well', () => {
    const content = parse(`${frontMatter}~~~\n\n${question('a')}`);
    expect(faults(content)).toEqual(['5:1 unclosed-fence', '1:1 no-questions']);
  });
});

describe('a title without an id', () => {
  test('warns where it stands, and the question still loads under the words of its title', () => {
    const content = parse(`${frontMatter}## Why "P99", then?\n\nP\n\n### Answer\n\nA\n\n${question('b')}`);
    expect(ids(content)).toEqual(['why-p99-then', 'b']);
    expect(content.problems).toMatchObject([
      {
        line: 5,
        column: 1,
        severity: 'warning',
        code: 'no-id',
        mend: expect.stringContaining('{#why-p99-then}'),
      },
    ]);
  });

  test('and without a letter or digit to make one of has to be given one', () => {
    const content = parse(`${frontMatter}## 監視?\n\nP\n\n### Answer\n\nA\n`);
    expect(ids(content)).toEqual([]);
    expect(faults(content)).toEqual(['5:1 missing']);
  });

  test('makes an id that is one, however long the title is', () => {
    const { items } = parse(`${frontMatter}## ${'x'.repeat(99)} yz\n\nP\n\n### Answer\n\nA\n`);
    expect(items[0]?.id).toBe('x'.repeat(99));
  });
});
