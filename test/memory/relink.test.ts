import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullId, type Item } from '../../src/bank/item.ts';
import { type Identity, lostIds, matchOrphans, orphansOf } from '../../src/memory/relink.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { pointKey } from '../../src/practice/grade.ts';
import { loadPack } from '../../src/storage/pack-files.ts';
import { item, relink, review } from '../builders.ts';
import { root } from '../pty.ts';

const shipped: readonly Item[] = loadPack(root).items;
const identity = (of: Item): Identity => ({
  id: fullId(of),
  title: of.title,
  points: of.keyPoints.map(pointKey),
});
const withoutPoints = (one: Identity): Identity => ({ ...one, points: [] });
const one = (id: string, title = '', points: readonly string[] = []): Identity => ({ id, title, points });

/** Titles of the shipped pack as an author might mend them, by the id of the question. */
const reworded: Readonly<Record<string, string>> = {
  'aiops-001': 'Can AIOps replace our 2,300 rules?',
  'aiops-009': 'From 19 of 30 pages to 17 of 95',
  'aiops-017': 'The host name that belonged to someone else',
  'aiops-025': 'Three hundred postmortems, the same certificate',
  'aiops-033': 'An auditor asks why the machine has acted',
  'aiops-041': 'The bot that mixed up two axle counters',
  'causal-fork-chain-collider': 'Three shapes in causal graphs',
  'causal-refuter-meaning': 'All three refuters have passed',
  'obs-otel-parts': 'Who depends on whom in OpenTelemetry',
  'obs-flame-graph-reading': 'The flame graph of a slow service',
  'model-unsupervised-detectors': 'Detectors that need no labels',
  'model-recall-at-k': 'What a better reranker could still gain',
  'method-outage-order': 'From the alarm to the published review',
  'method-star-story': 'Tell it so that one can follow',
  'slo-requests-or-windows': 'Thirty dead minutes in the night',
  'slo-incident-roles': 'Two people restarted the same service',
  'stream-kafka-order': 'What the reading order proves',
  'stream-cold-start': 'The first request after a silent night',
  'stream-agent-guardrails': 'A log line that gives orders',
};

describe('a question of the shipped pack', () => {
  const all = shipped.map(identity);

  test('is never taken for another one, whichever of them is lost', () => {
    for (const lost of all) {
      const others = all.filter((other) => other !== lost);
      expect(matchOrphans([lost], others).sure, lost.title).toEqual([]);
    }
  });

  test('is found by its points, whatever its title and its id', () => {
    for (const lost of all.filter(({ points }) => points.length >= 2)) {
      const moved = { ...lost, id: 'builtin/moved', title: 'Something else' };
      const others = all.filter((other) => other !== lost);
      expect(matchOrphans([lost], [...others, moved]).sure.map(({ to }) => to.id)).toEqual(['builtin/moved']);
    }
  });

  test.each(Object.entries(reworded))('%s is found by a title that was mended: %s', (id, title) => {
    const lost = withoutPoints(all.find((of) => of.id === `builtin/${id}`) as Identity);
    const others = all.filter((of) => of.id !== lost.id).map(withoutPoints);
    const { sure, likely } = matchOrphans([lost], [...others, one('builtin/new', title)]);
    // A mended title is linked, or shown first; it is never linked with another question.
    expect([...sure, ...likely].map(({ to }) => to.id)).toEqual(['builtin/new']);
  });
});

describe('a history without a question', () => {
  test('is one of a pack that is loaded, whose item is not in it', () => {
    const log = ['pack/a', 'pack/gone', 'other/b'].map((id) => review(id, { item: id }));
    expect([...lostIds([item('a')], foldLog(log))]).toEqual(['pack/gone']);
    expect([
      ...lostIds([item('a')], foldLog([...log, relink('l', 'pack/gone', 'pack/a', { t: 1 })])),
    ]).toEqual([]);
  });

  test('is known by the title and the points that its reviews hold', () => {
    const log = [
      review('a', { item: 'pack/gone', title: 'What was it?', covered: ['x'], missed: ['y'] }),
      review('b', { item: 'pack/gone', t: 1, covered: ['y', 'z'] }),
    ];
    expect(orphansOf(log, new Set(['pack/gone']))).toEqual([
      one('pack/gone', 'What was it?', ['x', 'y', 'z']),
    ]);
  });

  test('goes to a question of its own pack only', () => {
    const lost = one('pack/old', 'The very same title', ['x', 'y']);
    const elsewhere = one('other/new', 'The very same title', ['x', 'y']);
    expect(matchOrphans([lost], [elsewhere])).toEqual({ sure: [], likely: [], lost: [lost] });
  });

  test('is only shown where two questions are as like it', () => {
    const lost = one('pack/old', 'Where did the minutes go?');
    const twins = [one('pack/a', 'Where did the minutes go?'), one('pack/b', 'Where did the minutes go')];
    expect(matchOrphans([lost], twins)).toMatchObject({ sure: [], likely: [{ to: { id: 'pack/a' } }] });
  });

  test('leaves a question to the one that is more like it', () => {
    const [better, worse] = [one('pack/x', 'Alerts by night'), one('pack/y', 'Alerts by day and night')];
    const { sure, likely, lost } = matchOrphans([worse, better], [one('pack/new', 'Alerts by night!')]);
    expect(sure.map(({ from }) => from.id)).toEqual(['pack/x']);
    expect([...likely.map(({ from }) => from), ...lost]).toEqual([worse]);
  });

  test('is compared by what is behind the name that all stages of a scenario share', () => {
    const lost = one('pack/s/a', 'A long name of a scenario: The night');
    expect(matchOrphans([lost], [one('pack/s/b', 'A long name of a scenario: A review')]).sure).toEqual([]);
    expect(
      matchOrphans([lost], [one('pack/s/b', 'A long name of a scenario: The nights')]).sure,
    ).toHaveLength(1);
  });
});

test('each history and each question is in one place at most', () => {
  const some = (prefix: string) =>
    fc
      .array(
        fc.tuple(fc.constantFrom('alerts by night', 'alerts by day', 'pages'), fc.subarray(['x', 'y', 'z'])),
        {
          maxLength: 6,
        },
      )
      .map((list) => list.map(([title, points], i) => one(`pack/${prefix}${i}`, title, points)));
  fc.assert(
    fc.property(some('old'), some('new'), (orphans, fresh) => {
      const { sure, likely, lost } = matchOrphans(orphans, fresh);
      const placed = [...sure.map(({ from }) => from), ...likely.map(({ from }) => from), ...lost];
      expect(placed.map(({ id }) => id).sort()).toEqual(orphans.map(({ id }) => id).sort());
      expect(new Set(sure.map(({ to }) => to.id)).size).toBe(sure.length);
    }),
  );
});
