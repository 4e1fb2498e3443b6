import { type Call, type Evidence, usualShare } from './evidence.ts';
import { meanAttempts } from './queueing.ts';
import { stepSeconds } from './signal.ts';

/** A value by step. */
type By = (step: number) => number;

/** What the model's equations make of a metric, from what is observed of its parents; none where these are not to be seen. */
export type Prediction<Of> = (evidence: Evidence, of: Of, seen: Float64Array) => By | undefined;

/** The mean over the part that is taken as usual. */
function usualOf(values: Float64Array): number {
  const last = Math.floor(values.length * usualShare);
  let total = 0;
  for (let step = 1; step < last; step++) total += values[step] as number;
  return total / (last - 1);
}

const by = (values: Float64Array | undefined): By => (values ? (step) => values[step] as number : () => 0);

/** CPU time goes with requests. */
export const cpuOfRequests: Prediction<string> = ({ series }, node) => {
  const requests = series('requests_total', node);
  return requests && ((step) => Math.max(1, requests[step] as number));
};

/** A replica's memory: a part of it goes with load (`node-load.ts`). */
export const memoryOfLoad: Prediction<string> = ({ series }, node) => {
  const requests = series('requests_total', node);
  const usual = requests ? usualOf(requests) : 0;
  return requests && ((step) => 0.94 + (0.06 * (requests[step] as number)) / Math.max(1, usual));
};

/** Garbage collection takes more as memory runs out (`node-answer.ts`). */
export const pauseOfMemory: Prediction<string> = ({ series }, node) => {
  const memory = by(series('memory_working_set_bytes', node));
  const limit = by(series('memory_limit_bytes', node));
  return (step) => {
    const full = Math.max(0, (memory(step) / limit(step) - 0.75) / 0.25);
    return 0.006 + 0.9 * full * full;
  };
};

/** Busy workers are rate × time (Little), of own work and of calls to others. */
export const busyOfLoad: Prediction<string> = (evidence, node) => {
  const requests = by(evidence.series('requests_total', node));
  const work = by(evidence.series('work_seconds', node));
  const costs = evidence.calls.filter(({ caller }) => caller === node).map((call) => costOf(evidence, call));
  return (step) =>
    (requests(step) / stepSeconds) * costs.reduce((seconds, cost) => seconds + cost(step), work(step));
};

/** Seconds that calls over an edge add to a request of the caller. */
function costOf({ series, secondsBy }: Evidence, call: Call): By {
  const calls = by(series('client_calls_per_request', call));
  const attempts = by(series('client_attempts_per_call', call));
  const each = by(secondsBy('client_request_duration_seconds', call));
  return (step) => calls(step) * attempts(step) * each(step);
}

/** Connections in use are attempts × time as well, without the time for which attempts wait for one. */
export const connectionsOfLoad: Prediction<Call> = ({ series, secondsBy }, call) => {
  const attempts = by(series('client_attempts_total', call));
  const each = by(secondsBy('client_request_duration_seconds', call));
  const wait = by(series('connection_wait_seconds', call));
  return (step) => {
    const before = Math.max(1, step - 1);
    return (attempts(step) / stepSeconds) * Math.max(0, each(before) - wait(before));
  };
};

/** Most that anybody retries when nobody has changed it. */
const usualRetries = 2;

/** Attempts for a call are at most (1 − f^(R+1))/(1 − f), f being what failed a step before. */
export const attemptsOfFailures: Prediction<Call> = ({ series }, call) => {
  const errors = by(series('client_errors_total', call));
  const count = by(series('client_attempts_total', call));
  return (step) => {
    const before = Math.max(0, step - 1);
    const failed = Math.min(1, errors(before) / Math.max(1, count(before)));
    return meanAttempts(failed, usualRetries);
  };
};

/** A store is asked for what the cache before it did not have. */
export const callsOfMisses: Prediction<Call> = (evidence, call) => {
  const hits = hitsBefore(evidence, call);
  return hits && ((step) => 1 - (hits[step] as number));
};

/** Hits of the cache that a caller asks before a store, where it has one. */
function hitsBefore({ calls, series }: Evidence, { caller, callee }: Call): Float64Array | undefined {
  if (!series('rows_examined_per_call', callee)) return undefined;
  for (const call of calls) {
    const hits = call.caller === caller ? series('cache_hit_ratio', call.callee) : undefined;
    if (hits) return hits;
  }
  return undefined;
}

/** Of attempts. */
export const shareOfAttempts: Prediction<Call> = ({ series }, call) => {
  const attempts = by(series('client_attempts_total', call));
  return (step) => Math.max(1, attempts(step));
};

const hour = 3_600;
const handles = 4096;

/** Data that is used fills a disk by itself a little (`node-load.ts`). */
export const diskOfTime: Prediction<string> = (_, __, seen) => {
  const first = usualOf(seen);
  return (step) => first + 0.00002 * (step - (seen.length * usualShare) / 2);
};

/** An index is rebuilt every hour. */
export const ageOfIndex: Prediction<string> = (_, __, seen) => (step) => Math.min(hour, seen[step] as number);

/** Work alone holds no more than half of the file handles (`node-load.ts`). */
export const handlesOfWork: Prediction<string> = (_, __, seen) => (step) =>
  Math.min(handles / 2, seen[step] as number);

/** What a model's quality loses by half at these amounts (`model-quality.ts`). */
const halves = { nulls: 0.5, drift: 0.6, mismatch: 2.5, stale: 24 * hour } as const;

const kept = (amount: number, half: number): number => half / (amount + half);

/** A model is as good as what it gets. */
export const qualityOfInputs: Prediction<string> = ({ calls, series }, model) => {
  const read = calls.filter(({ caller }) => caller === model).map(({ callee }) => callee);
  const inputs = (name: string) => read.flatMap((store) => series(name, store) ?? []);
  const [nulls, stale] = [inputs('feature_null_ratio'), inputs('index_age_seconds')];
  const worst = (list: readonly Float64Array[], step: number) =>
    list.reduce((most, values) => Math.max(most, values[step] as number), 0);
  const drift = by(series('model_input_drift_index', model));
  const mismatch = by(series('feature_mismatch_deviations', model));
  return (step) =>
    kept(worst(nulls, step), halves.nulls) *
    kept(worst(stale, step), halves.stale) *
    kept(drift(step), halves.drift) *
    kept(mismatch(step), halves.mismatch);
};

/** A host is asked for what those on it use. */
export const wantedOnHost: Prediction<string> = ({ hosts, series }, host) => {
  const uses = (hosts.get(host) ?? []).map((node) => by(series('cpu_usage_cores', node)));
  return (step) => uses.reduce((sum, use) => sum + use(step), 0);
};

/** Users come as this hour of the week usually has them. */
export const expectedTraffic: Prediction<string> = ({ series }, entry) =>
  by(series('requests_expected_per_second', entry));
