import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../src/bank/csv.ts';
import { foldLog } from '../../src/memory/schedule.ts';
import { reportCsv } from '../../src/report/report-csv.ts';
import { item, review, suspension } from '../builders.ts';
import { parseCsv } from './parse-csv.ts';
import { anySource } from './progress-histories.ts';

const aText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('"', ',', '\r', '\n', '\r\n', '=', '+', '-', '@', '\t', 'a', '漢', "'"))
    .map((all) => all.join('')),
);
const aField = fc.oneof(
  { weight: 4, arbitrary: aText },
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constant(null),
);

test('what is written is what is read back, but for an apostrophe before what a spreadsheet would calculate', () => {
  const aRow = fc.array(aField, { minLength: 1, maxLength: 6 });
  const expected = (field: string | number | null): string => {
    if (typeof field !== 'string') return field === null ? '' : String(field);
    return ['=', '+', '-', '@', '\t', '\r'].some((sign) => field.startsWith(sign)) ? `'${field}` : field;
  };
  fc.assert(
    fc.property(fc.array(aRow, { maxLength: 6 }), (rows) => {
      expect(parseCsv(csvText(rows))).toEqual(rows.map((row) => row.map(expected)));
    }),
    { numRuns: 500 },
  );
});

test('a negative number is a number, and no formula', () => {
  expect(csvText([[-1, '-1']])).toBe(`"-1","'-1"\r\n`);
});

test('no field that is a text begins with a sign of a formula', () => {
  fc.assert(
    fc.property(fc.array(aText, { minLength: 1 }), (row) => {
      for (const field of parseCsv(csvText([row]))[0]!) expect(field).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

test('the report has a line a question under a line of names, over any history', () => {
  fc.assert(
    fc.property(anySource, (source) => {
      const [head, ...lines] = parseCsv(reportCsv(source));
      expect(lines.map(([id]) => id)).toEqual(source.items.map(({ id }) => id));
      for (const line of lines) expect(line).toHaveLength(head!.length);
    }),
  );
});

test('a line of the report says how its question stands', () => {
  const items = [
    item('q', { title: '=1+1', category: 'a, "b"' }),
    item('new', { level: 'advanced' }),
    item('away', { pack: 'other' }),
  ];
  const records = [
    review('1', { day: 90, due: 93, seconds: 20, hintsUsed: 1, grade: 'again' }),
    review('2', { t: 1, day: 100, due: 140, seconds: 40 }),
    review('3', { t: 2, item: 'other/away', by: 'script' }),
    suspension('4', 'suspend', { t: 3, item: 'other/away' }),
  ];
  const settings = { retention: 0.9, fuzz: true };
  const schedule = foldLog(records, settings);
  const [head, ...lines] = parseCsv(
    reportCsv({ items, records, schedule, settings, now: 0, today: 100, zone: () => 0 }),
  );
  const [q, fresh, away] = lines.map((line) =>
    Object.fromEntries(line.map((field, i) => [head![i]!, field])),
  );
  expect(q).toMatchObject({
    ...{ id: 'q', pack: 'pack', category: 'a, "b"', level: 'beginner', kind: 'open', title: "'=1+1" },
    ...{ due: '1970-05-21', reviews: '2', accuracy: '0.5', meanSeconds: '30', hintsPerAnswer: '0.5' },
    ...{ retrievability: '1', lastReview: '1970-04-11' },
  });
  expect(Number(q!.stabilityDays)).toBeGreaterThan(0);
  expect(Number(q!.difficulty)).toBeGreaterThan(1);
  expect(fresh).toMatchObject({ due: 'new', level: 'advanced', reviews: '0', accuracy: '', lastReview: '' });
  expect(away).toMatchObject({ pack: 'other', due: 'suspended', reviews: '0' });
});

test('the time of an answer leaves out what was graded on paper, as the other formats do', () => {
  const records = [review('1', { seconds: 40 }), review('2', { t: 1, seconds: 0 })];
  const settings = { retention: 0.9, fuzz: true };
  const source = { items: [item('q')], records, schedule: foldLog(records), settings, now: 0, today: 100 };
  const [head, line] = parseCsv(reportCsv({ ...source, zone: () => 0 }));
  expect(line![head!.indexOf('meanSeconds')]).toBe('40');
});
