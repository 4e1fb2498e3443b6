import type { Identity, Match, Relinks } from '../memory/relink.ts';

const named = ({ id, title }: Identity): string => (title === '' ? id : `${title} (${id})`);

const why = ({ from, titles, shared }: Match): string =>
  shared > 0
    ? `${shared} of ${from.points.length} points the same`
    : `titles ${Math.round(titles * 100)} % alike`;

/** One link that was made, and on what ground. */
export const linkedText = (match: Match): string =>
  `${named(match.from)}\n  is now ${named(match.to)}: ${why(match)}`;

/** Which histories found their question again, which may, and which did not. */
export function relinksText({ sure, likely, lost }: Relinks): string {
  const part = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines, '']);
  const parts = [
    ...part('Linked:', sure.map(linkedText)),
    ...part(
      'Likely; write the command if it is right:',
      likely.map((match) => `${linkedText(match)}\n  hotseat relink ${match.from.id} ${match.to.id}`),
    ),
    ...part('Nothing like it is in the packs:', lost.map(named)),
    ...(sure.length > 0 ? ['`hotseat undo` takes the last link back.'] : []),
  ];
  return parts.length === 0 ? 'Every history has its question.\n' : `${parts.join('\n').trimEnd()}\n`;
}
