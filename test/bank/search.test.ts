import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Library } from '../../src/bank/guide.ts';
import type { Item } from '../../src/bank/item.ts';
import { shuffled } from '../../src/bank/random.ts';
import { searchIn } from '../../src/bank/search.ts';
import { searchDocuments } from '../../src/bank/search-documents.ts';
import { indexText, wordsOf } from '../../src/bank/search-index.ts';
import { item, point } from '../builders.ts';

const bank = [
  item('slo-1', {
    title: 'Error budgets',
    prompt: 'A team has spent its budget. What now?',
    answer: 'Freeze the rollout of features, mend what burns.',
    skills: ['rca-causal-inference'],
    careers: ['aiops-engineer'],
  }),
  item('trace-1', {
    title: 'Sampling',
    prompt: 'When do you sample at the tail of a trace, and what does the collector need for it?',
    answer: 'When errors matter more than volume. The budget is memory.',
    hints: ['Think of what is kept'],
    keyPoints: [point('The load balancer keeps a trace together')],
    tags: ['OpenTelemetry'],
    skills: ['rca-causal-inference', 'observability'],
  }),
  item('k8s-1', { title: 'A pod that restarts', prompt: 'Why does Kubernetes kill it?', category: 'Größe' }),
];

const library: Library = { guides: [], careers: [] };
const find = (query: string, items: readonly Item[] = bank, limit?: number) =>
  searchIn(indexText(searchDocuments(items, library, [])), query, limit);

function ids(query: string, items?: readonly Item[]): string[] {
  const { found, results } = find(query, items);
  expect(found).toBe(results.length);
  return results.map(({ id }) => id);
}

describe('a search', () => {
  test.each([
    ['id', 'k8s-1'],
    ['title', 'restarts'],
    ['category', 'größe'],
    ['prompt', 'kill'],
  ])('finds a question by its %s', (_where, word) => {
    expect(ids(word)).toEqual(['k8s-1']);
  });

  test.each([
    ['hint', 'think'],
    ['key point', 'balancer'],
    ['answer', 'volume'],
    ['tag', 'opentelemetry'],
  ])('finds a question by a %s', (_where, word) => {
    expect(ids(word)).toEqual(['trace-1']);
  });

  test('finds the choices, the order and the gaps of a question', () => {
    const { kind: _open, ...common } = item('q');
    const each: Item[] = [
      { ...common, id: 'a', kind: 'choice', choices: [{ text: 'Flink', correct: true, why: '' }] },
      { ...common, id: 'b', kind: 'order', order: ['Drain', 'Parse'] },
      { ...common, id: 'c', kind: 'cloze', cloze: 'A {{watermark|mark}} is late.' },
    ];
    expect([ids('flink', each), ids('parse', each), ids('watermark', each)]).toEqual([['a'], ['b'], ['c']]);
  });

  test('finds careers and skills, and says how many questions name them', () => {
    expect(find('rca').results[0]).toEqual({
      type: 'skill',
      id: 'rca-causal-inference',
      title: 'rca-causal-inference',
      score: 100,
      excerpt: '2 questions',
    });
    expect(find('aiops engineer').results.map(({ type, id }) => [type, id])).toEqual([
      ['career', 'aiops-engineer'],
      ['question', 'slo-1'],
    ]);
  });

  test('wants every word, in whatever order', () => {
    expect(ids('budget tail')).toEqual(['trace-1']);
    expect(ids('tail budget')).toEqual(['trace-1']);
    expect(ids('budget kubernetes')).toEqual([]);
  });

  test('takes the beginning of a word for the word, but no single letter', () => {
    expect(ids('kuber')).toEqual(['k8s-1']);
    expect(ids('ku')).toEqual(['k8s-1']);
    expect(ids('k')).toEqual([]);
  });

  test.each([
    'kubernets',
    'kuberentes',
    'kubbernetes',
    'kybernetes',
    'Kubrnetis',
    'restrats',
    'kell',
    'größte',
  ])('sees through the slip in %j', (query) => {
    expect(ids(query)).toEqual(['k8s-1']);
  });

  test('takes no word for a slip that something begins with, no number, and nothing far off', () => {
    expect(ids('sampling')).toEqual(['trace-1']);
    expect(ids('rastortz')).toEqual([]);
    expect(ids('trucu')).toEqual([]);
    expect(ids('p9998', [item('q', { title: 'p9999' })])).toEqual([]);
    expect(ids('zzzzzz')).toEqual([]);
    expect(ids('')).toEqual([]);
    expect(ids('?!')).toEqual([]);
    expect(find('anything', [])).toEqual({ found: 0, results: [] });
  });
});

describe('the ranking', () => {
  const inBody = item('body', { answer: 'Kafka kafka kafka: kafka.', prompt: 'kafka?', hints: ['kafka'] });

  test('puts title and id before names, and names before the body', () => {
    const named = item('name', { tags: ['kafka'] });
    const all = [inBody, named, item('titled', { title: 'What is Kafka to you?' }), item('kafka-1')];
    expect(ids('kafka', all).slice(0, 2).sort()).toEqual(['kafka-1', 'titled']);
    expect(ids('kafka', all).slice(2)).toEqual(['name', 'body']);
  });

  test('puts whole words before beginnings', () => {
    const all = [item('long', { title: 'Logging' }), item('short', { title: 'Log' })];
    expect(ids('log', all)).toEqual(['short', 'long']);
    const many = Array.from({ length: 300 }, (_, i) => item(`long-${i}`, { title: 'Logging' }));
    expect(ids('log', [...many, ...all])[0]).toBe('short');
  });

  test('gives the best 100, nobody more than the one before, and keeps the order of equals', () => {
    const all = [inBody, item('kafka-2'), item('kafka-1'), ...bank];
    const { results } = find('kafka', all);
    expect(results.map(({ id }) => id)).toEqual(['kafka-2', 'kafka-1', 'body']);
    expect(results[0]?.score).toBe(100);
    expect(results[1]?.score).toBe(100);
    expect(results[2]?.score).toBeLessThan(100);
    expect(results[2]?.score).toBeGreaterThan(0);
  });

  test('holds for thousands: all are found, in one order whatever the limit', () => {
    const all = Array.from({ length: 1000 }, (_, i) =>
      item(`q-${i}`, { title: i % 7 === 0 ? 'Lag' : 'Other', answer: `lag ${'lag '.repeat(i % 5)}` }),
    );
    const { found, results } = find('lag', all);
    expect(found).toBe(1000);
    expect(new Set(results.map(({ id }) => id)).size).toBe(1000);
    const scores = results.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(Math.min(...scores)).toBeGreaterThan(0);
    // From the two hundredth on they are ranked coarsely, on the same scale.
    expect(scores[200]).toBe(scores[199]);
    expect(scores.at(-1)).toBeLessThan(scores[200] ?? 0);
    expect(results.slice(0, 143).every(({ title }) => title === 'Lag')).toBe(true);
    expect(find('lag', all, 20)).toEqual({ found: 1000, results: results.slice(0, 20) });
  });
});

describe('whatever the bank,', () => {
  const aWord = fc.constantFrom(
    'kafka',
    'lag',
    'lagoon',
    'slo',
    'übung',
    'p99',
    'broker',
    'ab',
    'a',
    'トレース',
  );
  const aText = fc.array(aWord, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
  const aBank = fc
    .array(
      fc.record({ title: aText, prompt: aText, answer: aText, tags: fc.array(aWord, { maxLength: 2 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((all) => all.map((over, i) => item(`id${i}`, { ...over, hints: [], keyPoints: [] })));

  test('known words find exactly the questions in which each begins a word', () => {
    fc.assert(
      fc.property(aBank, fc.array(aWord, { minLength: 1, maxLength: 3 }), (all, words) => {
        const known = all.flatMap(textOf);
        fc.pre(words.every((word) => known.some((other) => begins(other, word))));
        const expected = all.filter((one) =>
          words.every((word) => textOf(one).some((other) => begins(other, word))),
        );
        expect(ids(words.join(' '), all).sort()).toEqual(expected.map(({ id }) => id).sort());
      }),
    );
  });

  test('a question is found by the words of its title in any order and any case', () => {
    fc.assert(
      fc.property(aBank, fc.nat(), (all, n) => {
        const wanted = all[n % all.length] as Item;
        const words = shuffled(wordsOf(wanted.title), () => (n % 7) / 7);
        expect(ids(words.join(' ').toUpperCase(), all)).toContain(wanted.id);
      }),
    );
  });

  const textOf = ({ id, title, category, tags, prompt, answer }: Item): string[] =>
    wordsOf([id, title, category, ...tags, prompt, answer].join(' '));
  const begins = (other: string, word: string): boolean =>
    word.length > 1 ? other.startsWith(word) : other === word;
});

describe('what is shown', () => {
  test('is an id that `show` takes: the full one where two packs have it', () => {
    const both = [item('q-1'), item('q-1', { pack: 'mine' }), item('q-2')];
    expect(ids('title', both)).toEqual(['pack/q-1', 'mine/q-1', 'q-2']);
  });

  test('is a line of the prompt around the word, without the signs of Markdown, and never the answer', () => {
    const excerpt = (prompt: string, query: string) =>
      find(query, [item('q', { prompt, answer: 'Secret' })]).results[0]?.excerpt;
    expect(excerpt('# Lag\n\nA *slow* `consumer`\nlags.', 'lags')).toBe('Lag A slow consumer lags.');
    expect(excerpt('Short.', 'secret')).toBe('Short.');
    const long = `${'many words before it and '.repeat(8)}then the needle ${'and many words after it '.repeat(8)}`;
    const line = excerpt(long, 'needle') ?? '';
    expect(line).toMatch(/^…\S.*needle.*\S…$/);
    expect(line.length).toBeLessThanOrEqual(72);
    expect(excerpt(long, 'secret')).toMatch(/^many words .*…$/);
  });

  test('is at most 72 characters, whatever the prompt', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300 }), fc.nat(300), (text, at) => {
        const prompt = `${text.slice(0, at)} needle ${text.slice(at)}`;
        const [result] = find('needle', [item('q', { prompt })]).results;
        expect(result?.excerpt.length).toBeLessThanOrEqual(72);
        expect(result?.excerpt).not.toMatch(/\n/);
      }),
    );
  });
});

test('an index is ASCII, so that it can be kept as it is', () => {
  expect(indexText(searchDocuments(bank, library, []))).toMatch(/^[\n -~]*$/);
});
