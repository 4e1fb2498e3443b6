import { idOf, inStep, isTurn, type LineKind, type LogSource, overMs, percent, tail } from './log-kind.ts';
import { queueLines, storeLines } from './log-templates-store.ts';
import { turnedTo } from './turned.ts';

/** What a node's log says of itself, beyond what it says every day. */
export const nodeLines = (source: LogSource): LineKind[] => [
  ...failureLines(source),
  ...limitLines(source),
  ...(source.node.kind === 'database' || source.node.kind === 'queue' ? storeLines(source) : []),
  ...(source.node.kind === 'queue' ? queueLines(source) : []),
  ...(source.node.kind === 'model' ? modelLines(source) : []),
];

const exceptions = [
  'NullPointerException',
  'KeyError',
  'IndexOutOfBoundsException',
  'AssertionError',
  'TypeError',
];
const functions = [
  'applyDiscounts',
  'parseFilters',
  'mergeItems',
  'resolveRegion',
  'roundTotals',
  'loadDefaults',
];

/** Requests that failed by the node's own doing: an error each. */
function failureLines({ index, run, words, kept, effects }: LogSource): LineKind[] {
  const failed = (share: number, step: number): number => inStep(run.rate[step]) * kept * share;
  const thrown = (step: number): number => turnedTo(effects, 'node', 'crash', index, step);
  const request = { figures: (_: number, draw: (index: number) => number) => [idOf(draw(0))] };
  return [
    {
      severity: 'ERROR',
      template: `${words.pick('exception', exceptions)} in ${words.pick('function', functions)}: request <*> failed`,
      expected: (step) => failed(thrown(step), step),
      tells: 'exception',
      ...request,
    },
    {
      severity: 'ERROR',
      template: 'request <*> aborted: stream closed',
      expected: (step) => failed(Math.max(0, (run.crash[step] ?? 0) - thrown(step)), step),
      tells: 'exception',
      ...request,
    },
    {
      severity: 'ERROR',
      template: 'request <*> rejected: <*> requests already waiting',
      needs: run.turnedAway,
      expected: (step) => failed(run.turnedAway[step] ?? 0, step),
      tells: 'overloaded',
      figures: (step, draw) => [idOf(draw(0)), Math.round(run.backlog[step] ?? 0)],
    },
    {
      severity: 'ERROR',
      template: 'write failed: no space left on device',
      needs: run.unstored,
      expected: (step) => failed(run.unstored[step] ?? 0, step),
      tells: 'no_space',
    },
    {
      severity: 'ERROR',
      template: 'accept failed: too many open files',
      needs: run.unopened,
      expected: (step) => failed(run.unopened[step] ?? 0, step),
      tells: 'too_many_open_files',
    },
  ];
}

/** Pauses are written down from this share of the time on. */
const notable = 0.02;
const pause = 0.6;
const handles = 4096;
const fullHeap = 0.8;
const longWait = 0.02;

/** What a node notices of its own limits. */
function limitLines({ node, index, run, kept }: LogSource): LineKind[] {
  const sometimes = (is: boolean): number => (is ? 0.5 : 0);
  return [
    {
      severity: 'WARN',
      template: 'stop-the-world pause of <*> ms',
      expected: (step) => (Math.max(0, (run.pause[step] ?? 0) - notable) * 15) / pause,
      figures: (step, draw) => [
        Math.round(pause * 1000 * (0.6 + 0.8 * draw(0)) * (1 + (run.pause[step] ?? 0))),
      ],
    },
    {
      severity: 'WARN',
      template: 'heap <*> % full',
      expected: (step) => sometimes((run.memory[step] ?? 0) > fullHeap * node.memoryLimit),
      figures: (step) => [percent((run.memory[step] ?? 0) / node.memoryLimit)],
    },
    {
      severity: 'WARN',
      template: 'previous container was killed: out of memory, exit code 137',
      needs: run.restarts,
      expected: (step) => run.restarts[step] ?? 0,
      exact: true,
    },
    {
      severity: 'WARN',
      template: `<*> of ${handles} file handles open`,
      expected: (step) => sometimes((run.handles[step] ?? 0) > 0.8 * handles),
      figures: (step) => [run.handles[step] ?? 0],
    },
    {
      severity: 'WARN',
      template: `<*> of ${node.replicas} replicas ready`,
      expected: (step) => sometimes((run.replicas[step] ?? 0) < node.replicas && node.kind !== 'queue'),
      figures: (step) => [run.replicas[step] ?? 0],
    },
    {
      severity: 'WARN',
      template: 'request waited <*> ms for a worker, <*> of <*> busy',
      needs: run.wait,
      expected: (step) => inStep(run.rate[step]) * kept * tail(run.wait[step] ?? 0, longWait),
      figures: (step, draw) => [
        overMs(run.wait[step] ?? 0, longWait, draw(0)),
        Math.round(run.busy[step] ?? 0),
        node.workers,
      ],
    },
    {
      severity: 'INFO',
      template: 'flag on for <*> % of requests in the last five minutes',
      needs: run.flagged,
      expected: (step) => ((run.flagged[step] ?? 0) > 0 && isTurn(step, 20, index) ? 1 : 0),
      exact: true,
      figures: (step) => [percent(run.flagged[step])],
    },
  ];
}

/** Every five minutes a model's monitoring writes down what it measured. */
function modelLines({ incident, index, run }: LogSource): LineKind[] {
  const { world } = incident;
  const now = (step: number): number => (isTurn(step, 20, index) ? 1 : 0);
  const stores = (world.outgoing[index] ?? []).flatMap((e) => {
    const callee = world.edges[e]?.callee ?? 0;
    return world.nodes[callee]?.kind === 'database' ? [callee] : [];
  });
  return [
    {
      severity: 'INFO',
      template: 'input drift since training: PSI <*>',
      expected: now,
      exact: true,
      figures: (step) => [(run.drift[step] ?? 0).toFixed(3)],
    },
    {
      severity: 'INFO',
      template: 'features against training: <*> standard deviations apart',
      expected: now,
      exact: true,
      figures: (step) => [(run.mismatch[step] ?? 0).toFixed(2)],
    },
    {
      severity: 'WARN',
      template: 'accelerator memory <*> % in use, batch of <*> split',
      expected: (step) => ((run.accelerator[step] ?? 0) > 0.9 ? 2 : 0),
      figures: (step, draw) => [percent(run.accelerator[step]), 8 * Math.ceil(4 * draw(0))],
    },
    ...stores.flatMap((store) => inputLines(incident, store, index)),
  ];
}

const day = 86_400;

/** What a model notices of a store that it reads. */
function inputLines({ world, run }: LogSource['incident'], store: number, index: number): LineKind[] {
  const name = world.nodes[store]?.name;
  const input = run.nodes[store];
  return [
    {
      severity: 'WARN',
      template: `<*> % of values from ${name} were empty`,
      expected: (step) => ((input?.nulls[step] ?? 0) > 0.015 ? 1 : 0),
      figures: (step) => [percent(input?.nulls[step])],
    },
    {
      severity: 'WARN',
      template: `what ${name} holds is <*> h old`,
      expected: (step) => ((input?.stale[step] ?? 0) > day / 24 && isTurn(step, 20, index) ? 1 : 0),
      exact: true,
      figures: (step) => [((input?.stale[step] ?? 0) / (day / 24)).toFixed(1)],
    },
  ];
}
