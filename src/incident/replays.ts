import { indicatorOf, type Seen } from './alerts.ts';
import { severityOf } from './dose.ts';
import type { Generated } from './generate.ts';
import { firstBreach, meanOf, smoothed } from './rules.ts';

/** Replays of an incident with other noise, and how many of them have to page by the same rule. */
const replays = 5;
const leastPages = 4;

/** Whether so many replays, by their numbers, pass a test: no more are looked at than it takes to be sure. */
export function replaysPass(least: number, passes: (number: number) => boolean): boolean {
  let passed = 0;
  for (let left = replays; passed < least && passed + left >= least; left--)
    if (passes(replays - left + 1)) passed += 1;
  return passed >= least;
}

/** Times by which an incident may be worse or better with other noise. */
const mostApart = 3;

/**
 * Whether an incident pages with other noise too, and is about as bad: where queues are about to fill, noise alone
 * decides between hardly anything and everything.
 */
export function pagesAgain({ incident, symptom, replay }: Generated): boolean {
  const { rule } = symptom;
  const { onset } = incident.fault;
  const before = smoothed(indicatorOf(incident, rule), rule.window).slice(0, onset);
  const usual = meanOf(before);
  const harm = (seen: Seen): number => Math.max(1, severityOf(seen, rule, onset, usual));
  const own = harm(incident);
  return replaysPass(leastPages, (number) => {
    const seen = replay(number);
    const breach = firstBreach(rule, indicatorOf(seen, rule));
    if (breach === undefined || breach.breached < onset) return false;
    return harm(seen) <= mostApart * own && own <= mostApart * harm(seen);
  });
}
