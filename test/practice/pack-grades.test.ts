// The shipped pack and the grader test each other: what a question calls good, weak or another matter must be
// graded so, and the grader must agree with the examiner of the calibration sets.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Level, levelOf, type Pair, weightedKappa } from '../../calibration/agreement.ts';
import type { Item } from '../../src/bank/item.ts';
import { deal } from '../../src/practice/deal.ts';
import { mark } from '../../src/practice/mark.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { root } from '../pty.ts';

const open = loadPack(root).items.filter(({ kind, keyPoints }) => kind === 'open' && keyPoints.length > 0);
const score = (item: Item, text: string) => mark(deal(item, ''), { type: 'text', text }).score;

describe.each(open.map((item) => [item.id, item] as const))('%s', (_, item) => {
  test('its model answer scores 90 or more', () => {
    expect(score(item, item.answer)).toBeGreaterThanOrEqual(90);
  });

  test('its weak answers stay under 60', () => {
    for (const weak of item.weakAnswers) expect(score(item, weak)).toBeLessThan(60);
  });

  test('no model answer of another question passes', () => {
    const passing = open.filter((other) => other !== item && score(item, other.answer) >= 50);
    expect(passing.map(({ id }) => id)).toEqual([]);
  });

  test('its accepted wordings as a list, its prompt and its hints do not pass', () => {
    const wordings = item.keyPoints.flatMap(({ accept }) => accept.map(([first = '']) => first));
    const lists = [', ', '; ', '. ', '\n', '\n- '].map((between) => wordings.join(between));
    for (const text of [...lists, item.prompt, ...item.hints, item.hints.join(' ')])
      expect(score(item, text), text).toBeLessThanOrEqual(40);
    // Without a single stop it looks more like speech.
    expect(score(item, wordings.join(' '))).toBeLessThan(50);
  });
});

describe('the labelled answers', () => {
  interface Labelled {
    readonly id: string;
    readonly kind: string;
    readonly mark: Level;
    readonly answer: string;
  }
  const file = new URL('../../calibration/labelled.yaml', import.meta.url);
  const scored = (parse(readFileSync(file, 'utf8')) as Labelled[]).flatMap((labelled) => {
    const item = open.find(({ id }) => id === labelled.id);
    return item ? [{ ...labelled, score: score(item, labelled.answer) }] : [];
  });

  test('agree with the examiner: quadratic-weighted kappa of 0.75 or more', () => {
    const pairs = scored.map(({ mark: human, score: machine }): Pair => [human, levelOf(machine)]);
    expect(pairs.length).toBeGreaterThanOrEqual(75);
    expect(weightedKappa(pairs)).toBeGreaterThanOrEqual(0.75);
  });

  test('pass neither as a keyword list nor as a fluent answer that is wrong', () => {
    for (const kind of ['list', 'wrong'])
      for (const answer of scored.filter((each) => each.kind === kind))
        expect(answer.score, `${answer.id} ${kind}`).toBeLessThan(50);
  });
});
