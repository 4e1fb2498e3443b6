import { describe, expect, test } from 'vitest';
import { frontMatter, onlyItem, parse, question } from './builders.ts';

const withParts = (more: string) => parse(`${frontMatter}${question('a', more)}`);

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
    rubric: '',
    anatomy: '',
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
