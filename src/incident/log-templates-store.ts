import { idOf, inStep, type LineKind, type LogSource, overMs, percent, tail } from './log-kind.ts';
import type { Edge, Node } from './world.ts';

const tables = ['entries', 'items', 'line_items', 'balances', 'assignments', 'events', 'snapshots'];

/** Queries over this many times the usual rows are slow; waits and disk operations over these seconds too. */
const slowRows = 8;
const slowLock = 0.02;
const slowDisk = 0.03;

/** What a database or a queue writes about slow work. */
export function storeLines(source: LogSource): LineKind[] {
  const { node, run, words, kept } = source;
  const table = words.pick('table', tables);
  return [
    ...(node.kind === 'database' ? slowQueries(source, table) : []),
    {
      severity: 'WARN',
      template: `<*> ms waiting for a lock on ${table}, held by session <*>`,
      needs: run.locks,
      expected: (step) => inStep(run.rate[step]) * kept * tail(run.locks[step] ?? 0, slowLock),
      figures: (step, draw) => [overMs(run.locks[step] ?? 0, slowLock, draw(0)), Math.ceil(draw(1) * 400)],
    },
    {
      severity: 'WARN',
      template: 'fsync took <*> ms',
      needs: run.io,
      expected: (step) => 8 * tail(run.io[step] ?? 0, slowDisk),
      figures: (step, draw) => [overMs(run.io[step] ?? 0, slowDisk, draw(0))],
    },
    {
      severity: 'WARN',
      template: '<*> % of the data volume in use',
      expected: (step) => ((run.disk[step] ?? 0) > 0.85 ? 0.5 : 0),
      figures: (step) => [percent(run.disk[step])],
    },
    {
      severity: 'WARN',
      template: 'one partition takes <*> times its share of the load',
      expected: (step) => ((run.skew[step] ?? 0) > 1.8 ? 0.5 : 0),
      figures: (step) => [(run.skew[step] ?? 0).toFixed(1)],
    },
  ];
}

/** Slow queries by who asked: rows looked at are taken as exponential. */
function slowQueries({ incident, index, node, run, kept }: LogSource, table: string): LineKind[] {
  const { world } = incident;
  return (world.incoming[index] ?? []).map((e) => {
    const out = incident.run.edges[e];
    const client = world.nodes[(world.edges[e] as Edge).caller] as Node;
    const rows = (step: number, draw: number): number =>
      Math.round(slowRows * node.rows - Math.log(draw) * (out?.rows[step] ?? 0));
    const seconds = (step: number, draw: number): number =>
      ((run.work[step] ?? 0) * rows(step, draw)) / Math.max(1, run.rows[step] ?? 1);
    return {
      severity: 'WARN',
      template: `slow query of ${client.name}: <*> ms, <*> rows examined in ${table}`,
      expected: (step) => inStep(out?.rate[step]) * kept * tail(out?.rows[step] ?? 0, slowRows * node.rows),
      figures: (step, draw) => [Math.round(seconds(step, draw(0)) * 1000), rows(step, draw(0))],
    };
  });
}

const lateSeconds = 30;

/** What a broker writes about messages. */
export const queueLines = ({ run }: LogSource): LineKind[] => [
  {
    severity: 'WARN',
    template: 'message <*> failed and is handed out again, delivery <*>',
    expected: (step) => Math.min(20, inStep(run.redelivered[step])),
    figures: (_, draw) => [idOf(draw(0)), 2 + Math.floor(-3 * Math.log(draw(1)))],
  },
  {
    severity: 'WARN',
    template: 'oldest message is <*> s old, <*> wait',
    expected: (step) => ((run.age[step] ?? 0) > lateSeconds ? 0.5 : 0),
    figures: (step) => [Math.round(run.age[step] ?? 0), Math.round(run.backlog[step] ?? 0)],
  },
];
