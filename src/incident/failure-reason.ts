/** Why a node fails a call by its own doing: the channel that counts it, and `error.type` of the span. */
export const ownReasons = [
  ['turnedAway', 'overloaded'],
  ['unstored', 'no_space'],
  ['unopened', 'too_many_open_files'],
  ['crash', 'exception'],
] as const;

/** Why an attempt fails on its way, likewise. */
export const wayReasons = [
  ['unresolved', 'name_not_resolved'],
  ['unreachable', 'unreachable'],
  ['refused', 'connection_refused'],
  ['untrusted', 'certificate'],
  ['unauthorized', 'unauthorized'],
  ['limited', 'rate_limited'],
  ['unparsed', 'malformed_answer'],
] as const;

export type OwnReason = (typeof ownReasons)[number][1];
type WayReason = (typeof wayReasons)[number][1];

/** Why an attempt fails, for its caller: on its way, by the caller's patience, or by the callee's answer. */
export type AttemptReason = WayReason | 'timeout' | 'upstream';

/** The share that fails for any of some reasons. */
export function shareOf<Channel extends string>(
  reasons: readonly (readonly [Channel, string])[],
  run: Readonly<Record<Channel, Float64Array>>,
  step: number,
): number {
  let share = 0;
  for (const reason of reasons) share += run[reason[0]][step] ?? 0;
  return share;
}

/**
 * One of some reasons, each as likely as its channel says, by a number in (0, 1);
 * undefined when it falls on none.
 */
export function drawnReason<Channel extends string, Reason extends string>(
  reasons: readonly (readonly [Channel, Reason])[],
  run: Readonly<Record<Channel, Float64Array>>,
  step: number,
  draw: number,
): Reason | undefined {
  let rest = draw;
  for (const [channel, reason] of reasons) {
    rest -= run[channel][step] ?? 0;
    if (rest < 0) return reason;
  }
  return undefined;
}
