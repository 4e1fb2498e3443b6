import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/bank/item.ts';
import { similarityWatch } from '../../src/content/similar.ts';
import { item } from '../builders.ts';

/** Each question that is like an earlier one. */
function similarQuestions(items: readonly Item[]) {
  const similarTo = similarityWatch();
  return items.flatMap((each) => {
    const similar = similarTo(each);
    return similar ? [{ item: each, ...similar }] : [];
  });
}

const asked = (prompt: string, i = 0): Item => item(`q${i}`, { prompt });
const pairs = (...prompts: string[]): string[] =>
  similarQuestions(prompts.map(asked)).map(
    ({ item: a, other, same }) => `${a.id} ${same ? '=' : '~'} ${other.id}`,
  );

const setting =
  'Two days after payments moved to a new region, your detector opens 140 incidents a night. What changed for it, and what did not change for the customers?';

describe('a question is like an earlier one', () => {
  test('when it has the same words, whatever stands between them', () => {
    expect(pairs('What is SLO burn?', 'something else', 'what is **SLO** “burn”')).toEqual(['q2 = q0']);
    expect(pairs('p', 'p', 'P.')).toEqual(['q1 = q0', 'q2 = q0']);
  });

  test('when only a word or two of many differ', () => {
    expect(pairs(setting, setting.replace('140', '200'))).toEqual(['q1 ~ q0']);
    expect(pairs(setting, setting.replace('your detector', 'the old detector'))).toEqual(['q1 ~ q0']);
    expect(pairs(setting, `${setting} Say it in three sentences.`)).toEqual(['q1 ~ q0']);
  });

  test('but not when it shares a setting and asks another thing', () => {
    const other = setting.replace(
      /What changed.*/,
      'How would you tell the team, and which of them first, before the audit?',
    );
    expect(pairs(setting, other)).toEqual([]);
    expect(pairs('What is a span?', 'What is a trace?', 'What is a metric?')).toEqual([]);
  });

  test('with the nearest of them named, once', () => {
    const near = setting.replace('140', '200');
    expect(pairs(setting, 'x', near, near.replace('night', 'day'))).toEqual(['q2 ~ q0', 'q3 ~ q2']);
  });

  test('by what a quick question is made of, not by its prompt alone', () => {
    const choice = (id: string, ...texts: string[]): Item => ({
      ...item(id, { prompt: 'Which of these holds?' }),
      kind: 'choice',
      choices: texts.map((text, i) => ({ text, correct: i === 0, why: '' })),
    });
    const cloze = (id: string, text: string): Item => ({
      ...item(id, { prompt: 'Fill it in.' }),
      kind: 'cloze',
      cloze: text,
    });
    const questions = [
      choice('a', 'rate of a counter', 'rate of a gauge'),
      choice('b', 'the mean of percentiles', 'the sum of histograms'),
      cloze('c', 'A {{span}} has a parent.'),
      cloze('d', 'A {{trace}} is a tree of spans.'),
      choice('e', 'rate of a counter', 'rate of a gauge!'),
    ];
    expect(similarQuestions(questions).map(({ item: a, other }) => [a.id, other.id])).toEqual([['e', 'a']]);
  });

  test('when one word of thirty or more is changed, wherever it stands', () => {
    const word = fc.stringMatching(/^[a-z]{6,9}$/);
    const law = fc.tuple(fc.uniqueArray(word, { minLength: 30, maxLength: 60 }), fc.nat());
    fc.assert(
      fc.property(law, ([words, n]) => {
        const changed = words.with(n % words.length, 'changed');
        expect(pairs(words.join(' '), changed.join(' '))).toEqual(['q1 ~ q0']);
      }),
    );
  });
});

test('ten thousand questions of which many are alike are compared within seconds', () => {
  const questions = Array.from({ length: 10_000 }, (_, i) =>
    asked(
      `${setting} ${i % 3 === 0 ? `case ${i}` : `${i} ${i * 7} ${i * 13} ${i * 17} ${i * 19} `.repeat(12)}`,
      i,
    ),
  );
  const start = performance.now();
  expect(similarQuestions(questions).length).toBeGreaterThan(3000);
  expect(performance.now() - start).toBeLessThan(8000);
}, 30_000);
