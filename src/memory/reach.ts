import type { LogRecord } from './record.ts';

/** What some records say of others, wherever those stand in the log. */
export interface Reach {
  /** No undo that counts itself names the record of this id. */
  readonly counts: (id: string) => boolean;
  /** The id that an item has now; undefined where no item was relinked. */
  readonly nameOf: ((item: string) => string) | undefined;
}

/**
 * The reach of a log.
 *
 * An undo takes back the one record that it names, whatever came after it on any device: later reviews of
 * the item stay and are scheduled as if the undone one had not been. An undone undo takes nothing back. The
 * clock has no say in what undoes what: it may have gone back between the two.
 *
 * @param ordered in log order: at least every undo and every relink of the log.
 */
export function reachOf(ordered: readonly LogRecord[]): Reach {
  const undone = undoneIn(ordered);
  const counts = (id: string): boolean => !undone.has(id);
  return { counts, nameOf: namesNow(ordered.filter(({ id }) => counts(id))) };
}

/** Those of some records, in log order, that count in a log of this reach; undos are left out. */
export function countedIn(ordered: readonly LogRecord[], { counts, nameOf }: Reach): LogRecord[] {
  const counted = ordered.filter((record) => record.type !== 'undo' && counts(record.id));
  if (!nameOf) return counted;
  return counted.map((record) =>
    'item' in record && nameOf(record.item) !== record.item
      ? { ...record, item: nameOf(record.item) }
      : record,
  );
}

/** The id that an item has now, by the relinks that count, in log order; undefined where there are none. */
export function namesNow(records: readonly LogRecord[]): ((item: string) => string) | undefined {
  const next = new Map<string, string>();
  for (const record of records) {
    if (record.type !== 'relink') continue;
    // What is moved onto a name has that name for good: a circle would lose both.
    next.delete(record.to);
    next.set(record.from, record.to);
  }
  if (next.size === 0) return undefined;
  const nameOf = (item: string): string => {
    const to = next.get(item);
    return to === undefined || to === item ? item : nameOf(to);
  };
  return nameOf;
}

/**
 * The ids that undos take back. Undos that name each other in a circle, which only damage makes, take nothing
 * back: it is settled from the undos that nothing names, and what is never settled stays.
 */
function undoneIn(ordered: readonly LogRecord[]): ReadonlySet<string> {
  const undosOf = new Map<string, string[]>();
  for (const record of ordered) {
    if (record.type === 'undo')
      undosOf.set(record.undoes, [...(undosOf.get(record.undoes) ?? []), record.id]);
  }
  const undone = new Set<string>();
  // The youngest first: a chain of undos is then settled in one round.
  let open = [...undosOf].reverse();
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    const unsettled = new Set(open.map(([id]) => id));
    open = open.filter(([id, undos]) => {
      const takesBack = undos.some((undo) => !unsettled.has(undo) && !undone.has(undo));
      if (takesBack) undone.add(id);
      const settled = takesBack || undos.every((undo) => undone.has(undo));
      if (settled) unsettled.delete(id);
      return !settled;
    });
  }
  return undone;
}
