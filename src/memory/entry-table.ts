import type { Card, CardState } from './fsrs.ts';
import type { Entry, Missed } from './schedule.ts';

/** Entries by item, one cache line a card: a million reviews of objects cost three times as much, in memory too. */
export interface EntryTable {
  readonly get: (item: string) => Entry | undefined;
  readonly set: (item: string, entry: Entry) => void;
  readonly delete: (item: string) => void;
  readonly toMap: () => Map<string, Entry>;
}

const states: readonly CardState[] = ['learning', 'review', 'relearning'];
const width = 8;
// Stand in the place of a state: there is no card; there is more in `rest`.
const noCard = 3;
const andMore = 4;

/** A table of some entries. */
export function entryTable(entries: Iterable<readonly [string, Entry]> = []): EntryTable {
  const places = new Map<string, number>();
  const rest = new Map<number, Omit<Entry, 'card'>>();
  let rows = new Float64Array(1024 * width);
  const at = (place: number): Entry | undefined => {
    const card = cardAt(rows, place * width);
    if ((rows[place * width] as number) < andMore) return card && { card, suspended: false };
    const { suspended = false, missed, variant } = rest.get(place) ?? {};
    return card || suspended ? entryOf(card, suspended, missed, variant) : undefined;
  };
  // What was looked up is mostly set next.
  let last = { item: '', place: -1 };
  const placeOf = (item: string): number | undefined => {
    if (item === last.item) return last.place;
    const place = places.get(item);
    if (place !== undefined) last = { item, place };
    return place;
  };
  const newPlace = (item: string): number => {
    const place = places.size;
    places.set(ownCopy(item), place);
    if (place * width === rows.length) rows = doubled(rows);
    return place;
  };
  const table: EntryTable = {
    get: (item) => {
      const place = placeOf(item);
      return place === undefined ? undefined : at(place);
    },
    set: (item, { card, suspended, missed, variant }) => {
      const place = placeOf(item) ?? newPlace(item);
      const more = suspended || missed !== undefined || variant !== undefined;
      if (more) rest.set(place, entryOf(undefined, suspended, missed, variant));
      putCard(rows, place * width, card, more);
    },
    delete: (item) => {
      if (places.has(item)) table.set(item, { suspended: false });
    },
    toMap: () => {
      const all = new Map<string, Entry>();
      for (const [item, place] of places) {
        const entry = at(place);
        if (entry) all.set(item, entry);
      }
      return all;
    },
  };
  for (const [item, entry] of entries) table.set(item, entry);
  return table;
}

/** An entry of its parts; what there is none of is left out. */
export function entryOf(
  card: Card | undefined,
  suspended: boolean,
  missed?: Missed | undefined,
  variant?: string | undefined,
): Entry {
  // Most have nothing else: a copy by `...` costs as much as the model's own sums.
  if (!missed && !variant) return card ? { card, suspended } : { suspended };
  return {
    ...(card ? { card } : {}),
    suspended,
    ...(missed ? { missed } : {}),
    ...(variant ? { variant } : {}),
  };
}

function cardAt(rows: Float64Array, i: number): Card | undefined {
  const state = states[(rows[i] as number) % andMore];
  if (!state) return undefined;
  return {
    state,
    due: rows[i + 1] as number,
    stability: rows[i + 2] as number,
    difficulty: rows[i + 3] as number,
    reps: rows[i + 4] as number,
    lapses: rows[i + 5] as number,
    firstDay: rows[i + 6] as number,
    lastDay: rows[i + 7] as number,
  };
}

function putCard(rows: Float64Array, i: number, card: Card | undefined, more: boolean): void {
  rows[i] = (card ? states.indexOf(card.state) : noCard) + (more ? andMore : 0);
  if (!card) return;
  rows[i + 1] = card.due;
  rows[i + 2] = card.stability;
  rows[i + 3] = card.difficulty;
  rows[i + 4] = card.reps;
  rows[i + 5] = card.lapses;
  rows[i + 6] = card.firstDay;
  rows[i + 7] = card.lastDay;
}

function doubled(rows: Float64Array): Float64Array<ArrayBuffer> {
  const more = new Float64Array(rows.length * 2);
  more.set(rows);
  return more;
}

// A part of a text keeps the whole of it in memory: here, a month of the log.
const ownCopy = (text: string): string => JSON.parse(JSON.stringify(text)) as string;
