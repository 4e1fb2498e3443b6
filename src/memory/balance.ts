import { mean, sum } from '../bank/group.ts';
import type { Day } from './day.ts';
import type { DueRange } from './fsrs.ts';

/** What is known of the days on which an item may come back. */
export interface Burden {
  /** Reviews that are due on a day. */
  readonly load: (day: Day) => number;
  /** A day's share of the usual load, 0 to 1. */
  readonly share: (day: Day) => number;
  /** Whether a sibling of the item is due on a day. */
  readonly isTaken: (day: Day) => boolean;
}

// Sums of a few fractions: what differs by less is equal.
const equal = 1e-9;

/**
 * The day of a range that carries least: least of (load ÷ share) − trend, where trend is the straight line, by
 * least squares, through load ÷ share over the range. Days with a share of 0 are out while there are others, and
 * so are then days on which a sibling is due. Among equals the item's luck decides.
 *
 * Anki's load balancer and fsrs4anki-helper choose inside the fuzz range by the count of a day, its easy-days
 * share and siblings as well. What is due so far always grows less with the distance, because nearer reviews are
 * still to be scheduled; the bare least would put all off (fsrs4anki-helper, issue 372), by 1 to 4 % in our
 * simulations. Anki weighs days by interval⁻³ against that. Here the trend is taken out, and the mean interval stays.
 *
 * @param luck 0 up to 1.
 */
export function leastLoaded({ first, last }: DueRange, luck: number, burden: Burden): Day {
  const { load, share, isTaken } = burden;
  const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const working = preferring(all, (day) => share(day) > 0);
  const excess = overTrend(working.map((day) => load(day) / (share(day) || 1)));
  const days = working.map((day, i) => ({ day, excess: excess[i] ?? 0 }));
  const free = preferring(days, ({ day }) => !isTaken(day));
  const least = Math.min(...free.map((one) => one.excess));
  const best = free.filter((one) => one.excess < least + equal);
  return best[Math.floor(luck * best.length)]?.day ?? first;
}

function preferring<T>(list: readonly T[], isWanted: (one: T) => boolean): readonly T[] {
  const wanted = list.filter(isWanted);
  return wanted.length > 0 ? wanted : list;
}

/** How far each of some values lies over the straight line through them. */
function overTrend(values: readonly number[]): number[] {
  const middle = (values.length - 1) / 2;
  const centre = mean(values) ?? 0;
  const spread = sum(values.map((_, i) => (i - middle) * (i - middle)));
  const slope = spread === 0 ? 0 : sum(values.map((value, i) => (i - middle) * (value - centre))) / spread;
  return values.map((value, i) => value - centre - slope * (i - middle));
}
