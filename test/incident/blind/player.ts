// A player who knows neither the truth nor the model: reads the files of an export as a person would, traces and logs
// first, and asks the metrics only why what the traces show is so.
import { type Change, type File, type Files, read } from './files.ts';
import { manyTries, rises } from './spent.ts';
import { blamedInLogs, oftenerIn } from './told.ts';

const none: Change = { before: 0, after: 0 };
const times = ({ before, after }: Change): number => (before > 0 ? after / before : after > 0 ? 1e9 : 1);
const rise = ({ before, after }: Change): number => after - before;

type Call = Files['calls'][number];
const named = ({ caller, callee }: Call): string => `${caller}->${callee}`;

/** Names the cause by the files of an export: an entity as it is written, or `none`. */
export function nameCause(exported: readonly File[]): string {
  const files = read(exported);
  const alert = files.alerts.find(({ severity }) => severity === 'page');
  const node = alert?.service ?? '';
  switch (alert?.rule) {
    case 'LatencyObjective':
      return isAsEver(files, node)
        ? 'none'
        : (blamedInLogs(files) ?? crowded(files, node) ?? slowest(files, false));
    case 'ErrorBudgetBurn':
      return blamedInLogs(files) ?? crowded(files, node) ?? slowest(files, false);
    case 'QueueLag':
      return blamedInLogs(files) ?? lagging(files, node);
    case 'ModelQuality':
      return misjudging(files, node);
    case 'TrafficAnomaly':
      return isFelt(files) ? 'traffic' : 'none';
    default:
      return 'none';
  }
}

function lagging(files: Files, queue: string): string {
  if (oftenerIn(files, queue, /handed out again/) > 3) return queue;
  return slowest(files, true);
}

function misjudging(files: Files, model: string): string {
  for (const { caller, callee } of files.calls) {
    if (caller !== model) continue;
    if (oftenerIn(files, model, new RegExp(`values from ${callee} were empty`)) > 3) return callee;
    if (oftenerIn(files, model, new RegExp(`what ${callee} holds is`)) > 3) return callee;
  }
  return model;
}

/** A threshold within what is usual: what it is about has not moved. */
const isAsEver = (files: Files, node: string): boolean =>
  times(change(files, node, 'request_duration_p99_seconds')) < 1.08;

/** Whether users are worse off: a rule for what they feel has fired too. */
const isFelt = ({ alerts }: Files): boolean =>
  alerts.some(({ rule }) => rule === 'LatencyObjective' || rule === 'ErrorBudgetBurn');

/** Far more users than this hour of the week usually has. */
function crowded(files: Files, entry: string): string | undefined {
  const usual = times(change(files, entry, 'requests_expected_per_second'));
  return times(change(files, entry, 'requests_per_second')) > 1.3 * usual ? 'traffic' : undefined;
}

/** Whoever the part of traces that grew most leads to. */
function slowest(files: Files, messages: boolean): string {
  const storm = manyTries(files);
  if (storm !== undefined) return storm;
  const [worst] = rises(files, messages);
  if (!worst) return 'none';
  const [kind, what = ''] = worst.part.split(' ');
  if (kind === 'own') return whySlow(files, what);
  const [caller = '', callee = ''] = what.split('->');
  return kind === 'way' ? whyFar(files, { caller, callee }) : whyBeyond(files, { caller, callee });
}

const change = (files: Files, of: string | Call, metric: string): Change =>
  (typeof of === 'string' ? files.metric(of, metric) : files.metric(of.caller, metric, of.callee)) ?? none;

/** Things that slow a node down by themselves, and how much of a rise tells. */
const ownSigns: readonly (readonly [string, number])[] = [
  ['gc_pause_seconds_per_second', 2],
  ['disk_operation_seconds', 2.5],
  ['lock_wait_seconds', 3],
  ['partition_skew_ratio', 1.3],
  ['accelerator_memory_ratio', 1.2],
  ['feature_flag_ratio', 3],
];

function whySlow(files: Files, node: string, seen: readonly string[] = []): string {
  if (seen.includes(node)) return node;
  const held = whoHolds(files, node);
  if (held) return whyCall(files, held, [...seen, node]);
  const asked = files.calls.filter(({ callee }) => callee === node);
  const rows = asked.find((call) => times(change(files, call, 'query_rows_examined_per_call')) > 1.3);
  if (rows) return rows.caller;
  if (ownSigns.some(([metric, much]) => times(change(files, node, metric)) > much)) return node;
  const fewer = ['cpu_limit_cores', 'replicas_ready'].some((name) => times(change(files, node, name)) < 0.9);
  if (fewer) return node;
  const load = times(change(files, node, 'requests_per_second'));
  if (times(change(files, node, 'cpu_usage_cores')) > 1.25 * load) return node;
  const host = files.hostOf.get(node) ?? '';
  if (isCrowded(files, host)) return host;
  return load > 1.2 ? (whoAsks(files, node) ?? node) : node;
}

/** Seconds that calls add to a request of their caller. */
function costOf(files: Files, call: Call): Change {
  const parts = [
    'client_calls_per_request',
    'client_attempts_per_call',
    'client_request_duration_seconds_mean',
  ].map((metric) => change(files, call, metric));
  return {
    before: parts.reduce((product, { before }) => product * before, 1),
    after: parts.reduce((product, { after }) => product * after, 1),
  };
}

/** The calls that keep a node's workers busy, where requests wait for a worker and the node's own work does not tell why. */
function whoHolds(files: Files, node: string): Call | undefined {
  const waiting = rise(change(files, node, 'worker_wait_seconds'));
  if (waiting <= rise(change(files, node, 'work_seconds'))) return undefined;
  const made = files.calls.filter(({ caller }) => caller === node);
  const costs = made.map((call) => costOf(files, call).after);
  const seconds = costs.reduce((sum, cost) => sum + cost, change(files, node, 'work_seconds').after);
  const needed = change(files, node, 'requests_per_second').after * seconds;
  if (change(files, node, 'workers_busy').after > 1.5 * needed + 0.5) return undefined;
  if (['cpu_limit_cores', 'replicas_ready'].some((name) => times(change(files, node, name)) < 0.9))
    return undefined;
  const [most] = made.sort((a, b) => rise(costOf(files, b)) - rise(costOf(files, a)));
  if (!most || times(costOf(files, most)) < 1.3) return undefined;
  return rise(costOf(files, most)) > rise(change(files, node, 'work_seconds')) ? most : undefined;
}

/** Why a call takes longer: the way there, or who answers. */
function whyCall(files: Files, call: Call, seen: readonly string[]): string {
  const answer = change(files, call.callee, 'request_duration_seconds_mean');
  const took = rise(change(files, call, 'client_request_duration_seconds_mean'));
  if (times(change(files, call, 'client_calls_per_request')) > 1.3) return whoCallsMore(files, call);
  if (!files.nodes.includes(call.callee)) return whyBeyond(files, call);
  return 2 * rise(answer) > took ? whySlow(files, call.callee, seen) : whyFar(files, call);
}

/** A host on which more is wanted than those who run there explain. */
function isCrowded(files: Files, host: string): boolean {
  const known = [...files.hostOf].filter(([, at]) => at === host).map(([node]) => node);
  const own = known.reduce((sum, node) => sum + rise(change(files, node, 'cpu_usage_cores')), 0);
  const wanted = change(files, host, 'host_cpu_wanted_cores');
  return (
    rise(wanted) - own > 0.15 * wanted.before && rise(change(files, host, 'host_cpu_stolen_ratio')) > 0.05
  );
}

/** Who sends a node more than before: by more calls for each request, more attempts, or because more is asked of them. */
function whoAsks(files: Files, node: string, seen: readonly string[] = []): string | undefined {
  if (seen.includes(node)) return undefined;
  const asked = files.calls
    .filter(({ callee }) => callee === node)
    .sort(
      (a, b) =>
        rise(change(files, b, 'client_attempts_per_second')) -
        rise(change(files, a, 'client_attempts_per_second')),
    );
  const [most] = asked;
  if (!most) return times(change(files, node, 'requests_per_second')) > 1.2 ? 'traffic' : undefined;
  if (times(change(files, most, 'client_calls_per_request')) > 1.2) return whoCallsMore(files, most);
  return whoAsks(files, most.caller, [...seen, node]);
}

/** A caller whose calls multiply, unless it is the cache before them that no longer answers. */
function whoCallsMore(files: Files, { caller, callee }: Call): string {
  const missed = files.calls.find(
    (call) =>
      call.caller === caller &&
      times(change(files, call.callee, 'cache_hit_ratio')) < 0.9 &&
      oftenerIn(files, caller, new RegExp(`not in ${call.callee}, reading ${callee}`)) > 1.5,
  );
  return missed?.callee ?? caller;
}

/** Why the way between caller and callee takes longer: the network, or waiting for a connection. */
function whyFar(files: Files, call: Call): string {
  if (times(change(files, call, 'client_calls_per_request')) > 1.3) return whoCallsMore(files, call);
  const network = rise(change(files, call, 'network_round_trip_seconds'));
  const waiting = rise(change(files, call, 'connection_wait_seconds'));
  const lost = rise(change(files, call, 'tcp_retransmits_ratio')) > 0.002;
  if (network > waiting || lost || !isOverrun(files, call)) return named(call);
  return whySlow(files, call.callee);
}

/** Connections in use as attempts × time explains them: the pool is short because calls are long or many. */
function isOverrun(files: Files, call: Call): boolean {
  const inUse = change(files, call, 'connections_in_use');
  const seconds = change(files, call, 'client_request_duration_seconds_mean').after;
  const wait = change(files, call, 'connection_wait_seconds').after;
  const needed = change(files, call, 'client_attempts_per_second').after * Math.max(0, seconds - wait);
  return inUse.after < 1.3 * needed + 0.5;
}

/** The callee writes no spans: its metrics and those of its calls have to tell. */
function whyBeyond(files: Files, call: Call): string {
  const { callee } = call;
  const way =
    rise(change(files, call, 'network_round_trip_seconds')) +
    rise(change(files, call, 'connection_wait_seconds'));
  const lost = rise(change(files, call, 'tcp_retransmits_ratio')) > 0.002;
  if (!files.nodes.includes(callee))
    return lost || way > 0.5 * rise(change(files, call, 'client_request_duration_seconds_mean'))
      ? named(call)
      : callee;
  if (times(change(files, call, 'client_calls_per_request')) > 1.3) return whoCallsMore(files, call);
  const own =
    rise(change(files, callee, 'work_seconds')) + rise(change(files, callee, 'worker_wait_seconds'));
  const here =
    rise(change(files, call, 'client_request_duration_seconds_mean')) -
    rise(change(files, callee, 'request_duration_seconds_mean'));
  const further = files.calls
    .filter(({ caller }) => caller === callee)
    .map((next) => ({
      next,
      seconds:
        rise(change(files, next, 'client_request_duration_seconds_mean')) *
        change(files, next, 'client_calls_per_request').after,
    }))
    .sort((a, b) => b.seconds - a.seconds)[0];
  if (here > own && here > (further?.seconds ?? 0)) return whyFar(files, call);
  if (further && further.seconds > own) return whyCall(files, further.next, [callee]);
  return whySlow(files, callee);
}
