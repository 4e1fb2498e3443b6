import type { Item } from '../bank/item.ts';
import type { Entry } from './schedule.ts';

/** A question that is forgotten again and again. */
export interface Leech {
  readonly item: Item;
  readonly lapses: number;
}

/** How often an item was forgotten, if that makes it a leech. A suspended one takes nobody's time. */
export const leechLapses = (entry: Entry | undefined, leechAfter: number): number | undefined =>
  entry?.card && !entry.suspended && entry.card.lapses >= leechAfter ? entry.card.lapses : undefined;

/** Whether so many lapses are the time to say it: at the first that makes a leech, and at each half of that number further, as Anki does. */
export const isTimeToTell = (lapses: number, leechAfter: number): boolean =>
  lapses >= leechAfter && (lapses - leechAfter) % Math.ceil(leechAfter / 2) === 0;

/** The leeches among some items, the worst first. */
export const leechesAmong = (
  items: readonly Item[],
  entryOf: (item: Item) => Entry | undefined,
  leechAfter: number,
): Leech[] =>
  items
    .flatMap((item) => {
      const lapses = leechLapses(entryOf(item), leechAfter);
      return lapses === undefined ? [] : [{ item, lapses }];
    })
    .sort((a, b) => b.lapses - a.lapses);
