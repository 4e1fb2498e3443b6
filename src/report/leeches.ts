import type { Item } from '../bank/item.ts';
import { type Leech, leechesAmong } from '../memory/leech.ts';
import type { Schedule } from '../memory/schedule.ts';

/** What is said of a leech when it was forgotten once more. */
export const leechText = ({ item: { id, source }, lapses }: Leech): string =>
  `A leech: forgotten ${lapses} times. Rewrite it (${source.file}:${source.line}), add a hint, or suspend it: \`hotseat suspend ${id}\`.`;

/** The leeches among some items as a report lists them, the worst first. */
export const leechFigures = (items: readonly Item[], schedule: Schedule, leechAfter: number) =>
  leechesAmong(items, schedule, leechAfter).map(({ item: { id, title, source }, lapses }) => ({
    ...{ id, title, lapses },
    file: source.file,
    line: source.line,
  }));
