// The pack that ships, held against what it promises: every row, every part, no sentence of the pages that it grew from.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { FollowUp, Item } from '../../src/bank/item.ts';
import { deal } from '../../src/practice/deal.ts';
import { libraryAt } from '../../src/storage/library-files.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { root } from '../pty.ts';

const { items, problems } = loadPack(root);
const library = libraryAt(root);
const byId = new Map(items.map((item) => [item.id, item]));
const open = items.filter(({ kind }) => kind === 'open');
const quick = items.filter(({ kind }) => kind !== 'open');

const numbered = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `aiops-${String(from + i).padStart(3, '0')}`);
const rows: readonly (readonly [string, readonly string[]])[] = [
  ['Beginner', numbered(1, 5)],
  ['Intermediate', numbered(6, 15)],
  ['Advanced', numbered(16, 25)],
  ['Scenario-Based', numbered(26, 35)],
  ['AI Workflow & Tools', numbered(36, 45)],
  ['Behavioral', numbered(46, 50)],
  ['Skill Guides', ['rca-q1', 'rca-q2', 'outage-q1', 'outage-q2', 'obs-q1', 'obs-q2']],
];
const stories = new Set([...numbered(46, 50), 'rca-q2', 'outage-q2']);

const words = (text: string): string[] => text.toLowerCase().match(/[a-z0-9%$']+/g) ?? [];

test('it has no fault and no warning of its files', () => {
  expect(problems).toEqual([]);
});

test.each(rows)('%s has its questions and no other', (category, ids) => {
  expect(items.filter((item) => item.category === category).map(({ id }) => id)).toEqual(ids);
});

describe.each(open.map((item) => [item.id, item] as const))('%s', (id, item) => {
  test('has three hints, an answer of 150 to 300 words, follow-ups, weak answers and references', () => {
    expect(item.hints).toHaveLength(3);
    expect(words(item.answer).length).toBeGreaterThanOrEqual(150);
    expect(words(item.answer).length).toBeLessThanOrEqual(305);
    expect(item.followUps).toHaveLength(2);
    for (const { keyPoints } of item.followUps) expect(keyPoints.length).toBeGreaterThanOrEqual(2);
    expect([1, 2]).toContain(item.weakAnswers.length);
    expect(item.references.length).toBeGreaterThanOrEqual(2);
  });

  test('says whom and what it is for, and sets limits', () => {
    expect(item.skills.length).toBeGreaterThan(0);
    expect(item.careers.length).toBeGreaterThan(0);
    expect(item.tags.length).toBeGreaterThan(0);
    expect(item.limits.typed).toBeGreaterThan(item.limits.spoken);
  });

  test(stories.has(id) ? 'is a story with a rubric and an anatomy' : 'has five to eight key points', () => {
    if (stories.has(id)) {
      expect(item.keyPoints).toEqual([]);
      expect(item.rubric).not.toBe('');
      expect(item.anatomy).not.toBe('');
    } else {
      expect(item.keyPoints.length).toBeGreaterThanOrEqual(5);
      expect(item.keyPoints.length).toBeLessThanOrEqual(8);
      for (const { accept } of item.keyPoints) expect(accept.length).toBeGreaterThan(0);
    }
  });
});

test('at least fifteen of the fifty serve the second career', () => {
  const second = numbered(1, 50).filter((id) =>
    byId.get(id)?.careers.includes('logging-monitoring-engineer'),
  );
  expect(second.length).toBeGreaterThanOrEqual(15);
});

describe('quick questions', () => {
  test('are ninety or more, of every kind, each with a hint, an answer and a reference', () => {
    expect(quick.length).toBeGreaterThanOrEqual(90);
    expect(new Set(quick.map(({ kind }) => kind))).toEqual(new Set(['choice', 'order', 'number', 'cloze']));
    for (const item of quick) {
      expect(item.hints.length, item.id).toBeGreaterThan(0);
      expect(item.answer, item.id).not.toBe('');
      expect(item.references.length, item.id).toBeGreaterThan(0);
    }
  });

  test('say of every choice why it is right or tempts', () => {
    for (const item of quick)
      if (item.kind === 'choice')
        for (const { why, text } of item.choices) expect(why, `${item.id}: ${text}`).not.toBe('');
  });

  const numbers = quick.filter((item) => item.kind === 'number');
  test.each(numbers.map((item) => [item.id, item] as const))(
    '%s: answer and worked solution agree',
    (_, item) => {
      const { tolerance } = item.number;
      for (let seed = 0; seed < 200; seed++) {
        const { value = Number.NaN, item: dealt } = deal(item, String(seed));
        expect(Number.isFinite(value)).toBe(true);
        expect(Math.abs(value)).toBeLessThan(1e10);
        const room = tolerance.relative ? Math.abs(value) * tolerance.amount : tolerance.amount;
        const shown = figuresIn(dealt.answer);
        expect(
          shown.some((figure) => Math.abs(figure - value) <= room),
          `${value} in: ${dealt.answer}`,
        ).toBe(true);
        for (const text of [dealt.prompt, dealt.answer, ...dealt.hints]) expect(text).not.toContain('{{');
      }
    },
  );
});

const figuresIn = (text: string): number[] =>
  [...text.replace(/(?<=\d),(?=\d{3})/g, '').matchAll(/[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)].map(([figure]) =>
    Number(figure.replace('−', '-')),
  );

describe('guides and careers', () => {
  test('every skill that a question names has a guide, and every career a page', () => {
    const skills = new Set(items.flatMap((item) => item.skills));
    expect(library.guides.map(({ id }) => id).sort()).toEqual([...skills].sort());
    const careers = new Set(items.flatMap((item) => item.careers));
    expect(library.careers.map(({ id }) => id).sort()).toEqual([...careers].sort());
    for (const career of library.careers)
      for (const skill of career.skills) expect([...skills]).toContain(skill);
  });

  test('each guide has its parts', () => {
    for (const { id, text, questions, scenarios } of library.guides) {
      const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
      for (const part of ['What it is', 'Why it matters', 'Frameworks', 'Tools', 'Worked examples'])
        expect(headings, id).toContain(part);
      for (const part of ['Common mistakes', 'Practise next']) expect(headings, id).toContain(part);
      expect(questions).toHaveLength(2);
      expect(scenarios).toHaveLength(3);
    }
  });
});

interface Coverage {
  readonly elements: readonly {
    readonly from: string;
    readonly element: string;
    readonly in: string;
    readonly says: string;
  }[];
}
const { elements } = parse(readFileSync(join(root, 'questions', 'coverage.yaml'), 'utf8')) as Coverage;

const pointsOf = ({ keyPoints }: Item | FollowUp): string[] => keyPoints.map(({ text }) => text);
/** Everything that an item teaches. */
const taughtBy = (item: Item): string =>
  [
    item.title,
    item.prompt,
    item.answer,
    item.anatomy,
    item.rubric,
    ...pointsOf(item),
    ...item.followUps.flatMap((next) => [next.prompt, next.answer, ...pointsOf(next)]),
    ...(item.kind === 'choice' ? item.choices.flatMap(({ text, why }) => [text, why]) : []),
    ...(item.kind === 'order' ? item.order : []),
    ...(item.kind === 'cloze' ? [item.cloze] : []),
  ].join('\n');
const plain = (text: string): string => text.toLowerCase().replace(/[\s`*_]+/g, ' ');

describe('the coverage of the pages', () => {
  test('names elements of each of the fifty rows and of each guide', () => {
    const from = new Set(elements.map((each) => each.from));
    expect([...numbered(1, 50), ...library.guides.map(({ id }) => id)].filter((id) => !from.has(id))).toEqual(
      [],
    );
  });

  test.each(elements.map((each) => [`${each.from}: ${each.element}`, each] as const))(
    '%s is taught where it says',
    (_, { in: where, says }) => {
      const item = byId.get(where);
      const guide = library.guides.find(({ id }) => id === where);
      const text = item ? taughtBy(item) : guide?.text;
      expect(text, `there is no ${where}`).toBeDefined();
      expect(plain(text ?? '')).toContain(plain(says));
    },
  );
});

const pages = join(root, '..', 'shared', 'seeds');
describe.skipIf(!existsSync(pages))('beside the pages that it grew from', () => {
  const texts = existsSync(pages)
    ? readdirSync(pages).map((file) => readFileSync(join(pages, file), 'utf8'))
    : [];

  test('no run of eight words is shared', () => {
    const runs = (text: string): string[] => {
      const all = words(text);
      return all.slice(7).map((_, i) => all.slice(i, i + 8).join(' '));
    };
    const known = new Set(texts.flatMap(runs));
    const written = [
      ...items.map(
        (item) => [item.id, [taughtBy(item), ...item.hints, ...item.weakAnswers].join('\n')] as const,
      ),
      ...library.guides.map(({ id, text, summary }) => [id, `${summary}\n${text}`] as const),
      ...library.careers.map(({ id, summary }) => [id, summary] as const),
    ];
    expect(
      written.flatMap(([id, text]) =>
        runs(text)
          .filter((run) => known.has(run))
          .map((run) => [id, run]),
      ),
    ).toEqual([]);
  });

  test('every name that stands in their hints stands in the coverage', () => {
    // A name has a capital or a digit inside, or behind another word: DBSCAN, OpenTelemetry, Kafka Streams, 5 Whys.
    const names = texts.flatMap((text) =>
      [
        ...text.matchAll(
          /(?<=[a-z,(/;] ?)\b([A-Z][A-Za-z0-9-]*[A-Za-z0-9])\b|\b([A-Z]{2,}[a-z]*|[A-Z][a-z]+[A-Z]\w*)\b/g,
        ),
      ].map(([name]) => name),
    );
    const covered = plain(elements.map(({ element, says }) => `${element} ${says}`).join('\n'));
    const missing = [...new Set(names)].filter((name) => !covered.includes(name.toLowerCase()));
    expect(missing.filter((name) => !notTaught.has(name))).toEqual([]);
  });
});

// Words of the pages' own frame, and of their stories.
const notTaught = new Set<string>([
  'AI',
  'API',
  'CTR',
  'Guide',
  'Interview',
  'NLP',
  'Principal',
  'SaaS',
  'US',
]);
