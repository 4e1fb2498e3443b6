import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import schema from '../../schema/hotseat-drill.schema.json' with { type: 'json' };
import { drillJson } from '../../src/report/drill-json.ts';
import { mixed, outcome, report, wildReport } from './drill-builders.ts';

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
addFormats(ajv);
const validate = ajv.compile(schema);

const faults = (document: unknown) => (validate(document) ? [] : (validate.errors ?? []));

describe('the JSON of a drill', () => {
  test('is the document of the contract', () => {
    const document = JSON.parse(drillJson(mixed()));
    expect(document).toMatchObject({
      plan: 'daily',
      seed: 7,
      startedAt: '2026-11-21T09:00:00+01:00',
      complete: true,
      score: 43.3,
      failUnder: 80,
      passed: false,
      saved: true,
      byCategory: { Basics: { score: 71.7, items: 2 }, Advanced: { score: 15, items: 2 } },
    });
    expect(document.items[1]).toEqual({
      id: 'sre-002',
      pack: 'pack',
      title: 'Title of sre-002',
      category: 'Basics',
      kind: 'open',
      score: 63.3,
      grade: 'hard',
      hintsUsed: 2,
      seconds: 192,
      timedOut: true,
      skipped: false,
      matched: [],
      missed: [],
      remark: null,
      due: '2026-11-24T04:00:00+01:00',
    });
  });

  test('says why it did not pass', () => {
    expect(JSON.parse(drillJson(mixed())).reasons).toEqual([
      'The score, 43.3, is under 80.',
      'advanced: 15 is under 60.',
    ]);
  });

  test('has no time of a next review where none is known', () => {
    const { items } = JSON.parse(drillJson(report([outcome('a')], { due: new Map() })));
    expect(items[0].due).toBeNull();
  });

  test('keeps a category with a name that objects know', () => {
    const odd = report([outcome('a', { item: { category: '__proto__' } })]);
    expect(drillJson(odd)).toContain('"__proto__": {');
  });
});

describe('the published schema', () => {
  test('accepts results, whatever texts are in them', () => {
    expect(faults(JSON.parse(drillJson(mixed())))).toEqual([]);
    fc.assert(
      fc.property(wildReport, (wild) => {
        expect(faults(JSON.parse(drillJson(wild)))).toEqual([]);
      }),
    );
  });

  test('describes every key that there is', () => {
    const document = JSON.parse(drillJson(mixed()));
    expect(Object.keys(document).filter((key) => !(key in schema.properties))).toEqual([]);
    const item = schema.definitions.item.properties;
    expect(Object.keys(document.items[0]).sort()).toEqual(Object.keys(item).sort());
  });

  test.each([
    ['a missing key', { seed: undefined }],
    ['a time without offset', { startedAt: '2026-11-21T09:00:00' }],
    ['a score over 100', { score: 101 }],
    ['a text for a number', { failUnder: '80' }],
    ['an item without grade', { items: [{ id: 'a' }] }],
  ])('refuses %s', (_what, over) => {
    const document = JSON.parse(JSON.stringify({ ...JSON.parse(drillJson(mixed())), ...over }));
    expect(faults(document)).not.toEqual([]);
  });
});
