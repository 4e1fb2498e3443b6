import { idOf, isTurn, type LineDraw, type LineKind, type LogSource } from './log-kind.ts';
import { logMean, logVariance } from './lognormal.ts';
import { normalQuantile } from './normal.ts';
import type { NodeKind } from './world.ts';

/** What a node writes every day, whatever goes on: as much as its traffic, and none of it to blame. */
export function usualLines(source: LogSource): LineKind[] {
  const { node, words } = source;
  const others = words.shuffled('usual lines', usual[node.kind]).slice(0, 3);
  return [
    ...(access[node.kind] > 0 ? [accessLine(source, access[node.kind])] : []),
    ...others.map((line) => usualLine(source, line)),
    upLine(source),
  ];
}

/** Lines about requests in a step with usual traffic. */
const access: Readonly<Record<NodeKind, number>> = {
  service: 8,
  model: 6,
  database: 1.5,
  cache: 0,
  queue: 0,
  'third-party': 0,
};

/** A request and how long it took: one in so many is written down. */
function accessLine({ node, run }: LogSource, lines: number): LineKind {
  const status = (step: number, draw: number): number => (draw < (run.failure[step] ?? 0) ? 500 : 200);
  return {
    severity: 'INFO',
    template: node.kind === 'database' ? 'statement took <*> ms' : 'request <*>: status <*> in <*> ms',
    expected: (step) => (lines * (run.rate[step] ?? 0)) / node.rate,
    figures: (step, draw) => {
      const ms = duration(run.mean[step] ?? 0, run.sd[step] ?? 0, draw(0));
      return node.kind === 'database' ? [ms] : [idOf(draw(1)), status(step, draw(2)), ms];
    },
  };
}

/** Milliseconds of a lognormal duration, to a tenth. */
function duration(mean: number, sd: number, draw: number): string {
  if (!(mean > 0)) return '0.0';
  const variance = logVariance(mean, sd);
  const seconds = Math.exp(logMean(mean, variance) + Math.sqrt(variance) * normalQuantile(draw));
  const tenths = Math.round(seconds * 10_000);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

type Usual = Pick<LineKind, 'severity' | 'template'> & {
  /** Lines in a step. */
  readonly often: number;
  readonly figures?: (draw: LineDraw) => readonly (string | number)[];
};

const below =
  (...limits: readonly number[]) =>
  (draw: LineDraw): number[] =>
    limits.map((limit, i) => 1 + Math.floor(limit * draw(i)));

const inService: readonly Usual[] = [
  { severity: 'INFO', template: 'session <*> refreshed', often: 0.8, figures: (draw) => [idOf(draw(0))] },
  { severity: 'INFO', template: 'flushed <*> metrics in <*> ms', often: 0.5, figures: below(900, 30) },
  {
    severity: 'WARN',
    template: 'client closed request <*> early',
    often: 0.3,
    figures: (draw) => [idOf(draw(0))],
  },
  {
    severity: 'WARN',
    template: 'deprecated field in request <*>',
    often: 0.4,
    figures: (draw) => [idOf(draw(0))],
  },
  { severity: 'DEBUG', template: 'pool of <*> idle connections trimmed', often: 0.4, figures: below(12) },
  { severity: 'INFO', template: 'rotated log file <*>', often: 0.05, figures: below(400) },
  { severity: 'WARN', template: 'clock is <*> ms behind, slewing', often: 0.08, figures: below(9) },
];

/** What each kind of node has to say. */
const usual: Readonly<Record<NodeKind, readonly Usual[]>> = {
  service: inService,
  model: [
    ...inService,
    { severity: 'INFO', template: 'scored a batch of <*> in <*> ms', often: 2, figures: below(32, 40) },
  ],
  database: [
    {
      severity: 'INFO',
      template: 'checkpoint complete: <*> buffers written',
      often: 0.3,
      figures: below(4000),
    },
    { severity: 'INFO', template: 'autovacuum removed <*> dead rows', often: 0.4, figures: below(20_000) },
    { severity: 'INFO', template: 'connection authorized, session <*>', often: 1.2, figures: below(9000) },
    { severity: 'WARN', template: 'session <*> idle in transaction', often: 0.15, figures: below(9000) },
  ],
  cache: [
    { severity: 'INFO', template: 'background save of <*> keys done', often: 0.3, figures: below(90_000) },
    { severity: 'DEBUG', template: '<*> keys expired', often: 1.5, figures: below(700) },
    { severity: 'INFO', template: '<*> clients connected', often: 0.5, figures: below(60) },
  ],
  queue: [
    { severity: 'INFO', template: 'segment <*> rolled', often: 0.3, figures: below(4000) },
    {
      severity: 'INFO',
      template: 'consumer group rebalanced, generation <*>',
      often: 0.05,
      figures: below(90),
    },
    { severity: 'DEBUG', template: 'offsets committed up to <*>', often: 1.5, figures: below(900_000) },
  ],
  'third-party': [],
};

function usualLine({ words }: LogSource, { often, figures, ...text }: Usual): LineKind {
  const mean = often * words.between(text.template, 0.6, 1.4);
  return {
    ...text,
    expected: () => mean,
    ...(figures ? { figures: (_: number, draw: LineDraw) => figures(draw) } : {}),
  };
}

const upLine = ({ index, words }: LogSource): LineKind => {
  const days = words.whole('days up', 1, 40);
  return {
    severity: 'INFO',
    template: 'up for <*> min',
    expected: (step) => (isTurn(step, 40, index) ? 1 : 0),
    exact: true,
    figures: (step) => [days * 1440 + Math.floor(step / 4)],
  };
};
