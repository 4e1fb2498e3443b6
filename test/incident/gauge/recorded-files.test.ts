import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvText } from '../../../src/bank/csv.ts';
import { UserError } from '../../../src/bank/user-error.ts';
import { csvLines, numberAt, risingTimes } from '../../../src/incident/gauge/numeric-csv.ts';
import {
  petShopCase,
  petShopGraph,
  petShopMetrics,
  petShopTarget,
} from '../../../src/incident/gauge/petshop.ts';
import {
  rcaEvalCase,
  rcaEvalMetrics,
  rcaEvalTime,
  rcaEvalTruth,
} from '../../../src/incident/gauge/rcaeval.ts';

const csv = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

test('a quoted cell may hold commas and quotes', () => {
  expect(csvLines('a,"b,""c""",,d\n\n"",2,3,"4"\n', 'x.csv')).toEqual([
    { file: 'x.csv', line: 1, cells: ['a', 'b,"c"', '', 'd'] },
    { file: 'x.csv', line: 3, cells: ['', '2', '3', '4'] },
  ]);
});

test('what the project writes as CSV is read back', () => {
  const text = fc
    .string({ unit: 'grapheme' })
    .filter((cell) => !/[\r\n]/.test(cell) && !/^[=+\-@\t]/.test(cell));
  fc.assert(
    fc.property(fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 }), (rows) => {
      const read = csvLines(csvText(rows).replaceAll('\r\n', '\n'), 'x.csv');
      expect(read.map(({ cells }) => cells)).toEqual(rows);
    }),
  );
});

test.each([
  ['1.5', 1.5],
  ['-2', -2],
  ['.5', 0.5],
  ['1e-3', 0.001],
  [' 7 ', 7],
  ['', NaN],
  ['nan', NaN],
  ['NaN', NaN],
  ['inf', NaN],
])('%j is the number %d', (cell, value) => {
  expect(numberAt({ file: 'x.csv', line: 1, cells: [cell] }, 0)).toBe(value);
});

test.each(['0x10', '1,5', 'six', '1e', '--1', '1 2', '١', 'true', '1_000'])('%j is no number', (cell) => {
  expect(() => numberAt({ file: 'x.csv', line: 9, cells: ['', cell] }, 1)).toThrow(/^x\.csv:9 cell 2 is/);
});

const twoNodes = [',a,b,a', 'metric,latency,latency,availability', 'statistic,Average,Average,Average'];

test.each([
  ['a line too short', () => csvLines('a,b\n1\n', 'x.csv'), /x\.csv:2 1 cells where the first line has 2/],
  ['a quote that does not close', () => csvLines('a,"b\n', 'x.csv'), /x\.csv:1 a quote/],
  ['text after a quote', () => csvLines('a,"b"c\n', 'x.csv'), /x\.csv:1 a quote/],
  ['times that fall', () => rcaEvalMetrics('time,a_x\n2,0\n1,0\n', 'x.csv'), /x\.csv:3 its time/],
  ['a time that is missing', () => rcaEvalMetrics('time,a_x\n,0\n', 'x.csv'), /x\.csv:2 its time/],
  ['milliseconds', () => rcaEvalMetrics('time,a_x\n1790000000000,0\n', 'x.csv'), /x\.csv:2 .*Unix seconds/],
  ['no time', () => rcaEvalMetrics('a_x\n0\n', 'x.csv'), /x\.csv:1 a column `time`/],
  ['an empty file', () => rcaEvalMetrics('', 'x.csv'), /x\.csv:1 a column `time`/],
  ['no row', () => petShopMetrics(csv(...twoNodes), 'm.csv'), /m\.csv:1 three header lines and a row/],
  ['a word among figures', () => petShopMetrics(csv(...twoNodes, '300,1,x,2'), 'm.csv'), /m\.csv:4 cell 3/],
  [
    'a column that stands twice',
    () => petShopMetrics(csv(',a,a', 'metric,latency,latency', 'statistic,p50,p50', '300,1,2'), 'm.csv'),
    /m\.csv:1 the column a latency p50 stands twice/,
  ],
  ['a graph of words', () => petShopGraph(csv(',a', 'a,yes'), 'g.csv'), /g\.csv:2 cell 2 is "yes"/],
  ['a target without a node', () => petShopTarget({ target: {} }, 't.json'), /t\.json lacks target\.node/],
  ['a target that is a list', () => petShopTarget([], 't.json'), /t\.json lacks/],
  ['no instant', () => rcaEvalTime('soon', 'inject_time.txt'), /inject_time\.txt:1 cell 1 is "soon"/],
  ['an empty instant', () => rcaEvalTime('', 'inject_time.txt'), /inject_time\.txt:1 Unix seconds/],
])('%s is refused with its place', (_, read, message) => {
  expect(read).toThrow(message);
  expect(read).toThrow(UserError);
});

test('whatever a file holds, it is read or refused, and nothing else is thrown', () => {
  const cell = fc.constantFrom(
    '1',
    '2.5',
    '',
    'nan',
    'time',
    'a_x',
    'b_y',
    '"',
    '"q"',
    'x',
    '1e400',
    '__proto__',
  );
  const file = fc
    .array(
      fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(',')),
      { maxLength: 6 },
    )
    .map((lines) => lines.join('\n'));
  let refused = 0;
  fc.assert(
    fc.property(file, (text) => {
      for (const read of [rcaEvalMetrics, petShopMetrics, petShopGraph, rcaEvalTime]) {
        try {
          read(text, 'x.csv');
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
          refused++;
        }
      }
    }),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});

test('a graph names callers by row and callees by column', () => {
  const edges = petShopGraph(csv(',a,b,c', 'a,0.0,1.0,1.0', 'b,0.0,0.0,0.0', 'c,0.0,1.0,0.0'), 'graph.csv');
  expect(edges.map(({ caller, callee }) => `${caller}->${callee}`)).toEqual(['a->b', 'a->c', 'c->b']);
});

const target = { node: 'front', metric: 'latency', statistic: 'Average', at: 1000, cause: 'db' };

// Healthy: four rows. The incident: rows that begin at 600, 900 and 1200; the alert falls into the second.
const healthy = petShopMetrics(
  csv(
    ',front,db,db,new',
    'metric,latency,latency,latency,latency',
    'statistic,Average,Average,p99,Average',
    'unix_timestamp,,,,',
    '10,1,1,5,',
    '310,1,3,5,',
    '610,1,1,5,2',
    '910,1,3,5,2',
  ),
  'noissue/metrics.csv',
);
const metrics = petShopMetrics(
  csv(
    ',front,db,db,new',
    'metric,latency,latency,latency,latency',
    'statistic,Average,Average,p99,Average',
    '600,1,77,5,2',
    '900,9,8,5,2',
    '1200,9,9,5,2',
  ),
  'metrics.csv',
);

test("a PetShop case has the symptom's own metric and statistic, and starts with the row that the alert falls into", () => {
  const of = petShopCase(target, [], healthy, metrics);
  expect(of.series.map(({ entity, values }) => [entity, [...values]])).toEqual([['db', [1, 3, 1, 3, 8, 9]]]);
  expect(of).toMatchObject({ breach: 4, symptom: { node: 'front', direction: 'up' } });
});

test("the symptom's node and nodes with fewer than four healthy rows are left out", () => {
  expect(petShopCase(target, [], healthy, metrics).entities).toEqual(['db']);
});

test('availability is worse when it falls, and its interquartile range of zero counts as a thousandth', () => {
  const rows = (text: string) =>
    petShopMetrics(csv(',a', 'metric,availability', 'statistic,Average', ...text.split(' ')), 'm.csv');
  const of = petShopCase(
    { ...target, metric: 'availability' },
    [],
    rows('10,100 310,100 610,100 910,100'),
    rows('1200,99'),
  );
  expect(of.series[0]).toMatchObject({ direction: 'down', zeroIqr: 0.001 });
  expect(of.symptom).toMatchObject({ direction: 'down' });
});

test('an alert after the last row leaves nothing abnormal', () => {
  const of = petShopCase({ ...target, at: 5000 }, [], healthy, metrics);
  expect(of.series.map(({ values }) => values.length)).toEqual([4]);
});

const recorded = rcaEvalMetrics(
  csv('time,cart_cpu,cart_latency-90,db_mem,uptime', '100,1,2,3,4', '101,1,2,3,4', '102,9,2,3,4'),
  'data.csv',
);

test("RCAEval's columns are a service and a metric, split at the first underscore", () => {
  expect(recorded.series.map(({ node, metric }) => `${node} ${metric}`)).toEqual([
    'cart cpu',
    'cart latency-90',
    'db mem',
  ]);
});

test('an RCAEval case splits at the injection and ranks services by all their metrics', () => {
  const of = rcaEvalCase(recorded, 102);
  expect(of).toMatchObject({ breach: 2, entities: ['cart', 'db'], edges: [] });
  expect(of.symptom).toBeUndefined();
  expect(rcaEvalCase(recorded, 900).breach).toBe(3);
});

test("the truth is in the folder's name, if that names a service of the recording", () => {
  expect(rcaEvalTruth('cart_cpu', recorded)).toEqual({ cause: 'cart', fault: 'cpu' });
  expect(rcaEvalTruth('cart_packet_loss', recorded)).toEqual({ cause: 'cart', fault: 'packet_loss' });
  for (const name of ['cart', 'mars_cpu', 'export', '']) expect(rcaEvalTruth(name, recorded)).toBeUndefined();
});

test('rows are read in order of their times', () => {
  const rows = csvLines('5\n6\n7\n', 'x.csv');
  expect([...risingTimes(rows, 0)]).toEqual([5, 6, 7]);
});
