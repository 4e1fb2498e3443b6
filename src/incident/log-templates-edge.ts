import type { AttemptReason } from './failure-reason.ts';
import { wayReasons } from './failure-reason.ts';
import { inStep, type LineKind, type LogSource, overMs, percent, tail } from './log-kind.ts';
import type { EdgeRun } from './run.ts';
import { turnedTo } from './turned.ts';
import type { Edge, Node } from './world.ts';

/** An edge as its caller's log sees it. */
interface Call {
  readonly source: LogSource;
  readonly index: number;
  readonly edge: Edge;
  readonly out: EdgeRun;
  readonly peer: string;
}

/** What a node's log says of its calls to others. */
export function edgeLines(source: LogSource): LineKind[] {
  const { world, run } = source.incident;
  return (world.outgoing[source.index] ?? []).flatMap((index) => {
    const edge = world.edges[index] as Edge;
    const peer = (world.nodes[edge.callee] as Node).name;
    const call: Call = { source, index, edge, out: run.edges[index] as EdgeRun, peer };
    return [...lostLines(call), ...retryLines(call), poolLine(call), resendLine(call), ...missLines(call)];
  });
}

/** What went wrong with an attempt, in words. */
const wordings: Readonly<Record<AttemptReason, (peer: string) => string>> = {
  name_not_resolved: (peer) => `lookup ${peer}: no such host`,
  connection_refused: (peer) => `connect to ${peer}: connection refused`,
  certificate: (peer) => `TLS handshake with ${peer}: certificate has expired`,
  unauthorized: (peer) => `${peer} answered 401: credential not accepted`,
  rate_limited: (peer) => `${peer} answered 429: rate limit exceeded`,
  malformed_answer: (peer) => `cannot decode the answer of ${peer}: unexpected field`,
  unreachable: (peer) => `connect to ${peer}: no route to host`,
  timeout: (peer) => `no answer from ${peer} within <*> ms`,
  upstream: (peer) => `${peer} answered 500`,
};

const reasons = Object.keys(wordings) as AttemptReason[];

/** The channel that counts a reason; the rest of the failures are answers of the callee. */
const channelOf = (reason: AttemptReason) =>
  reason === 'timeout' ? 'timedOut' : wayReasons.find(([, name]) => name === reason)?.[0];

/** By step, the share of failed attempts that fail for a reason. */
function mix({ out }: Call, reason: AttemptReason): (step: number) => number {
  const channel = channelOf(reason);
  const share = (step: number): number =>
    channel ? (out[channel][step] ?? 0) : Math.max(0, (out.failure[step] ?? 0) - known(out, step));
  return (step) => {
    const failure = out.failure[step] ?? 0;
    return failure > 0 ? share(step) / failure : 0;
  };
}

/** The share of attempts that fail for another reason than the callee's answer. */
function known(out: EdgeRun, step: number): number {
  let sum = out.timedOut[step] ?? 0;
  for (const [way] of wayReasons) sum += out[way][step] ?? 0;
  return sum;
}

const patience = ({ source, index, edge }: Call, step: number): number =>
  Math.round(edge.timeout * (1 - turnedTo(source.effects, 'edge', 'hurry', index, step)) * 1000);

const figuresOf = (call: Call, reason: AttemptReason) =>
  reason === 'timeout' ? { figures: (step: number) => [patience(call, step)] } : {};

/** Calls that failed for good: an error of the caller's own where it needs the answer, else a warning. */
function lostLines(call: Call): LineKind[] {
  const { source, edge, out, peer } = call;
  const lost = (step: number): number =>
    edge.critical ? blame(call, step) : (out.calls[step] ?? 0) * (out.lost[step] ?? 0);
  return reasons.map((reason) => {
    const share = mix(call, reason);
    return {
      severity: edge.critical ? 'ERROR' : 'WARN',
      template: `${edge.critical ? 'request failed' : `answered without ${peer}`}: ${wordings[reason](peer)}`,
      ...figuresOf(call, reason),
      needs: out[channelOf(reason) ?? 'failure'],
      tells: `${reason} ${peer}`,
      expected: (step) => {
        const part = share(step);
        return part > 0 ? inStep(source.run.rate[step]) * source.kept * lost(step) * part : 0;
      },
    };
  });
}

/** The share of its caller's requests that fail because of an edge. */
function blame({ source, index }: Call, step: number): number {
  const { world, run } = source.incident;
  const upstream = (source.run.failure[step] ?? 0) - (source.run.own[step] ?? 0);
  if (!(upstream > 0)) return 0;
  let all = 0;
  let own = 0;
  for (const e of world.outgoing[source.index] ?? []) {
    const out = run.edges[e];
    if (!world.edges[e]?.critical) continue;
    const weight = (out?.lost[step] ?? 0) * (out?.calls[step] ?? 0);
    all += weight;
    if (e === index) own = weight;
  }
  return all > 0 ? (upstream * own) / all : 0;
}

/** Attempts that failed and were made again. */
function retryLines(call: Call): LineKind[] {
  const { source, out, peer } = call;
  return reasons.map((reason) => {
    const share = mix(call, reason);
    return {
      severity: 'WARN',
      template: `${wordings[reason](peer)}; trying again`,
      ...figuresOf(call, reason),
      needs: out[channelOf(reason) ?? 'failure'],
      expected: (step) => {
        const attempts = out.attempts[step] ?? 1;
        if (attempts <= 1) return 0;
        return inStep(out.rate[step]) * (1 - 1 / attempts) * source.kept * share(step);
      },
    };
  });
}

const longWait = 0.02;

const poolLine = ({ source, edge, out, peer }: Call): LineKind => ({
  severity: 'WARN',
  template: `waited <*> ms for a connection to ${peer}, <*> of <*> in use`,
  needs: out.connectionWait,
  expected: (step) => inStep(out.rate[step]) * source.kept * tail(out.connectionWait[step] ?? 0, longWait),
  figures: (step, draw) => [
    overMs(out.connectionWait[step] ?? 0, longWait, draw(0)),
    Math.round(out.connections[step] ?? 0),
    edge.connections,
  ],
});

// The usual loss is not worth a line.
const resendLine = ({ source, out, peer }: Call): LineKind => ({
  severity: 'WARN',
  template: `<*> % of segments to ${peer} sent again`,
  expected: (step) => ((out.loss[step] ?? 0) > 0.005 ? 2 * source.kept * (out.loss[step] ?? 0) * 100 : 0),
  figures: (step, draw) => [percent((out.loss[step] ?? 0) * (0.8 + 0.4 * draw(0)))],
});

/** Misses are many even when all is well. */
const missesKept = 0.05;

/** What the cache before a store did not have. */
function missLines({ source, edge, out, peer }: Call): LineKind[] {
  if (edge.cache === undefined) return [];
  const cache = source.incident.world.nodes[edge.cache]?.name;
  return [
    {
      severity: 'DEBUG',
      template: `key <*> not in ${cache}, reading ${peer}`,
      expected: (step) => inStep(out.rate[step]) * source.kept * missesKept,
      figures: (_, draw) => [Math.floor(draw(0) * 1e6)],
    },
  ];
}
