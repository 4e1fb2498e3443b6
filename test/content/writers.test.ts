import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Item, questionKinds as kinds } from '../../src/bank/item.ts';
import { UserError } from '../../src/bank/user-error.ts';
import { writeMarkdown } from '../../src/content/write-markdown.ts';
import { writeYaml } from '../../src/content/write-yaml.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { item } from '../builders.ts';
import { root } from '../pty.ts';
import { anyItem, anyItems } from './any-item.ts';
import { parse } from './builders.ts';

/** Items without their places: those alone may change on the way through a file. */
const unplaced = (items: readonly Item[]) => items.map(({ source: _, pack: __, ...rest }) => rest);

function read(text: string, file: string): readonly Item[] {
  const { items, problems } = parse(text, file);
  expect(problems, text).toEqual([]);
  return items;
}

const throughMarkdown = (items: readonly Item[]) => read(writeMarkdown(items), 'a.md');
const throughYaml = (items: readonly Item[]) => read(writeYaml(items), 'a.yaml');

describe('items come back as they were', () => {
  test.each(kinds)(
    'through Markdown, YAML and Markdown again: %s',
    (kind) => {
      fc.assert(
        fc.property(anyItems(kind), (items) => {
          const once = throughMarkdown(items);
          const twice = throughYaml(once);
          const thrice = throughMarkdown(twice);
          expect(unplaced(once)).toEqual(unplaced(items));
          expect(unplaced(twice)).toEqual(unplaced(items));
          expect(unplaced(thrice)).toEqual(unplaced(items));
          // What is written a second time is the same to the letter.
          expect(writeMarkdown(thrice)).toBe(writeMarkdown(items));
        }),
        { numRuns: 100 },
      );
    },
    30_000,
  );

  test('where kinds are mixed in one file', () => {
    fc.assert(
      fc.property(anyItems(...kinds), (items) => {
        expect(unplaced(throughYaml(throughMarkdown(items)))).toEqual(unplaced(items));
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  test('or are refused: whatever a text is, neither form changes it', () => {
    const nasty = fc
      .array(
        fc.constantFrom(
          ...[
            '## ',
            '### ',
            '#### ',
            '```',
            '~~~',
            '- [x] ',
            '- [ ]',
            '- ',
            '1. ',
            '|',
            '||',
            ',',
            '\n',
            '\n\n',
            ' ',
            'a',
          ],
          ...[
            '### Hint\n',
            '---\n',
            '{{a}}',
            '{{',
            '[',
            '['.repeat(70),
            '{#b}',
            'why: ',
            'accept: ',
            '\ud800',
            '\t',
            ':',
            '#',
          ],
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((pieces) => pieces.join('').trim() || 'x');
    const fields = ['title', 'prompt', 'answer', 'category'] as const;
    const spoilt = fc
      .tuple(fc.constantFrom(...kinds).chain(anyItem), nasty, fc.constantFrom(...fields, 'lists', 'part'))
      .map(([one, text, field]): Item => spoil(one, text, field));
    const seen = { kept: 0, refused: 0 };
    fc.assert(
      fc.property(spoilt, (one) => {
        for (const through of [throughMarkdown, throughYaml]) {
          let back: readonly Item[];
          try {
            back = through([one]);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
            expect((error as UserError).message).toMatch(/cannot be written as/);
            seen.refused++;
            continue;
          }
          expect(unplaced(back)).toEqual(unplaced([one]));
          seen.kept++;
        }
      }),
      { numRuns: 800 },
    );
    expect(seen.kept).toBeGreaterThan(300);
    expect(seen.refused).toBeGreaterThan(300);
  }, 30_000);
});

function spoil(one: Item, text: string, field: string): Item {
  if (field === 'lists') {
    const keyPoints = [{ text, accept: [[text, 'a']], weight: 1 }];
    const followUps = [{ prompt: text, keyPoints, answer: text }];
    return { ...one, tags: [text], hints: [text], keyPoints, references: [text], followUps };
  }
  if (field !== 'part') return { ...one, [field]: text };
  if (one.kind === 'choice')
    return {
      ...one,
      choices: [
        { text, correct: true, why: text },
        { text: 'b', correct: false, why: '' },
      ],
    };
  if (one.kind === 'order') return { ...one, order: [text, 'b'] };
  if (one.kind === 'number') return { ...one, number: { ...one.number, unit: text } };
  return one.kind === 'cloze' ? { ...one, cloze: `${text} {{a}}` } : { ...one, answer: text };
}

test('every file of the pack that ships comes back through both forms', () => {
  const { items } = loadPack(root);
  const files = [...new Set(items.map(({ source }) => source.file))];
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    const ofFile = items.filter(({ source }) => source.file === file);
    expect(unplaced(throughYaml(throughMarkdown(ofFile))), file).toEqual(unplaced(ofFile));
  }
});

describe('what a form cannot hold is refused, by question and part', () => {
  const messageOf = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      if (error instanceof UserError) return `${error.message}. ${error.mend}`;
      throw error;
    }
    return '';
  };

  test.each<[Partial<Item>, string]>([
    [{ prompt: 'a\n## b' }, 'its text would read differently (`answer` is missing)'],
    [{ prompt: '- [ ] a' }, 'its text would read differently (`prompt` is missing)'],
    [{ hints: ['a', '### b'] }, 'its text would read differently (unknown part `### b`)'],
    [
      { answer: 'a\n```\nb' },
      'its text would read differently (the code block that opens here never closes)',
    ],
    [{ keyPoints: [{ text: 'a\nb', accept: [], weight: 1 }] }, 'its keyPoints would read differently'],
    [{ keyPoints: [{ text: 'a', accept: [['b|c']], weight: 1 }] }, 'its keyPoints would read differently'],
    [{ references: ['a\n\nb'] }, 'its references would read differently'],
    [{ title: 'a\nb' }, 'its text would read differently'],
  ])('Markdown: %j', (over, why) => {
    const items = [item('a'), { ...item('b'), ...over } as Item, item('c', { tags: ['x'] })];
    expect(messageOf(() => writeMarkdown(items))).toContain(`\`b\` cannot be written as Markdown: ${why}`);
    expect(unplaced(throughYaml(items))).toEqual(unplaced(items));
  });

  test('a name with a comma, unless all questions share it', () => {
    const items = [item('a', { tags: ['x, y'] }), item('b', { tags: ['x, y'] })];
    expect(unplaced(throughMarkdown(items))).toEqual(unplaced(items));
    expect(messageOf(() => writeMarkdown([...items, item('c')]))).toMatch(/^`a` .* its tags/);
  });

  test('YAML: more open brackets than its reader takes, and halves of characters', () => {
    const deep = item('a', { answer: '['.repeat(80) });
    expect(messageOf(() => writeYaml([deep]))).toMatch(/^`a` cannot be written as YAML/);
    expect(unplaced(throughMarkdown([deep]))).toEqual(unplaced([deep]));
    expect(messageOf(() => writeMarkdown([item('a', { answer: 'x\ud83d' })]))).toMatch(/half of a character/);
  });

  test('no question at all', () => {
    for (const write of [writeMarkdown, writeYaml])
      expect(messageOf(() => write([]))).toMatch(/^there is no question to write/);
  });
});
