import { describe, expect, test } from 'vitest';
import { faults, frontMatter, ids, parse, question } from './builders.ts';

const withParts = (more: string) => parse(`${frontMatter}${question('a', more)}`);
const mends = (more: string) => withParts(more).problems.map(({ mend }) => mend);

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
