import { fullId, type Item } from '../bank/item.ts';
import { type Leech, leechesAmong } from '../memory/leech.ts';
import type { Schedule } from '../memory/schedule.ts';

/**
 * What is said of a leech when it was forgotten once more.
 *
 * @param returns it is asked again in this session, where a key suspends it.
 */
export function leechText({ item: { id, source }, lapses }: Leech, returns = false): string {
  const suspend = returns ? 'with z when it comes again' : `by \`hotseat suspend ${id}\``;
  return `A leech: forgotten ${lapses} times. Rewrite it (${source.file}:${source.line}), add a hint, or suspend it ${suspend}.`;
}

/** The leeches of a session at its end; empty when there are none. */
export function leechesText(leeches: readonly Leech[]): string {
  if (leeches.length === 0) return '';
  const named = leeches.map(({ item: { id }, lapses }) => `${id} (${lapses} times)`);
  return `Forgotten again and again: ${named.join(', ')}. \`hotseat report\` says where to mend ${leeches.length === 1 ? 'it' : 'them'}.`;
}

/** The leeches among some items as a report lists them, the worst first. */
export const leechFigures = (items: readonly Item[], schedule: Schedule, leechAfter: number) =>
  leechesAmong(items, (item) => schedule.get(fullId(item)), leechAfter).map(
    ({ item: { id, title, source }, lapses }) => ({
      ...{ id, title, lapses },
      file: source.file,
      line: source.line,
    }),
  );
