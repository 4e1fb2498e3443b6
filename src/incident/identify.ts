import { type Evidence, evidenceOf } from './evidence.ts';
import { type Harm, harmOf } from './harm.ts';
import { type Leaver, leaversOf } from './residuals.ts';
import type { Metric } from './signal.ts';
import { type Page, solve } from './solver.ts';
import { type Blame, failureRise, type Search } from './solver-signs.ts';

/** The owner that metrics alone lead to, and when its own mechanism left its band; who had left by then, and is cleared. */
export interface Identified extends Blame {
  readonly left?: number;
  readonly cleared: readonly string[];
}

/** Steps by which the cause has to lead whom nothing else clears: 30 seconds. */
const lead = 2;

/** A rival is cleared when it adds less than this share of what the suspect adds to the symptom. */
const slight = 1 / 3;

/**
 * What a learner can find out from metrics and nothing else, by two ways that have to agree. One walks from the symptom
 * along what adds most to it (`solver.ts`). The other predicts each mechanism from its observed parents by the model's
 * own equations (`residuals.ts`): of those that leave their band the suspect is the first, and leads every rival by
 * 30 seconds; or the rival is cleared by what is on screen: it is back within its band while the symptom stands, it is
 * not on the way, or what it adds to the symptom is slight. None when the ways disagree.
 */
export function identify(metrics: readonly Metric[], page: Page): Identified | undefined {
  const found = solve(metrics, page);
  if (found.owner === '') return { ...found, cleared: [] };
  const evidence = evidenceOf(metrics, page.breach);
  const leavers = leaversOf(evidence);
  const own = leavers.filter(({ owner }) => owner === found.owner);
  const [first] = own;
  if (!first) return undefined;
  const early = leavers.filter(({ owner, left }) => owner !== found.owner && left < first.left + lead);
  const rivals = early.filter((rival) => !isCleared(evidence, page, own, rival));
  const { metric, at, left } = first;
  const cleared = [...new Set(early.map(({ owner }) => owner))];
  return rivals.length > 0 ? undefined : { ...found, metric, at, left, cleared };
}

/** What a model's quality depends on. */
const inputs = [
  'model_quality_ratio',
  'feature_null_ratio',
  'index_age_seconds',
  'model_input_drift_index',
  'feature_mismatch_deviations',
];

function isCleared(evidence: Evidence, page: Page, own: readonly Leaver[], rival: Leaver): boolean {
  if (!rival.stays) return true;
  if (page.indicator === 'quality') return !inputs.includes(rival.metric);
  if (inputs.includes(rival.metric)) return true;
  const search: Search = { evidence, way: [], followed: new Set() };
  const harms = own.map((leaver) => harmOf(search, page.node, leaver));
  const unit = unitOf(search, page, harms);
  const most = harms.reduce((sum, harm) => Math.max(sum, harm[unit]), 0);
  return harmOf(search, page.node, rival)[unit] <= slight * most;
}

/** Failures count for a page of errors, unless the suspect makes none itself and others give up on it: then seconds do. */
function unitOf(search: Search, { node, indicator }: Page, harms: readonly Harm[]): keyof Harm {
  if (indicator !== 'errors' && indicator !== 'probe') return 'seconds';
  const failures = harms.reduce((sum, harm) => Math.max(sum, harm.failures), 0);
  return failures > 0.2 * failureRise(search, node) ? 'failures' : 'seconds';
}
