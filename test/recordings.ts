// Recorded incidents as folders, small enough to reckon by hand.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes files into a folder, and the folders that they need. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** Rows of one metric, `from` being when the first begins: a column a node. */
const petShopRows = (
  nodes: readonly string[],
  metric: string,
  from: number,
  rows: readonly (readonly number[])[],
): string =>
  [
    ['microservice', ...nodes],
    ['metric', ...nodes.map(() => metric)],
    ['statistic', ...nodes.map(() => 'Average')],
    ['unix_timestamp', ...nodes.map(() => '')],
    ...rows.map((row, i) => [from + 300 * i, ...row]),
  ]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');

const nodes = ['front', 'api', 'db'];
const calm = [
  [1, 2, 3],
  [2, 3, 4],
  [1, 2, 3],
  [2, 3, 4],
];

/**
 * PetShop's layout with two incidents of the calls front → api → db: in the first the database is slow and all
 * that call it; in the second the api alone.
 */
export const petShopFiles = (): Record<string, string> => ({
  'graph.csv': ',front,api,db\nfront,0.0,1.0,0.0\napi,0.0,0.0,1.0\ndb,0.0,0.0,0.0\n',
  'noissue/metrics.csv': petShopRows(nodes, 'latency', 10_000, calm),
  'test/issue_2/metrics.csv': petShopRows(nodes, 'latency', 50_000, [
    [1, 2, 3],
    [30, 40, 20],
  ]),
  'test/issue_2/target.json': target('db'),
  'test/issue_10/metrics.csv': petShopRows(nodes, 'latency', 50_000, [
    [1, 2, 3],
    [30, 40, 4],
  ]),
  'test/issue_10/target.json': target('api'),
});

const target = (cause: string): string =>
  JSON.stringify({
    target: { node: 'front', metric: 'latency', agg: 'Average', timestamp: 50_400 },
    root_cause: { node: cause, metric: null },
  });

/** RCAEval's layout with one incident: the cart's processor, from second 106 on. */
export const rcaEvalFiles = (folder = 'cart_cpu/1'): Record<string, string> => ({
  [`${folder}/simple_metrics.csv`]: [
    'time,cart_cpu,cart_mem,db_cpu,web_latency-90',
    ...[0, 1, 2, 3, 4, 5].map((i) => `${100 + i},${1 + (i % 2)},5,${1 + (i % 2)},${1 + (i % 2)}`),
    '106,9,5,2,4',
    '107,9,5,1,4',
  ].join('\n'),
  [`${folder}/inject_time.txt`]: '106\n',
});
